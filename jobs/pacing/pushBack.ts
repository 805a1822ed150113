import { type PACE_CODES, plannedAt } from '../../src/domain/channelPace.ts'
import { stillHalfOut } from '../../src/domain/halfOut.ts'
import type { PublicationError, RateToken } from '../../src/domain/publication.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'

/** A row whose turn comes later. */
export interface PushedRow {
  at: Date
  claim: Claim
  token: RateToken | null
  why: { cause: PublicationError | null; code: (typeof PACE_CODES)[number] }
}

/**
 * Gives a claimed row back with a later time, and says why; its attempts stay, its planned time is remembered.
 *
 * Rows are looked at a moment ahead of their time: the new time is never before it.
 */
export function pushBack({ at: turn, claim: { row }, token, why: { cause, code } }: PushedRow): Settlement {
  const at = turn > row.dueAt ? turn : row.dueAt
  const error = publicationError(
    'waiting',
    code,
    cause === null ? undefined : { cause: `${cause.code}: ${cause.message}` },
  )

  return {
    outcome: {
      dueAt: at,
      // Of a thread that is half out, this must not be forgotten while it waits: its next failure has to know it.
      error: stillHalfOut(row, error) ?? error,
      state: 'armed',
      wait: { since: plannedAt(row), ...(token !== null && { token }), until: at },
    },
    row,
  }
}
