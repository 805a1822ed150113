import type { Db, ObjectId } from 'mongodb'

import { CHANNELS } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../ledger/rows.ts'
import { hubPingsOf } from './records.ts'

/** Writes down whose hub must hear of these outcomes; their number. Safe to repeat: a ping too many costs nothing. */
export async function wantPings({ db, rows }: { db: Db; rows: readonly StoredRow[] }): Promise<number> {
  const changed = rows.filter(
    ({ rehearsal, state }) => rehearsal !== true && (state === 'published' || state === 'withdrawn'),
  )

  if (changed.length === 0) {
    return 0
  }

  const channels = await db
    .collection<{ _id: ObjectId }>(CHANNELS)
    .find(
      {
        _id: { $in: changed.map(({ channel }) => channel) },
        deletedAt: null,
        kind: 'feed',
        'settings.hubUrl': { $nin: [null, ''] },
        'settings.public': true,
      },
      { projection: { _id: 1 } },
    )
    .toArray()

  if (channels.length > 0) {
    await hubPingsOf(db).bulkWrite(
      channels.map(({ _id }) => ({
        updateOne: {
          filter: { _id },
          update: { $inc: { wanted: 1 }, $set: { attempts: 0, nextAt: new Date() } },
          upsert: true,
        },
      })),
      { ordered: false },
    )
  }

  return channels.length
}
