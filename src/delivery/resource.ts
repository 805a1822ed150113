import type { RouteRequest } from '../domain/http.ts'
import type { PublicChannel } from './channelReader.ts'
import type { ServedContent } from './served.ts'

/** What a resource makes an answer from. */
export interface ResourceContext {
  base: string
  channel: PublicChannel
}

/** A question that was understood: how to answer it, and under which name to remember the answer. */
export interface Question {
  /** Null when each answer is for one client alone. */
  key: string | null
  /** Null when there is nothing of that name. */
  load(context: ResourceContext): Promise<Omit<ServedContent, 'isPublic'> | null>
}

/** One thing below a channel's address that can be read. */
export interface Resource {
  /** True for feeds, which a channel may open to everybody. */
  isFeed: boolean
  /** Below `/delivery/v1/channels/:slug`, in Express's form. */
  path: string
  /** Throws `InvalidInputError` when the query cannot be used. */
  understand(request: RouteRequest): Question
}

export const JSON_TYPE = 'application/json; charset=utf-8'
