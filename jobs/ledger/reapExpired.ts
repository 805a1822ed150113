import type { Document } from 'mongodb'

import { decideExpiredLease, type ExpiredLeaseDecision } from '../../src/domain/expiredLease.ts'
import type { ServerClock } from '../serverClock.ts'
import { hasFence, idsOf, type Rows, type StoredRow } from './rows.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'

const LIMIT = 500

/**
 * Takes rows from workers that let their leases run out; returns how many were rearmed or became unconfirmed.
 *
 * The state is compared again in the write, so an acknowledgement that arrives in between wins.
 */
export async function reapExpired(rows: Rows, clock: ServerClock): Promise<{ rearmed: number; unconfirmed: number }> {
  const expired = await rows
    .find({ leaseUntil: { $lt: clock.now(), $type: 'date' } })
    .limit(LIMIT)
    .project<Expired>({ fence: 1, pending: 1, state: 1 })
    .toArray()
  const counts = { free: 0, rearm: 0, unconfirmed: 0 }

  for (const action of ['free', 'rearm', 'unconfirmed'] as const) {
    const held = expired.filter((row) => decide(row).action === action)

    if (held.length > 0) {
      const { modifiedCount } = await rows.updateMany(
        {
          _id: { $in: idsOf(held) },
          $expr: { $and: [hasFence(held as StoredRow[]), { $lt: ['$leaseUntil', '$$NOW'] }] },
          leaseUntil: { $ne: null },
          state: { $in: [...new Set(held.map(({ state }) => state))] },
        },
        [{ $set: { ...WRITES[action], leaseUntil: null, token: null } }],
      )

      counts[action] = modifiedCount
    }
  }

  return { rearmed: counts.rearm, unconfirmed: counts.unconfirmed }
}

type Expired = Pick<StoredRow, '_id' | 'fence' | 'pending' | 'state'>

const decide = ({ pending, state }: Expired) =>
  decideExpiredLease({ isPending: pending !== null && pending !== undefined, state })

const LEASE_EXPIRED = publicationError('unknown-outcome', 'LEASE_EXPIRED')

const WRITES: Record<ExpiredLeaseDecision['action'], Document> = {
  free: {},
  rearm: { followed: null, state: 'armed' },
  unconfirmed: {
    error: LEASE_EXPIRED,
    followed: false,
    lookAt: '$$NOW',
    looks: 0,
    state: 'unconfirmed',
    // It began before its lease ran out; by how much is not recorded, and no send takes long.
    unknownSince: { $ifNull: ['$unknownSince', '$leaseUntil'] },
    updatedAt: '$$NOW',
  },
}
