import type { Receipt } from '../../src/domain/channelAdapter.ts'
import type { PublicationError, PublicationState } from '../../src/domain/publication.ts'
import type { StoredRow } from './rows.ts'

/** What became of a row that this process holds; what is absent stays as it is. */
export interface Settlement {
  outcome: {
    attempts?: number
    /** When it is due instead, in server time that was read before; `dueInMs` counts from the write. */
    dueAt?: Date
    error?: PublicationError | null
    halfOut?: PublicationError
    handles?: StoredRow['handles']
    latenessMs?: number
    looks?: number
    movedFor?: readonly string[]
    pending?: StoredRow['pending']
    receipt?: Receipt
    rehearsal?: boolean
    startedAt?: Date
    state: PublicationState
    unknownSince?: Date | null
    unpublishAt?: Date | null
    unwanted?: null
    withdrawal?: StoredRow['withdrawal']
    wait?: NonNullable<StoredRow['wait']>
  }
  /** True when it is to be told although the state stays. */
  isNews?: true
  /** True when nobody need hear of it: it goes on by itself. */
  isQuiet?: true
  /** Due again so many milliseconds after now. */
  dueInMs?: number
  /** Looked at again so many milliseconds after now; null for never. */
  lookInMs?: number | null
  row: StoredRow
}
