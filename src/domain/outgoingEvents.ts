import type { PublicationState } from './publication.ts'

/** What outgoing webhooks can be subscribed to. */
export const OUTGOING_EVENTS = [
  'post.approved',
  'post.published',
  'post.withdrawn',
  'publication.failed',
  'publication.blocked',
  'publication.missed',
  'publication.unconfirmed',
  'schedule.armed',
  'submission.received',
  'case.opened',
] as const

export type OutgoingEvent = (typeof OUTGOING_EVENTS)[number]

/** What an outcome of a publication is called outside; null for one that is not an outcome. */
export const eventOfState = (state: PublicationState): OutgoingEvent | null => EVENTS[state] ?? null

const EVENTS: Partial<Record<PublicationState, OutgoingEvent>> = {
  blocked: 'publication.blocked',
  failed: 'publication.failed',
  missed: 'publication.missed',
  published: 'post.published',
  unconfirmed: 'publication.unconfirmed',
  withdrawn: 'post.withdrawn',
}
