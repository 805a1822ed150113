import type { Collection, Document, Filter, MatchKeysAndValues } from 'mongodb'

import { isChannelError } from '../../src/domain/errors.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { serverTimePlus } from '../ledger/rows.ts'

/** One message that is written down, to be told once; its id says what it is. */
export interface Pending {
  _id: string
  at: Date
  lastError: string | null
  leaseUntil: Date | null
  nextAt: Date
  state: 'dead' | 'pending' | 'sent'
  tries: number
}

/** A message that nobody was told yet. */
export const pendingSince = (at: Date): Omit<Pending, '_id'> => ({
  at,
  lastError: null,
  leaseUntil: null,
  nextAt: at,
  state: 'pending',
  tries: 0,
})

export interface DeliverPendingArgs<Notice extends Pending> {
  /**
   * True where being told twice is worse than not at all: a notice is then marked before it leaves, so that nobody tells it again after
   * whoever told it died, and one that may have arrived is not repeated. Otherwise it is told again.
   */
  isToldOnce?: boolean
  notices: Collection<Notice>
  /** Told of each failure, without secrets. */
  onFailure: (notice: Notice, lastError: string) => void
  tell: (notice: Notice) => Promise<void>
}

const LEASE_MS = 30 * SECOND
const MOST_TRIES = 6
const AT_ONCE = 20

/** Tells what is written down and due; what fails is told again for some minutes, then given up with its reason. */
export async function deliverPending<Notice extends Pending>(args: DeliverPendingArgs<Notice>): Promise<void> {
  const { isToldOnce = false, notices, onFailure, tell } = args

  for (let count = 0; count < AT_ONCE; count += 1) {
    const notice = await claim(notices, isToldOnce)

    if (notice === null) {
      return
    }

    const filter = { _id: notice._id } as Filter<Notice>

    try {
      await tell(notice)
      await notices.updateOne(filter, {
        $set: { lastError: null, leaseUntil: null, state: 'sent' } as unknown as MatchKeysAndValues<Notice>,
      })
    } catch (error) {
      const tries = notice.tries + 1
      const lastError = error instanceof Error ? error.message : String(error)

      onFailure(notice, lastError)
      await notices.updateOne(filter, [
        {
          $set: {
            lastError: { $literal: lastError },
            leaseUntil: null,
            nextAt: serverTimePlus(Math.min(5 * MINUTE, 5 * SECOND * 3 ** notice.tries)),
            state: isToldOnce && mayHaveArrived(error) ? 'sent' : tries >= MOST_TRIES ? 'dead' : 'pending',
            tries,
          },
        },
      ])
    }
  }
}

const mayHaveArrived = (error: unknown): boolean => isChannelError(error) && error.errorClass === 'unknown-outcome'

async function claim<Notice extends Pending>(notices: Collection<Notice>, isToldOnce: boolean): Promise<Notice | null> {
  const isDue = {
    $expr: { $and: [{ $lte: ['$nextAt', '$$NOW'] }, { $lte: [{ $ifNull: ['$leaseUntil', '$nextAt'] }, '$$NOW'] }] },
    state: 'pending',
  } as unknown as Filter<Notice>
  const hold: Document = isToldOnce ? { state: 'sent' } : { leaseUntil: serverTimePlus(LEASE_MS) }

  return (await notices.findOneAndUpdate(isDue, [{ $set: hold }], {
    returnDocument: 'after',
    sort: { at: 1 },
  })) as Notice | null
}
