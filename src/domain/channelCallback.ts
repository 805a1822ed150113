import type { ChannelError } from './errors.ts'
import type { RouteResponse } from './http.ts'
import type { Published } from './receipt.ts'

/** What a platform called us with, as it came. */
export interface CallbackRequest {
  body: Uint8Array
  header(name: string): string | undefined
  method: 'GET' | 'POST'
  now: Date
  query: URLSearchParams
}

/** Something that a platform tells of one publication. */
export interface ChannelEvent {
  /** The platform's own id of the event, or what is unique about it: a repeated delivery is known by it. */
  id: string
  /** What it waited for under: the `remoteId` of a pending result. */
  remoteId: string
  result: ChannelError | Published
}

export interface CallbackResult {
  /** What the platform wants to hear; an empty 200 unless given. */
  answer?: RouteResponse
  /** Empty for a question of the platform whether the address is ours. */
  events: readonly ChannelEvent[]
  /** When the platform signed it; what is older than the window is refused. */
  signedAt: Date
}

/** Verifies the signature before anything else; throws an `UnauthorizedError` when it is not the platform's. */
export type ChannelCallback = (request: CallbackRequest) => CallbackResult | Promise<CallbackResult>
