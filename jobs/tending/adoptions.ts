import type { Db } from 'mongodb'

import type { IsTaken, Receipt } from '../../src/domain/channelAdapter.ts'
import { HOUR } from '../../src/domain/duration.ts'
import { findFinder, recordChannelEvent } from '../callbacks/channelEvents.ts'
import { rowsOf, type StoredRow } from '../ledger/rows.ts'

/** Sees to it that what is found on a platform becomes the receipt of one publication and of no second one. */
export interface Adoptions {
  /** Makes it this row's, once for all workers; false where it is another's. */
  claim(row: StoredRow, receipt: Receipt): Promise<boolean>
  /** Whether something is another row's already. */
  isTakenFrom(row: StoredRow): IsTaken
}

/** What another row has was published after this one began, by two clocks that may differ. */
const SKEW_MS = HOUR

export function createAdoptions({ db }: { db: Db }): Adoptions {
  const rows = rowsOf(db)

  const isTaken = async ({ _id, channel, dueAt, startedAt }: StoredRow, names: string[]): Promise<boolean> => {
    const since = new Date(Math.min(dueAt.getTime(), (startedAt ?? dueAt).getTime()) - SKEW_MS)
    // The types are what the partial indexes are known by.
    const others = [
      { changedAt: { $gte: since, $type: 'date' as const }, 'receipt.remoteId': { $in: names } },
      // What the platform still works on for another row.
      { 'pending.pollAt': { $type: 'date' as const }, 'pending.remoteId': { $in: names } },
    ]

    for (const other of others) {
      if ((await rows.findOne({ ...other, _id: { $ne: _id }, channel }, { projection: { _id: 1 } })) !== null) {
        return true
      }
    }

    return false
  }

  return {
    async claim(row, receipt) {
      const [id, result] = [foundId(receipt), { ...receipt, state: 'published' as const }]

      return (
        !(await isTaken(row, [receipt.remoteId])) &&
        ((await recordChannelEvent(db, { channel: row.channel, event: { id, remoteId: row._id, result } })) ||
          (await findFinder(db, { channel: row.channel, eventId: id })) === row._id)
      )
    },
    isTakenFrom: (row) => async (receipt) => {
      // A person who attests gives an address, and that is the name then.
      const names = [receipt.remoteId, ...(receipt.url === undefined ? [] : [receipt.url])]
      const finder = await findFinder(db, { channel: row.channel, eventId: foundId(receipt) })

      return (finder !== null && finder !== row._id) || isTaken(row, names)
    },
  }
}

const foundId = ({ remoteId }: Receipt): string => `found-${remoteId}`
