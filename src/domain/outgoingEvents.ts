import type { PublicationRow, PublicationState } from './publication.ts'

/** What outgoing webhooks can be subscribed to. */
export const OUTGOING_EVENTS = [
  'post.approved',
  'post.published',
  'post.withdrawn',
  'publication.failed',
  'publication.blocked',
  'publication.missed',
  'publication.unconfirmed',
  'publication.not-withdrawn',
  'schedule.armed',
  'submission.received',
  'case.opened',
] as const

export type OutgoingEvent = (typeof OUTGOING_EVENTS)[number]

/** What is to be told of a publication that stands like this; what was told before is told under the same id. */
export function eventsOf({ state, withdrawal }: Pick<PublicationRow, 'state' | 'withdrawal'>): OutgoingEvent[] {
  const event = EVENTS[state]

  return [
    ...(event === undefined ? [] : [event]),
    ...(state === 'published' && withdrawal?.failedAt ? (['publication.not-withdrawn'] as const) : []),
  ]
}

const EVENTS: Partial<Record<PublicationState, OutgoingEvent>> = {
  blocked: 'publication.blocked',
  failed: 'publication.failed',
  missed: 'publication.missed',
  published: 'post.published',
  unconfirmed: 'publication.unconfirmed',
  withdrawn: 'post.withdrawn',
}
