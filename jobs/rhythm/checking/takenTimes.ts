import type { Db, ObjectId } from 'mongodb'

import { PUBLICATIONS } from '../../../src/domain/slugs.ts'
import type { StoredRow } from '../../ledger/rows.ts'
import { keepsDistance } from '../gateRules.ts'
import type { TimesOf, Window } from '../rhythmSources.ts'
import { type AskedChannel, STANDING } from './neighbours.ts'

export interface FindTakenTimesArgs extends Window {
  channels: readonly AskedChannel[]
  db: Db
  exceptSchedule: ObjectId | null
}

/** Two months of twenty channels that fill twenty slots a day. */
const MOST_TIMES = 25_000

/** When something goes out on the channels that keep a gap or a cap; one query, and none where there is no such channel. */
export async function findTakenTimes(args: FindTakenTimesArgs): Promise<TimesOf> {
  const { channels, db, exceptSchedule, fromAt, untilAt } = args
  const ids = channels.filter(({ rhythm }) => keepsDistance(rhythm)).map(({ _id }) => _id)
  const times = new Map<string, Date[]>()

  if (ids.length > 0) {
    const rows = db
      .collection<StoredRow>(PUBLICATIONS)
      .find(
        {
          channel: { $in: ids },
          dueAt: { $gte: fromAt, $lt: untilAt },
          state: { $in: [...STANDING] },
          ...(exceptSchedule === null ? {} : { schedule: { $ne: exceptSchedule } }),
        },
        { projection: { _id: 0, channel: 1, dueAt: 1 } },
      )
      .limit(MOST_TIMES)

    for await (const { channel, dueAt } of rows) {
      const id = String(channel)
      const known = times.get(id)

      if (known === undefined) {
        times.set(id, [dueAt])
      } else {
        known.push(dueAt)
      }
    }
  }

  return (channelId) => times.get(channelId) ?? []
}
