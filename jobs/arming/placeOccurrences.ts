import type { ClientSession, Document } from 'mongodb'
import type { Payload } from 'payload'

import type { SchedulePlan } from '../../src/domain/arming.ts'
import type { Reason } from '../../src/domain/errors.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import type { WantedPublication } from './wantPublications.ts'

export interface PlaceOccurrencesArgs {
  /** The channels' documents, as stored. */
  channels: readonly Document[]
  now: Date
  payload: Payload
  schedule: SchedulePlan
  session: ClientSession | undefined
  wanted: readonly WantedPublication[]
}

/** A wanted publication with the instant at which it really goes out. */
export interface PlacedPublication extends WantedPublication {
  dueAt: Date
  /** Why it does not go out by itself: it is written as `blocked`. Null for one that is armed. */
  error: PublicationError | null
}

/**
 * Says for each wanted publication when it goes out, or why it does not.
 *
 * The seam for a channel's rhythm: quiet hours, blackouts, gaps and caps answer here, with `dueAt` moved forward, with an
 * `error`, or with `reasons`, which refuse the whole arming. It is asked whenever rows are written: at a save, when a
 * repeat is extended, and when the rules of a zone change.
 */
export function placeOccurrences({ wanted }: PlaceOccurrencesArgs): Promise<{
  placed: PlacedPublication[]
  reasons: Reason[]
}> {
  return Promise.resolve({
    placed: wanted.map((each) => ({ ...each, dueAt: each.occurrenceAt, error: null })),
    reasons: [],
  })
}
