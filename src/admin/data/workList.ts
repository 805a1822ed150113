import type { Db } from 'mongodb'

import { TO_ANSWER } from '../../domain/bulkAct.ts'
import type { Locale } from '../../domain/content.ts'
import { findChannels, type PublicationSummary, publicationsOf, summarise, SUMMARY_FIELDS } from './summary.ts'

const SHOWN = 200
const MOST_COUNTED = 1_000

/** What is late and waits for a person's answer, the oldest first. */
export interface WorkList {
  /** At most 1,000. */
  count: number
  now: string
  publications: PublicationSummary[]
}

/** Finds the work list in four queries, all bounded; the rows stand in an index of their own. */
export async function findWorkList({ db, locale }: { db: Db; locale: Locale }): Promise<WorkList> {
  const waiting = { 'error.code': TO_ANSWER.code, state: TO_ANSWER.state } as const
  const [hello, channels, rows, count] = await Promise.all([
    db.command({ hello: 1 }),
    findChannels(db, locale),
    publicationsOf(db).find(waiting, { projection: SUMMARY_FIELDS }).sort({ dueAt: 1 }).limit(SHOWN).toArray(),
    publicationsOf(db).countDocuments(waiting, { limit: MOST_COUNTED }),
  ])

  return {
    count,
    now: (hello['localTime'] as Date).toISOString(),
    publications: rows.map((row) => summarise(row, { channels, locale })),
  }
}
