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
