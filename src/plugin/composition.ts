import type { Payload } from 'payload'

import type { Services } from '../../hooks/dependencies.ts'
import { createTasks, type OperatorTasks } from '../../jobs/assisted/createTasks.ts'
import { createPublicationActions } from '../../jobs/actions.ts'
import { createArming } from '../../jobs/arming/createArming.ts'
import { withTally } from '../../jobs/arming/withTally.ts'
import { createBells } from '../../jobs/bells.ts'
import { actOnOccurrence } from '../../jobs/repeating/actOnOccurrence.ts'
import { createHolding } from '../../jobs/holding/createHolding.ts'
import { createReleases } from '../../jobs/releases/createReleases.ts'
import type { RenditionMaker } from '../../jobs/renditions/createRenditions.ts'
import { createQueue } from '../../jobs/rhythm/createQueue.ts'
import { createSecretBox } from '../channels/secretBox.ts'
import { readEnv } from '../config/env.ts'
import { createAuditLog } from '../database/auditLog.ts'
import { databaseOf } from '../database/handles.ts'
import type { MediaFiles } from '../domain/mediaFiles.ts'
import type { Engagement } from '../engagement/engagement.ts'
import type { RotatingBox } from '../domain/secretBox.ts'
import { composeChannels, composeOutbound } from './channels.ts'
import { composeEngagement } from './engagement.ts'
import { composeRenditions } from './media/composeRenditions.ts'
import { createMediaFiles } from './mediaFiles.ts'
import type { CompositionOptions } from './options.ts'
import { switchOff } from './switchOff.ts'

/** What hooks may ask for, and what only the composition itself may: routes, figures, closing. */
export interface ComposedServices extends Services {
  assisted: OperatorTasks
  /** The database's time, which all processes share. */
  clock: () => Date
  engagement: Engagement
  /** The bytes of media, as adapters and packs take them. */
  files: MediaFiles
  /** Which parts have routes. */
  features: { delivery: boolean; engagement: boolean }
  /** False when the integrator keeps only the schema. */
  isEnabled: boolean
  renditions: RenditionMaker
  secrets: RotatingBox
}

/** Wires the rooms together for one Payload instance. */
export function composeServices(payload: Payload, options: CompositionOptions): ComposedServices {
  const { clock } = options
  const audit = createAuditLog({ clock })
  const bells = createBells(() => databaseOf(payload))
  const env = readEnv()
  const secrets = createSecretBox({
    oldSecrets: [
      ...env.CREDENTIALS_OLD_SECRETS,
      ...(options.secret === undefined ? [] : [options.secret]),
      payload.secret,
    ],
    secret: env.CREDENTIALS_SECRET ?? options.secret ?? payload.secret,
  })
  const engagement = composeEngagement(payload, options)
  const renditions = composeRenditions(payload, options)
  const files = createMediaFiles(payload, renditions)
  const registry = composeChannels({
    clock,
    db: () => databaseOf(payload),
    env,
    files,
    secret: payload.secret,
    secrets,
    ...(options.channels && { kinds: options.channels }),
  })

  const arming = withTally(createArming({ bells, clock, payload, registry, renditions, secrets }), { clock, payload })
  const services: ComposedServices = {
    actions: createPublicationActions({
      audit,
      bells,
      channels: registry,
      clock,
      fetch: composeOutbound(env),
      refreshLatest: (postId) => arming.refreshLatest(postId),
      secrets,
    }),
    arming,
    assisted: createTasks({ audit, channels: registry, clock, engagement }),
    audit,
    channels: registry,
    clock,
    engagement,
    files,
    features: {
      delivery: options.features?.delivery !== false,
      engagement: options.features?.engagement !== false,
    },
    holding: createHolding({ bells, clock, payload }),
    isEnabled: options.enabled !== false,
    occurrences: { act: (args) => actOnOccurrence({ audit, clock }, args) },
    releases: createReleases({ arming, audit, bells, channels: registry, clock, payload, secrets }),
    queue: createQueue({ clock }),
    renditions,
    secrets,
  }

  return services.isEnabled ? services : switchOff(services)
}
