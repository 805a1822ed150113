import { type Db, MongoServerError } from 'mongodb'

import type { EngagementFact } from '../domain/engagement.ts'
import { factId } from '../domain/factId.ts'
import { changesOf, type PlatformTotals, TOTAL_TYPES } from '../domain/platformTotals.ts'
import { ENGAGEMENT_TOTALS } from '../domain/slugs.ts'

/** What was last told of one publication, and what of it may not be counted yet. */
export interface StoredTotals {
  /** The publication's id. */
  _id: string
  /** Written down before it is counted, so that a crash in between loses nothing; null once it is. */
  telling: { at: Date; changes: PlatformTotals } | null
  totals: PlatformTotals
  /** Raised at each change; part of the facts' ids. */
  version: number
}

export interface RecordTotalsArgs {
  at: Date
  db: Db
  record: (facts: EngagementFact[]) => Promise<void>
  /** What the facts are about. */
  subjects: Pick<EngagementFact, 'campaign' | 'channel' | 'post'> & { publication: string }
  /** Since the publication is out, by the platform's own word; what is absent stays. */
  totals: PlatformTotals
}

/**
 * Counts what a platform's totals have grown by since they were last told.
 *
 * The same totals again count nothing, whoever tells them; two who tell at once are put in order by compare-and-set. A total
 * that is lower than before takes away what was too much.
 */
export async function recordTotals(args: RecordTotalsArgs): Promise<void> {
  const { at, db, subjects, totals } = args
  const stored = db.collection<StoredTotals>(ENGAGEMENT_TOTALS)
  const _id = subjects.publication

  for (;;) {
    const known = await stored.findOne({ _id })

    if (known?.telling) {
      await tell(args, known)
      continue
    }

    const changes = changesOf(known?.totals ?? {}, totals)

    if (Object.keys(changes).length === 0) {
      return
    }

    const version = (known?.version ?? 0) + 1
    const next = { telling: { at, changes }, totals: { ...known?.totals, ...totals }, version }

    await (known === null
      ? stored.insertOne({ _id, ...next }).catch(passKnown)
      : stored.updateOne({ _id, version: known.version }, { $set: next }))
  }
}

async function tell(
  { db, record, subjects }: RecordTotalsArgs,
  { _id, telling, version }: StoredTotals,
): Promise<void> {
  const facts = TOTAL_TYPES.flatMap((type): EngagementFact[] => {
    const count = telling?.changes[type]

    return telling === null || count === undefined
      ? []
      : [{ ...subjects, id: factId('total', _id, type, String(version)), count, occurredAt: telling.at, type }]
  })

  await record(facts)
  await db.collection<StoredTotals>(ENGAGEMENT_TOTALS).updateOne({ _id, version }, { $set: { telling: null } })
}

/** Somebody else was first; the loop looks again. */
function passKnown(error: unknown): void {
  if (!(error instanceof MongoServerError && error.code === 11000)) {
    throw error
  }
}
