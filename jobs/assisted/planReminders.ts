import type { Db } from 'mongodb'

import { readPublicAccount } from '../../src/channels/readAccount.ts'
import { decideReminder, remindMinutesOf, type ReminderPhase } from '../../src/domain/assisted/reminders.ts'
import type { ChannelAccount, ChannelRegistry } from '../../src/domain/channelAdapter.ts'
import { DAY, MINUTE } from '../../src/domain/duration.ts'
import { CHANNELS, OPERATOR_REMINDERS } from '../../src/domain/slugs.ts'
import { type Pending, pendingSince } from '../alarms/deliverPending.ts'
import { rowsOf, type StoredRow } from '../ledger/rows.ts'

/** One reminder of one publication; a new time is reminded of anew. */
export interface Reminder extends Pending {
  phase: ReminderPhase
  publication: string
}

export interface PlanRemindersArgs {
  channels: Pick<ChannelRegistry, 'kinds'>
  clock: () => Date
  db: Db
}

const LOOKED_BACK_MS = 2 * DAY
const MOST = 500

/** Writes down of what people are to be told; what is written down already stays as it is. */
export async function planReminders({ channels, clock, db }: PlanRemindersArgs): Promise<void> {
  const kinds = channels.kinds().flatMap(({ manifest }) => (manifest.mode === 'assisted' ? [manifest.kind] : []))
  const documents = await db
    .collection(CHANNELS)
    .find({ deletedAt: null, kind: { $in: kinds }, mode: 'live' }, { limit: MOST })
    .toArray()
  const accounts = new Map(documents.map((document) => [String(document._id), readPublicAccount(document)]))
  const now = clock()
  const ahead = Math.max(
    0,
    ...[...accounts.values()].map((account) => remindMinutesOf(account.settings, 'remindBeforeMinutes')),
  )
  const rows = await rowsOf(db)
    .find(
      {
        channel: { $in: documents.map(({ _id }) => _id) },
        dueAt: { $gte: new Date(now.getTime() - LOOKED_BACK_MS), $lte: new Date(now.getTime() + ahead * MINUTE) },
        state: { $in: ['armed', 'awaiting-operator'] },
      },
      { limit: MOST, projection: { channel: 1, dueAt: 1, state: 1 } },
    )
    .toArray()

  for (const row of rows) {
    await planOne({ account: accounts.get(String(row.channel)), db, now, row })
  }
}

interface PlanOneArgs extends Pick<PlanRemindersArgs, 'db'> {
  account: ChannelAccount | undefined
  now: Date
  row: Pick<StoredRow, '_id' | 'dueAt' | 'state'>
}

async function planOne({ account, db, now, row: { _id, dueAt, state } }: PlanOneArgs): Promise<void> {
  const phase =
    account === undefined
      ? null
      : decideReminder({
          afterMinutes: remindMinutesOf(account.settings, 'remindAfterMinutes'),
          beforeMinutes: remindMinutesOf(account.settings, 'remindBeforeMinutes'),
          dueAt,
          now,
          state,
        })

  if (phase !== null) {
    await db
      .collection<Reminder>(OPERATOR_REMINDERS)
      .updateOne(
        { _id: `${_id}:${phase}:${dueAt.getTime()}` },
        { $setOnInsert: { ...pendingSince(now), phase, publication: _id } },
        { upsert: true },
      )
  }
}
