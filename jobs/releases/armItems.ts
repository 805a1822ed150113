import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { AuditLog } from '../../hooks/dependencies.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { inTransaction } from '../../src/database/inTransaction.ts'
import { conflict } from '../../src/domain/conflict.ts'
import { InvalidInputError } from '../../src/domain/errors.ts'
import { heldBy } from '../../src/domain/release/heldBy.ts'
import { aWaitingItem, type ReleaseItem } from '../../src/domain/release/release.ts'
import { CAMPAIGNS, SCHEDULES } from '../../src/domain/slugs.ts'
import { reasonOfError } from './changeRun.ts'
import { errorAt } from './itemReason.ts'
import { findBegunAt, keepDone } from './keepDone.ts'
import { isRefusal } from './performAct.ts'
import type { ReadPlan } from './readPlan.ts'
import { type ReadRun, runsOf, type StoredRun } from './records.ts'

export interface ArmItemsArgs {
  audit: AuditLog
  campaignId: string
  plan: ReadPlan
  req: PayloadRequest
  /** The last run, as it was when the questions were asked. */
  run: null | ReadRun
}

/**
 * Arms all of a release in one transaction: its run, its holds, every schedule with its rows, the campaign and the
 * audit entry. Whatever fails leaves nothing behind.
 */
export function armItems({ audit, campaignId, plan, req, run }: ArmItemsArgs): Promise<void> {
  const db = databaseOf(req.payload)
  const _id = new ObjectId(campaignId)
  const done = keepDone(run, plan.items)
  const items = plan.items.map(
    (item) => done.find(({ key }) => key === item.key) ?? { ...aWaitingItem(item), begunAt: findBegunAt(run, item) },
  )
  const held = heldBy({ items, revert: plan.revert, state: 'armed' })

  return inTransaction(req, async (session) => {
    const [{ now } = { now: new Date() }] = await db
      .collection(CAMPAIGNS)
      .aggregate<{ now: Date }>([{ $match: { _id } }, { $project: { now: '$$NOW' } }], { session })
      .toArray()
    const next: StoredRun = {
      _id,
      armedAt: now,
      items,
      onFailure: plan.onFailure,
      open: true,
      revert: plan.revert,
      revertAt: null,
      state: 'armed',
      updatedAt: now,
      version: (run?.version ?? 0) + 1,
      ...(held.length === 0 ? {} : { held }),
    }

    await writeRun(next, run)
    await db.collection(CAMPAIGNS).updateOne({ _id }, { $set: { 'release.state': 'armed' } }, { session })

    for (const item of items.filter(({ action, state }) => action === 'publish' && state === 'waiting')) {
      await armSchedule(req, item)
    }

    await audit.record(
      {
        action: 'release.armed',
        after: { items: items.map(({ action, key, subject }) => ({ action, key, ...subject })), revert: plan.revert },
        before: { state: run?.state ?? 'draft' },
        subject: { id: campaignId, slug: CAMPAIGNS },
      },
      req,
    )

    async function writeRun(record: StoredRun, last: null | ReadRun): Promise<void> {
      if (last === null) {
        await runsOf(db).insertOne(record, { session })

        return
      }

      const { matchedCount } = await runsOf(db).replaceOne({ _id, version: last.version }, record, { session })

      if (matchedCount === 0) {
        throw conflict('RELEASE_OVERTAKEN')
      }
    }
  })
}

/** Through the save of the schedule, so that whatever arming means there holds here. */
async function armSchedule(req: PayloadRequest, item: ReleaseItem): Promise<void> {
  try {
    await req.payload.update({
      id: item.subject.id,
      collection: SCHEDULES,
      data: { state: 'armed' },
      depth: 0,
      overrideAccess: false,
      req,
    })
  } catch (error) {
    if (isRefusal(error)) {
      const reason = reasonOfError(error)

      throw new InvalidInputError(reason.message, [errorAt(item, { ...reason, code: 'REFUSED' })], { cause: error })
    }

    throw error
  }
}
