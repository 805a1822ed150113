import type { Db } from 'mongodb'

import type { Locale } from '../../domain/content.ts'
import { DAY } from '../../domain/duration.ts'
import type { PublicationRow, PublicationState } from '../../domain/publication.ts'
import { RELEASE_WAITS } from '../../domain/release/hold.ts'
import { POSTS, SCHEDULES } from '../../domain/slugs.ts'
import { STUCK_STATES } from '../../domain/publicationStates.ts'
import { type EndingLicence, findEndingLicences } from './endingLicences.ts'
import { dayWindow } from './dayWindow.ts'
import {
  type ChannelSummary,
  findChannels,
  pickText,
  type PublicationSummary,
  publicationsOf,
  summarise,
  SUMMARY_FIELDS,
} from './summary.ts'
import { findWorkers, type WorkerHealth } from './workerHealth.ts'

const TODAY_LIMIT = 60
const ATTENTION_LIMIT = 12
const PLANNED_LIMIT = 20
const ATTENTION_DAYS = 30

export interface PlannedSummary {
  channels: ChannelSummary[]
  id: string
  post: { id: string; title: string }
  publishAt: string
}

export interface Overview {
  attention: PublicationSummary[]
  attentionCount: number
  /** Licences that end before their campaign. */
  endingLicences: EndingLicence[]
  counts: Partial<Record<PublicationState, number>>
  /** The database's clock. */
  now: string
  oldestDueAt: string | null
  planned: PlannedSummary[]
  timeZone: string
  today: PublicationSummary[]
  workers: WorkerHealth[]
}

export interface FindOverviewArgs {
  db: Db
  locale: Locale
  timeZone: string
}

/**
 * Finds what the dashboard opens on: today in the given zone, what needs a person, and whether the worker lives.
 *
 * Fifteen queries at most, each bounded and answered from an index, however large the ledger is.
 */
export async function findOverview({ db, locale, timeZone }: FindOverviewArgs): Promise<Overview> {
  const hello = await db.command({ hello: 1 })
  const now = hello['localTime'] as Date
  const { end, start } = dayWindow({ now, timeZone })
  const ledger = publicationsOf(db)
  const today = { dueAt: { $gte: start, $lt: end } }
  const attention = {
    dueAt: { $gte: new Date(now.getTime() - ATTENTION_DAYS * DAY) },
    // What waits for its turn in a release goes on by itself.
    'error.code': { $ne: RELEASE_WAITS },
    state: { $in: [...STUCK_STATES] },
    superseded: { $ne: true },
  }
  const standing = {
    state: 'published',
    'withdrawal.failedAt': { $gte: new Date(now.getTime() - ATTENTION_DAYS * DAY), $type: 'date' },
  } as const
  const [
    channels,
    rows,
    counts,
    attentionRows,
    attentionCount,
    standingRows,
    standingCount,
    oldest,
    planned,
    workers,
    endingLicences,
  ] = await Promise.all([
    findChannels(db, locale),
    ledger.find(today, { projection: SUMMARY_FIELDS }).sort({ dueAt: 1 }).limit(TODAY_LIMIT).toArray(),
    ledger
      .aggregate<{ _id: PublicationState; count: number }>([
        { $match: today },
        { $group: { _id: '$state', count: { $sum: 1 } } },
      ])
      .toArray(),
    ledger.find(attention, { projection: SUMMARY_FIELDS }).sort({ dueAt: -1 }).limit(ATTENTION_LIMIT).toArray(),
    ledger.countDocuments(attention, { limit: 1_000 }),
    ledger
      .find(standing, { projection: SUMMARY_FIELDS })
      .sort({ 'withdrawal.failedAt': -1 })
      .limit(ATTENTION_LIMIT)
      .toArray(),
    ledger.countDocuments(standing, { limit: 1_000 }),
    ledger
      .find({ dueAt: { $lte: now }, state: 'armed' }, { projection: { dueAt: 1 } })
      .sort({ dueAt: 1 })
      .limit(1)
      .next(),
    findPlanned(db, { end, start }),
    findWorkers(db, now),
    findEndingLicences(db, { locale, now }),
  ])
  const show = (row: PublicationRow): PublicationSummary => summarise(row, { channels, locale })

  return {
    attention: [...standingRows, ...attentionRows].slice(0, ATTENTION_LIMIT).map(show),
    attentionCount: standingCount + attentionCount,
    counts: Object.fromEntries(counts.map(({ _id, count }) => [_id, count])),
    endingLicences,
    now: now.toISOString(),
    oldestDueAt: oldest?.dueAt.toISOString() ?? null,
    planned: planned.map((schedule) => ({
      channels: schedule.channels.flatMap((id) => channels.get(String(id)) ?? []),
      id: String(schedule._id),
      post: { id: String(schedule.post), title: pickText(schedule.title, locale) },
      publishAt: schedule.publishAt.toISOString(),
    })),
    timeZone,
    today: rows.map(show),
    workers,
  }
}

interface PlannedRow {
  _id: unknown
  channels: unknown[]
  post: unknown
  publishAt: Date
  title?: unknown
}

/** Schedules of a window that stand in the plan and are not armed. */
const findPlanned = (db: Db, { end, start }: { end: Date; start: Date }): Promise<PlannedRow[]> =>
  db
    .collection(SCHEDULES)
    .aggregate<PlannedRow>([
      { $match: { publishAt: { $gte: start, $lt: end }, state: 'planned' } },
      { $sort: { publishAt: 1 } },
      { $limit: PLANNED_LIMIT },
      {
        $lookup: {
          as: 'found',
          foreignField: '_id',
          from: POSTS,
          localField: 'post',
          pipeline: [{ $project: { title: 1 } }],
        },
      },
      { $project: { channels: 1, post: 1, publishAt: 1, title: { $first: '$found.title' } } },
    ])
    .toArray()
