import type { Db } from 'mongodb'

import type { ChangeFeed } from '../domain/changeFeed.ts'
import { MIB } from '../domain/duration.ts'
import { NotFoundError } from '../domain/errors.ts'
import type { Principal, Route, RouteRequest, RouteResponse } from '../domain/http.ts'
import { baseUrlOf } from './baseUrl.ts'
import { createChannelReader, type PublicChannel } from './channelReader.ts'
import { decideRead } from './decideRead.ts'
import { createFreshCache } from './freshCache.ts'
import { createInvalidation } from './invalidation.ts'
import { notFoundProblem, problemOf, scopeProblem, signInProblem } from './problems.ts'
import { createPublicationReader } from './publicationReader.ts'
import type { Resource } from './resource.ts'
import { createDetail } from './resources/detail.ts'
import { createFeeds } from './resources/feeds.ts'
import { createList } from './resources/list.ts'
import { createSync } from './resources/sync.ts'
import { answer, freeze, type Served, type ViewedPublication } from './served.ts'

export interface DeliveryOptions {
  /** Who asks; rejects with an error of code `UNAUTHORIZED` when a key was shown and is not valid. */
  authenticate: (request: RouteRequest) => Promise<Principal | null>
  changes: ChangeFeed
  db: Db
  /** The most that remembered answers may take. */
  maxCacheBytes?: number
  /** Told of each whole answer (no 304, no HEAD) to a request for one post, also when it was remembered. */
  onView?: (viewed: ViewedPublication, request: RouteRequest) => void
  /** The public address of this server; the request's host where it is not set. */
  publicUrl: string | undefined
}

const ROOT = '/delivery/v1/channels/:slug'
const CHANNELS_SCOPE = 'channels'

/** The routes by which channels pull what was published. */
export function createDeliveryRoutes(options: DeliveryOptions): Route[] {
  const { changes, db, maxCacheBytes = 64 * MIB } = options
  const reader = createPublicationReader({ db })
  const channelReader = createChannelReader({ db })
  const channels = createFreshCache<PublicChannel>({ isLive: changes.isLive, maxBytes: MIB, sizeOf: () => 512 })
  const answers = createFreshCache<Served>({
    isLive: changes.isLive,
    maxBytes: maxCacheBytes,
    sizeOf: ({ body }) => body.length,
  })

  changes.subscribe(
    createInvalidation({
      channelsOf: (ids) => reader.channelsOf(ids),
      forgetChannel: answers.forget,
      forgetEverything() {
        channels.forgetAll()
        answers.forgetAll()
      },
    }),
  )

  const findChannel = (slug: string): Promise<PublicChannel | null> =>
    channels
      .get({ key: slug, load: async () => found(await channelReader.find(slug)), scope: CHANNELS_SCOPE })
      .catch(nothingWhenNotFound)

  async function serve(resource: Resource, request: RouteRequest): Promise<RouteResponse> {
    const principal = await options.authenticate(request)
    const channel = await findChannel(request.params['slug'] ?? '')
    const decision = decideRead({
      channel: channel && { id: String(channel.id), isPublic: channel.isPublic },
      isFeed: resource.isFeed,
      principal,
    })

    if (decision === 'sign-in') {
      return signInProblem('Send "Authorization: api-clients API-Key <key>".')
    }

    if (decision === 'scope-missing') {
      return scopeProblem()
    }

    if (decision === 'hide' || channel === null) {
      return notFoundProblem('There is no such channel for you.')
    }

    const served = await serveFrom({ channel, request, resource })

    const response = answer(served, request)

    if (served.viewed !== null && response.status === 200 && request.method === 'GET') {
      options.onView?.(served.viewed, request)
    }

    return response
  }

  function serveFrom({ channel, request, resource }: ServeFromArgs): Promise<Served> {
    const base = baseUrlOf({ publicUrl: options.publicUrl, request })
    const isPublic = resource.isFeed && channel.isPublic
    const question = resource.understand(request)
    const make = async () => freeze({ ...found(await question.load({ base, channel })), isPublic })

    return question.key === null
      ? make()
      : answers.get({ key: `${String(channel.id)} ${base} ${question.key}`, load: make, scope: String(channel.id) })
  }

  const resources = [
    createList({ reader }),
    createDetail({ reader }),
    createSync({ reader }),
    ...createFeeds({ reader }),
  ]

  return resources.map((resource) => ({
    handle: (request) => serve(resource, request).catch(problemOrThrow),
    method: 'GET',
    path: ROOT + resource.path,
  }))
}

interface ServeFromArgs {
  channel: PublicChannel
  request: RouteRequest
  resource: Resource
}

/** Nothing is not remembered: asking for names that do not exist must not push out those that do. */
function found<Value>(value: Value | null): Value {
  if (value === null) {
    throw new NotFoundError('There is nothing published under this name.')
  }

  return value
}

function nothingWhenNotFound(error: unknown): null {
  if (error instanceof NotFoundError) {
    return null
  }

  throw error
}

function problemOrThrow(error: unknown): RouteResponse {
  const problem = problemOf(error)

  if (problem === null) {
    throw error
  }

  return problem
}
