import type { ObjectId } from 'mongodb'
import { type Db } from 'mongodb'

import { recordChannelEvent } from '../../jobs/callbacks/channelEvents.ts'
import { readAccount } from '../channels/readAccount.ts'
import type { ChannelRegistry } from '../domain/channelAdapter.ts'
import type { ChannelCallback } from '../domain/channelCallback.ts'
import { KIB, MINUTE } from '../domain/duration.ts'
import { NotFoundError, UnauthorizedError } from '../domain/errors.ts'
import type { Route, RouteRequest, RouteResponse } from '../domain/http.ts'
import type { SecretBox } from '../domain/secretBox.ts'
import { CHANNELS } from '../domain/slugs.ts'

/** What a platform signed is good for so long before and after our own time. */
const WINDOW_MS = 5 * MINUTE
const MAX_BODY_BYTES = 256 * KIB

export interface CallbackRouteOptions {
  channels: ChannelRegistry
  clock: () => Date
  db: () => Db
  secrets: SecretBox
}

/**
 * `GET|POST /hooks/v1/channels/:slug`: where platforms tell what became of what they accepted.
 *
 * The adapter verifies the signature before anything is read of the content. 401 for a signature that is not the platform's or is older than
 * five minutes, 404 for a channel that takes no callbacks. The same event again is answered as the first time and changes nothing.
 */
export const createCallbackRoutes = (options: CallbackRouteOptions): Route[] =>
  (['GET', 'POST'] as const).map((method) => ({
    handle: (request) => answer(options, request, method),
    maxBodyBytes: MAX_BODY_BYTES,
    method,
    path: '/hooks/v1/channels/:slug',
  }))

async function answer(
  { clock, db, ...options }: CallbackRouteOptions,
  { body, header, params, query }: RouteRequest,
  method: 'GET' | 'POST',
): Promise<RouteResponse> {
  const { callback, id } = await findCallback({ ...options, clock, db }, params['slug'] ?? '')
  const now = clock()
  const { answer: wanted, events, signedAt } = await callback({ body, header, method, now, query })

  // Not a number is no time either.
  if (!(Math.abs(now.getTime() - signedAt.getTime()) <= WINDOW_MS)) {
    throw new UnauthorizedError('The signature is too old or from the future; check the clock of the sender.')
  }

  for (const event of events) {
    await recordChannelEvent(db(), { channel: id, event })
  }

  return wanted ?? { headers: { 'cache-control': 'no-store' }, status: 200 }
}

async function findCallback(
  { channels, db, secrets }: CallbackRouteOptions,
  slug: string,
): Promise<{ callback: ChannelCallback; id: ObjectId }> {
  const document = await db().collection(CHANNELS).findOne({ deletedAt: null, slug })
  const kind = document === null ? null : channels.find(String(document['kind']))

  if (document !== null && kind !== null) {
    const { callback } = channels.adapterFor(readAccount(document, secrets))

    if (callback !== undefined) {
      return { callback, id: document._id }
    }
  }

  throw new NotFoundError('No channel of this name takes callbacks.')
}
