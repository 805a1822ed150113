import type { Db, Document, WithId } from 'mongodb'

import { readAccount } from '../../src/channels/readAccount.ts'
import type { ChannelAccount, ChannelAdapter, ChannelRegistry, MetricPoint } from '../../src/domain/channelAdapter.ts'
import type { IndexSpecification } from '../../src/domain/collectionIndexes.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { EngagementFact, EngagementType } from '../../src/domain/engagement.ts'
import { factId } from '../../src/domain/factId.ts'
import { lastDays } from '../../src/domain/localDays.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import { handlesOf } from '../ledger/keepHandles.ts'
import { rowsOf, type StoredRow } from '../ledger/rows.ts'
import type { Log } from '../log.ts'

export const CHANNEL_METRICS = 'channel_metrics'

/** What a platform said of one publication on one day; the first word stands, so that facts made of it are always the same. */
interface MetricsRow {
  /** `publication:day`. */
  _id: string
  at: Date
  /** True once its facts are stored. */
  isCounted?: boolean
  day: string
  points: MetricPoint[]
  publication: string
}

const KEPT_SECONDS = (120 * DAY) / SECOND

export const CHANNEL_METRIC_INDEXES: IndexSpecification[] = [
  { key: { publication: 1, day: -1 }, name: 'days-of-publication' },
  { key: { at: 1 }, name: 'forget', expireAfterSeconds: KEPT_SECONDS },
]

export interface PullMetricsOptions {
  clock: () => Date
  db: () => Db
  log: Log
  /** Counts facts once per id. */
  record: (facts: EngagementFact[]) => Promise<void>
  registry: ChannelRegistry
  secrets: SecretBox
}

/** People look at a post for about so long. */
const FOLLOWED_MS = 30 * DAY
/** Days that a stopped worker missed are asked for later, as far as platforms keep them. */
const DAYS_BACK = 3
const MOST_ROWS = 500

export const createMetricsJob = (options: PullMetricsOptions): PeriodicJob => ({
  name: 'pull-metrics',
  everyMs: HOUR,
  run: () => pullMetrics(options),
})

/**
 * Asks each live channel that has figures for those of the last days, and counts them as engagement.
 *
 * A day is asked for once it is over in the channel's zone, and again each hour until the platform has it. What it says is stored first and counted from there, under ids that follow
 * from publication, type and day, so that a crash in between counts nothing twice; totals count by their growth over the largest before.
 */
export async function pullMetrics(options: PullMetricsOptions): Promise<void> {
  const { db, log, registry, secrets } = options

  for await (const document of db().collection(CHANNELS).find({ deletedAt: null, mode: 'live' })) {
    try {
      const account = readAccount(document, secrets)

      if (registry.find(account.kind) !== null) {
        await pullChannel(options, { account, adapter: registry.adapterFor(account), document })
      }
    } catch (error) {
      log.warn({ channel: String(document._id), err: error }, 'figures could not be had from a channel; asked again')
    }
  }
}

interface PullChannelArgs {
  account: ChannelAccount
  adapter: ChannelAdapter
  document: WithId<Document>
}

async function pullChannel(
  { clock, db, log, record }: PullMetricsOptions,
  { account, adapter, document }: PullChannelArgs,
): Promise<void> {
  if (adapter.metrics === undefined) {
    return
  }

  const now = clock()
  const days = lastDays({ count: DAYS_BACK + 1, now, timeZone: account.timeZone }).slice(0, -1)
  const rows = await rowsOf(db())
    .find({
      changedAt: { $gte: new Date(now.getTime() - FOLLOWED_MS) },
      channel: document._id,
      rehearsal: false,
      state: 'published',
    })
    .sort({ changedAt: -1 })
    .limit(MOST_ROWS)
    .toArray()

  for (const row of rows) {
    for (const { endAt, on } of days) {
      if ((row.changedAt ?? row.updatedAt) < endAt) {
        try {
          await pullDay({ adapter, day: on, db: db(), now, record, row })
        } catch (error) {
          log.warn({ day: on, err: error, publication: row._id }, 'no figures of a publication yet; asked again')
        }
      }
    }
  }
}

interface PullDayArgs {
  adapter: ChannelAdapter
  day: string
  db: Db
  now: Date
  record: PullMetricsOptions['record']
  row: StoredRow
}

async function pullDay({ adapter, day, db, now, record, row }: PullDayArgs): Promise<void> {
  const stored = db.collection<MetricsRow>(CHANNEL_METRICS)
  const _id = `${row._id}:${day}`

  const known = await stored.findOne({ _id })

  if (known?.isCounted === true) {
    return
  }

  const points =
    known?.points ??
    (await adapter.metrics?.({
      day,
      handles: handlesOf(row),
      publicationId: row._id,
      receipt: row.receipt ?? { remoteId: row._id },
      signal: AbortSignal.timeout(MINUTE),
    })) ??
    []

  await stored.updateOne({ _id }, { $setOnInsert: { at: now, day, points, publication: row._id } }, { upsert: true })

  const said = await stored.findOne({ _id })
  const before = await stored.find({ day: { $lt: day }, publication: row._id }).toArray()

  await record(
    factsOf(row, { before: before.flatMap((earlier) => earlier.points), day, points: said?.points ?? points }),
  )
  await stored.updateOne({ _id }, { $set: { isCounted: true } })
}

interface FactsOfArgs {
  before: readonly MetricPoint[]
  day: string
  points: readonly MetricPoint[]
}

/** One fact per type, at noon UTC of the day; what did not grow is none. */
function factsOf(row: StoredRow, { before, day, points }: FactsOfArgs): EngagementFact[] {
  const totalBefore = (type: EngagementType): number =>
    Math.max(0, ...before.filter((point) => point.isTotal && point.type === type).map((point) => point.value))

  return points.flatMap(({ isTotal, type, value }): EngagementFact[] => {
    const count = Math.floor(isTotal ? value - totalBefore(type) : value)

    return count > 0
      ? [
          {
            id: factId('metric', row._id, type, day),
            channel: String(row.channel),
            count,
            occurredAt: new Date(`${day}T12:00:00.000Z`),
            post: String(row.post),
            publication: row._id,
            type,
            ...(row.campaign ? { campaign: String(row.campaign) } : {}),
          },
        ]
      : []
  })
}
