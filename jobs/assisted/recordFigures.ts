import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { EngagementRecorder } from '../../hooks/dependencies.ts'
import { databaseOf, rawCollection } from '../../src/database/handles.ts'
import { type ExportLine, readExport } from '../../src/domain/assisted/exportFile.ts'
import { type MatchedExport, matchExport } from '../../src/domain/assisted/matchExport.ts'
import type { PlanCell } from '../../src/domain/plan/cells.ts'
import type { PlatformTotals } from '../../src/domain/platformTotals.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { recordTotals } from '../../src/engagement/recordTotals.ts'
import type { StoredRow } from '../arming/sources.ts'

export interface RecordFiguresArgs {
  at: Date
  engagement: Pick<EngagementRecorder, 'record'>
  payload: PayloadRequest['payload']
  row: Pick<StoredRow, '_id' | 'campaign' | 'channel' | 'post'>
  totals: PlatformTotals
}

/** Counts what a platform's figures of one publication have grown by. */
export const recordFigures = ({ at, engagement, payload, row, totals }: RecordFiguresArgs): Promise<void> =>
  recordTotals({
    at,
    db: databaseOf(payload),
    record: (facts) => engagement.record(facts),
    subjects: {
      channel: String(row.channel),
      post: String(row.post),
      publication: row._id,
      ...(row.campaign ? { campaign: String(row.campaign) } : {}),
    },
    totals,
  })

/** What became of an imported file. */
export interface ImportedFigures extends Pick<MatchedExport, 'unmatched'> {
  imported: number
}

/** How many publications of one channel a file is compared with, the newest first. */
const COMPARED = 5_000

export interface ImportFiguresArgs extends Omit<RecordFiguresArgs, 'row' | 'totals'> {
  channelId: string
  rows: readonly (readonly PlanCell[])[]
}

/** Counts the figures of a platform's export; null when the file is none. What cannot be told apart is listed and left. */
export async function importFigures(args: ImportFiguresArgs): Promise<ImportedFigures | null> {
  const { channelId, payload } = args
  const lines = readExport(args.rows)

  if (lines === null) {
    return null
  }

  const published = await rawCollection<StoredRow>(payload, PUBLICATIONS)
    .find({ channel: new ObjectId(channelId), state: { $in: ['published', 'withdrawn'] } })
    .project<StoredRow>({ campaign: 1, channel: 1, 'content.rendered.title': 1, post: 1, 'receipt.url': 1 })
    .sort({ dueAt: -1 })
    .limit(COMPARED)
    .toArray()
  const rows = new Map(published.map((row) => [row._id, row]))
  const { matched, unmatched } = matchExport(lines, published.map(describePost))

  for (const { line, publication } of matched) {
    const row = rows.get(publication)

    if (row !== undefined) {
      await recordFigures({ ...args, row, totals: totalsOf(line) })
    }
  }

  return { imported: matched.length, unmatched }
}

const totalsOf = ({ totals }: ExportLine): PlatformTotals => totals ?? {}

const describePost = ({ _id, content, receipt }: StoredRow) => ({
  id: _id,
  title: typeof content.rendered['title'] === 'string' ? content.rendered['title'] : '',
  url: receipt?.url ?? null,
})
