import type { PublicationState } from './publication.ts'

/** What became of a schedule's publications so far. */
export interface ScheduleTally {
  /** Held back, failed, late or unknown: a person must look. */
  attention: number
  /** Out, withdrawn ones among them. */
  out: number
  /** Still to come, or leaving at this moment. */
  upcoming: number
}

const ATTENTION: readonly PublicationState[] = ['awaiting-operator', 'blocked', 'failed', 'missed', 'unconfirmed']
const OUT: readonly PublicationState[] = ['published', 'withdrawn']
const UPCOMING: readonly PublicationState[] = ['armed', 'claimed', 'sending']

/**
 * Counts publications by what an editor must know, and says whether something may still happen.
 *
 * A missed publication needs a look but is over; a failed one can be sent again, so its schedule stays open.
 */
export function tallySchedule(counts: Partial<Record<PublicationState, number>>): { isOpen: boolean } & ScheduleTally {
  const sum = (states: readonly PublicationState[]) => states.reduce((total, state) => total + (counts[state] ?? 0), 0)
  const attention = sum(ATTENTION)
  const upcoming = sum(UPCOMING)

  return { attention, isOpen: upcoming + attention - (counts.missed ?? 0) > 0, out: sum(OUT), upcoming }
}
