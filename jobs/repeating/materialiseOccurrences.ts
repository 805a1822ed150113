import type { Filter } from 'mongodb'
import { createLocalReq } from 'payload'

import type { AuditLog } from '../../hooks/dependencies.ts'
import { TZ_VERSION } from '../../src/config/tzVersion.ts'
import { rawCollection } from '../../src/database/handles.ts'
import { inTransaction } from '../../src/database/inTransaction.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { HORIZON_MS } from '../../src/domain/occurrenceWindow.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import type { ArmingDependencies } from '../arming/dependencies.ts'
import { ring } from '../arming/ring.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import { followSchedules } from '../following/followSchedules.ts'
import { extendSchedule } from './extendSchedule.ts'
import { followZoneRules } from './followZoneRules.ts'
import type { StoredSchedule } from './storedSchedule.ts'

export interface MaterialisingDependencies extends ArmingDependencies {
  audit: AuditLog
}

const EVERY_MS = 5 * MINUTE

/** What is left then, the next round writes: other schedules wait too. */
const MAX_ROUNDS = 100

/** Registers with the clock what keeps armed repeats 35 days ahead; what it does is in `materialiseOccurrences`. */
export const createMaterialising = (dependencies: MaterialisingDependencies): PeriodicJob => ({
  name: 'materialise-occurrences',
  everyMs: EVERY_MS,
  run: () => materialiseOccurrences(dependencies),
})

/**
 * Brings the ledger up to date with armed schedules: their zone's rules first, then the occurrences of 35 days.
 *
 * Each schedule in a transaction of its own, read there again, so that two workers at once, a save in between or a
 * crash cost nothing but a further round. One that cannot be extended is told of and keeps nobody else waiting.
 */
export async function materialiseOccurrences(dependencies: MaterialisingDependencies): Promise<void> {
  const { clock } = dependencies

  await workThrough(dependencies, olderZoneRules, (id) => adjust(dependencies, id))
  await workThrough(dependencies, dueForMore(clock()), (id) => extend(dependencies, id))
}

type Work = (id: StoredSchedule['_id']) => Promise<void>

/** Only later rules count: of two workers of different age none may undo what the other did. */
const olderZoneRules: Filter<StoredSchedule> = {
  state: { $in: ['armed', 'paused', 'planned'] },
  tzVersion: { $lt: TZ_VERSION },
}

const dueForMore = (now: Date): Filter<StoredSchedule> => ({
  materialisedUntil: { $lt: new Date(now.getTime() + HORIZON_MS) },
  state: 'armed',
})

async function workThrough(
  { payload }: MaterialisingDependencies,
  filter: Filter<StoredSchedule>,
  work: Work,
): Promise<void> {
  const found = rawCollection<StoredSchedule>(payload, SCHEDULES).find(filter, { projection: { _id: 1 } })

  for await (const { _id } of found) {
    try {
      await work(_id)
    } catch (error) {
      payload.logger.warn({ err: error, msg: 'A schedule could not be brought up to date', schedule: String(_id) })
    }
  }
}

async function adjust({ audit, ...dependencies }: MaterialisingDependencies, scheduleId: StoredSchedule['_id']) {
  const { bells, payload } = dependencies
  const req = await createLocalReq({}, payload)
  const dueAt = await inTransaction(req, (session) =>
    followZoneRules({ audit, dependencies, req, scheduleId, session }),
  )

  await ring({ bells, instants: dueAt, payload })
}

/** A rule that comes hundreds of times a day is written in several transactions. */
async function extend(dependencies: MaterialisingDependencies, scheduleId: StoredSchedule['_id']): Promise<void> {
  const { bells, clock, payload } = dependencies

  for (let rounds = 0; rounds < MAX_ROUNDS; rounds += 1) {
    const req = await createLocalReq({}, payload)
    const { dueAt, isBehind, isOver } = await inTransaction(req, (session) =>
      extendSchedule({ dependencies, scheduleId, session }),
    )

    await ring({ bells, instants: dueAt, payload })

    if (isOver || dueAt.length > 0) {
      await followSchedules({ clock, payload, scheduleIds: [scheduleId] })
    }

    if (!isBehind || isOver) {
      return
    }
  }
}
