import type { Payload } from 'payload'

import { createAuthenticator } from '../access/authenticator.ts'
import { createSubscriptionRoute } from '../calendar/subscription.ts'
import { readEnv } from '../config/env.ts'
import { createChangeFeed } from '../database/changeFeed.ts'
import { databaseOf } from '../database/handles.ts'
import { deliveryWatched } from '../delivery/invalidation.ts'
import { baseUrlOf } from '../delivery/baseUrl.ts'
import { createDeliveryRoutes } from '../delivery/routes.ts'
import type { Route } from '../domain/http.ts'
import { API_CLIENTS, LINKS } from '../domain/slugs.ts'
import { createCallbackRoutes } from './callbacks.ts'
import { findAccessOfPerson } from './calendar/personAccess.ts'
import { createRenditionRoute } from './media/renditionRoute.ts'
import { servicesOf } from './services.ts'

// Next bundles a second copy of this module; both must serve from the same caches.
const KEY = Symbol.for('drumbeat.routes')

interface Surface {
  close: () => Promise<void>
  routes: readonly Route[]
}

type Host = typeof globalThis & { [KEY]?: WeakMap<Payload, Surface> }

/** Every framework-free route of Drumbeat on one Payload instance; made at the first call. */
export function routesOf(payload: Payload): readonly Route[] {
  const known = ((globalThis as Host)[KEY] ??= new WeakMap<Payload, Surface>())
  const surface = known.get(payload) ?? composeSurface(payload)

  known.set(payload, surface)

  return surface.routes
}

/** Writes what the routes still hold in memory and ends what they follow; before Payload is destroyed. */
export async function closeRoutes(payload: Payload): Promise<void> {
  await (globalThis as Host)[KEY]?.get(payload)?.close()
}

function composeSurface(payload: Payload): Surface {
  const env = readEnv()
  const db = databaseOf(payload)
  const changes = createChangeFeed({
    db,
    onError: (error) => payload.logger.warn({ err: error, msg: 'changes cannot be followed; trying again' }),
    watched: [{ collection: API_CLIENTS }, { collection: LINKS }, ...deliveryWatched],
  })
  const authenticate = createAuthenticator({ changes, payload })

  const { channels, clock, engagement, features, isEnabled, renditions, secrets } = servicesOf(payload)

  changes.subscribe({
    onChange: ({ collection }) => (collection === LINKS ? engagement.forgetLinks() : undefined),
    onReset: () => engagement.forgetLinks(),
  })

  const delivery = (): readonly Route[] =>
    createDeliveryRoutes({
      authenticate,
      changes,
      db,
      onView: (viewed, { header }) => engagement.countView({ ...viewed, userAgent: header('user-agent') }),
      publicUrl: env.PUBLIC_URL,
    })
  const subscription = createSubscriptionRoute({
    adminUrlOf: (request) => baseUrlOf({ publicUrl: env.PUBLIC_URL, request }) + payload.config.routes.admin,
    db,
    findAccess: (user) => findAccessOfPerson(payload, user),
  })
  const routes = [
    ...(isEnabled
      ? [
          createRenditionRoute({
            clock,
            renditions,
            secrets: [payload.secret, ...env.PAYLOAD_OLD_SECRETS],
          }),
        ]
      : []),
    ...(features.delivery ? [...delivery(), subscription] : []),
    ...(features.engagement ? engagement.routes(authenticate) : []),
    ...(isEnabled ? createCallbackRoutes({ channels, clock, db: () => db, secrets }) : []),
  ]

  return {
    close: async () => {
      await engagement.close()
      await changes.close()
    },
    routes,
  }
}
