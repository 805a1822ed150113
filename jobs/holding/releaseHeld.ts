import type { Db, Filter } from 'mongodb'

import type { HoldingCode } from '../../src/domain/holding.ts'
import { CAMPAIGNS, CHANNELS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { type StoredRow, WITHOUT_HOLD } from '../ledger/rows.ts'
import { isFrozen } from './isFrozen.ts'

/**
 * Arms again what was held while something was paused that is not paused any more; returns how many.
 *
 * One update per kind of pause, by server time and with the fence raised. What is overdue by then goes out at the pace of catching up. Run at each resume, and now and then as
 * well: a worker that had not heard of the resume yet may have held a row just after it.
 */
export async function releaseHeld(db: Db): Promise<number> {
  const [frozen, channels, campaigns] = await Promise.all([
    isFrozen(db),
    db.collection(CHANNELS).distinct('_id', { mode: 'paused' }),
    db.collection(CAMPAIGNS).distinct('_id', { paused: true }),
  ])

  if (frozen) {
    return 0
  }

  const released = await Promise.all([
    release(db, 'FROZEN', {}),
    release(db, 'CHANNEL_PAUSED', { channel: { $nin: channels } }),
    release(db, 'CAMPAIGN_PAUSED', { campaign: { $nin: campaigns } }),
  ])

  return released.reduce((sum, count) => sum + count, 0)
}

async function release(db: Db, code: HoldingCode, which: Filter<StoredRow>): Promise<number> {
  const { modifiedCount } = await db
    .collection<StoredRow>(PUBLICATIONS)
    .updateMany({ ...which, 'error.code': code, state: 'blocked' }, [
      {
        $set: {
          error: WITHOUT_HOLD,
          fence: { $add: ['$fence', 1] },
          leaseUntil: null,
          resumedAt: '$$NOW',
          state: 'armed',
          token: null,
          updatedAt: '$$NOW',
        },
      },
    ])

  return modifiedCount
}
