import type { Db } from 'mongodb'

import { findOldestDueMs } from '../../src/database/findOldestDue.ts'
import type { AlarmName } from '../../src/domain/alarms.ts'
import { DAY, MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { ReasonValues } from '../../src/domain/reasons/fillText.ts'
import { CHANNELS, WORKERS } from '../../src/domain/slugs.ts'
import { CLOCK_LIMIT_MS, LATE_LIMIT_MS, SILENCE_MS } from '../../src/domain/workerLimits.ts'
import type { WorkerDocument } from '../heartbeat.ts'
import { rowsOf } from '../ledger/rows.ts'

export interface Condition {
  isBad: boolean
  values: ReasonValues
}

/** Somebody is told so long before an account's access ends. */
const ENDING_DAYS = 7
const MOST_COUNTED = 1_000

/** Looks at everything that there is an alarm for: six bounded queries, and the database's clock. */
export async function findConditions(db: Db): Promise<{ conditions: Record<AlarmName, Condition>; now: Date }> {
  const { localTime } = await db.command({ hello: 1 })
  const now = localTime as Date
  const [lateMs, workers, unconfirmed, ending] = await Promise.all([
    findOldestDueMs(db),
    db
      .collection<WorkerDocument>(WORKERS)
      .find({ beatAt: { $gt: new Date(now.getTime() - SILENCE_MS) } })
      .limit(200)
      .toArray(),
    // What is looked at by itself needs nobody, unless that takes long.
    rowsOf(db).countDocuments(
      {
        $or: [{ lookAt: null }, { updatedAt: { $lt: new Date(now.getTime() - MINUTE) } }],
        state: 'unconfirmed',
      },
      { limit: MOST_COUNTED },
    ),
    db
      .collection<{ health?: { expiresAt?: Date }; name: string }>(CHANNELS)
      .find({ 'health.expiresAt': { $lt: new Date(now.getTime() + ENDING_DAYS * DAY) }, deletedAt: null, mode: 'live' })
      .project<{ name: string }>({ name: 1 })
      .sort({ 'health.expiresAt': 1 })
      .limit(MOST_COUNTED)
      .toArray(),
  ])
  const [worst] = workers.sort((one, other) => Math.abs(other.clockOffsetMs) - Math.abs(one.clockOffsetMs))
  const offsetMs = worst?.clockOffsetMs ?? 0

  return {
    conditions: {
      'account-ending': {
        isBad: ending.length > 0,
        values: { count: ending.length, days: ENDING_DAYS, name: ending[0]?.name ?? '' },
      },
      clock: {
        isBad: Math.abs(offsetMs) > CLOCK_LIMIT_MS,
        values: { seconds: Math.round(offsetMs / SECOND), worker: worst?.host ?? '' },
      },
      late: { isBad: lateMs > LATE_LIMIT_MS, values: { seconds: Math.round(lateMs / SECOND) } },
      'no-worker': { isBad: workers.length === 0, values: {} },
      unconfirmed: { isBad: unconfirmed > 0, values: { count: unconfirmed } },
    } satisfies Record<AlarmName, Condition>,
    now,
  }
}
