import type { PublicationState } from './publication.ts'

/**
 * Where a publication may go from each state; a move that is not here is a bug.
 *
 * From `sending` its holder takes it back to `claimed` or `armed` while no byte has left. To `unconfirmed` leads `sending`, and of what may be out from an earlier send the claim that finds it past its withdrawal, and
 * every state in which it or its schedule can be stopped: of the rest no byte has left, or somebody knows the outcome.
 */
export const TRANSITIONS: Readonly<Record<PublicationState, readonly PublicationState[]>> = {
  armed: ['blocked', 'cancelled', 'claimed', 'missed', 'unconfirmed'],
  'awaiting-operator': ['armed', 'cancelled', 'failed', 'published', 'unconfirmed'],
  blocked: ['armed', 'cancelled', 'unconfirmed'],
  cancelled: ['armed'],
  claimed: ['armed', 'awaiting-operator', 'blocked', 'cancelled', 'missed', 'sending', 'unconfirmed'],
  failed: ['armed', 'cancelled'],
  missed: ['armed', 'cancelled'],
  published: ['withdrawn'],
  sending: ['armed', 'awaiting-operator', 'claimed', 'failed', 'published', 'unconfirmed'],
  unconfirmed: ['armed', 'cancelled', 'failed', 'missed', 'published'],
  withdrawn: [],
}

/** Whether a publication may go straight from one state to another. */
export const canTransition = (from: PublicationState, to: PublicationState): boolean => TRANSITIONS[from].includes(to)

/** States that somebody wants to hear of; a cancelled one where no person who cancels it is there to follow it. */
export const TOLD_STATES: readonly PublicationState[] = [
  'published',
  'withdrawn',
  'failed',
  'unconfirmed',
  'blocked',
  'missed',
  'awaiting-operator',
  'cancelled',
]

/** States that go no further until a person acts; an index holds only rows in one of them. */
export const STUCK_STATES = [
  'awaiting-operator',
  'unconfirmed',
  'blocked',
  'failed',
  'missed',
] as const satisfies readonly PublicationState[]
