import type { ClientSession, Db, ObjectId } from 'mongodb'

import { CAMPAIGNS, SCHEDULES } from '../../src/domain/slugs.ts'
import { runsOf } from './records.ts'

export interface FindReleaseOfArgs {
  db: Db
  scheduleId: string
  session: ClientSession
}

/**
 * Finds the name of the campaign whose release may still do something about a schedule; null for none.
 *
 * Beyond what it holds back: one that is done takes its schedules down when the campaign ends.
 */
export async function findReleaseOf({ db, scheduleId, session }: FindReleaseOfArgs): Promise<null | string> {
  const run = await runsOf(db).findOne(
    { items: { $elemMatch: { 'subject.id': scheduleId, 'subject.slug': SCHEDULES } }, open: true },
    { projection: { _id: 1 }, session },
  )

  if (run === null) {
    return null
  }

  const campaign = await db
    .collection<{ _id: ObjectId; name?: string }>(CAMPAIGNS)
    .findOne({ _id: run._id }, { projection: { name: 1 }, session })

  return campaign?.name ?? run._id.toHexString()
}
