import type { AnyBulkWriteOperation, Db } from 'mongodb'

import { countMembers } from '../../src/database/countMembers.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { SegmentKind } from '../../src/domain/member.ts'
import { SEGMENTS } from '../../src/domain/slugs.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'

const LIMIT = 500
const PATIENCE_MS = 10 * SECOND

export interface CountSegmentsArgs {
  clock: () => Date
  db: Db
}

/** Registers with the clock the counts that lists of segments show. */
export const createSegmentJob = (args: CountSegmentsArgs): PeriodicJob => ({
  name: 'count-segments',
  everyMs: 5 * MINUTE,
  run: () => countSegments(args),
})

/** Counts the segments that were counted longest ago, one after another so that nothing else waits, and writes them at once. */
export async function countSegments({ clock, db }: CountSegmentsArgs): Promise<void> {
  const segments = await db
    .collection(SEGMENTS)
    .find({}, { projection: { kind: 1, rule: 1 } })
    .sort({ countedAt: 1 })
    .limit(LIMIT)
    .toArray()
  const counted: AnyBulkWriteOperation[] = []

  for (const { _id, kind, rule } of segments) {
    const now = clock()
    const memberCount = await countMembers({
      db,
      kind: kind as SegmentKind,
      now,
      patienceMs: PATIENCE_MS,
      rule: rule as unknown,
    })

    if (memberCount !== null) {
      counted.push({ updateOne: { filter: { _id }, update: { $set: { countedAt: now, memberCount } } } })
    }
  }

  if (counted.length > 0) {
    await db.collection(SEGMENTS).bulkWrite(counted, { ordered: false })
  }
}
