import { type Db, type Document, ObjectId } from 'mongodb'

import { DEFAULT_LOCALE, type Locale } from '../../src/domain/content.ts'
import { parseRelease } from '../../src/domain/release/parseItems.ts'
import type { ProgressItem, ReleaseProgress } from '../../src/domain/release/board.ts'
import { aWaitingItem, type RunItem } from '../../src/domain/release/release.ts'
import { CAMPAIGNS, CHALLENGES, CHANNELS, OFFERS, POSTS, PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../ledger/rows.ts'
import { findRun } from './records.ts'

export interface ReadProgressArgs {
  campaignId: string
  db: Db
  locale: Locale
}

/** More rows of one release than a page can show are left out. */
const ROWS_SHOWN = 1_000

/** Reads how far a campaign's release has come, in a fixed number of queries however long its list is; null for no campaign. */
export async function readProgress({ campaignId, db, locale }: ReadProgressArgs): Promise<null | ReleaseProgress> {
  const [campaign, run, hello] = await Promise.all([
    db.collection(CAMPAIGNS).findOne({ _id: new ObjectId(campaignId) }, { projection: { endAt: 1, release: 1 } }),
    findRun(db, campaignId),
    db.command({ hello: 1 }),
  ])

  if (campaign === null) {
    return null
  }

  const plan = parseRelease(campaign['release'])
  const isShownAsRun = run !== null && run.state !== 'cancelled' && run.state !== 'reverted'
  const known = new Map((run?.items ?? []).map((item) => [item.key, item]))
  // What is under way is read from the run; a list that is edited again, from the campaign.
  const items = plan.items.map((item): RunItem => {
    const old = known.get(item.key)

    return old === undefined ? aWaitingItem(item) : { ...(isShownAsRun ? old : { ...old, ...item }) }
  })
  const names = await readNames({ db, items, locale })

  return {
    armedAt: run?.armedAt.toISOString() ?? null,
    counts: count(items),
    endAt: toIso(campaign['endAt']),
    items: items.map((item) => describe(item, names)),
    now: (hello['localTime'] as Date).toISOString(),
    onFailure: plan.onFailure,
    revert: isShownAsRun ? run.revert : plan.revert,
    state: run?.state ?? 'draft',
  }
}

interface Names {
  channelNames: ReadonlyMap<string, string>
  rows: readonly ShownRow[]
  schedules: ReadonlyMap<string, Document>
  titles: ReadonlyMap<string, string>
}

type ShownRow = Pick<
  StoredRow,
  '_id' | 'channel' | 'dueAt' | 'error' | 'occurrenceAt' | 'post' | 'restores' | 'schedule' | 'state'
>

async function readNames({ db, items, locale }: Omit<ReadProgressArgs, 'campaignId'> & { items: readonly RunItem[] }) {
  const idsOf = (slug: string) =>
    items.filter(({ subject }) => subject.slug === slug).map(({ subject }) => new ObjectId(subject.id))
  const undone = items.flatMap(({ undo }) => undo.rows.flatMap(({ restoredAs, row }) => [row, restoredAs ?? row]))
  const [schedules, offers, challenges, rows] = await Promise.all([
    find(db, SCHEDULES, idsOf(SCHEDULES), { channels: 1, post: 1, publishAt: 1 }),
    find(db, OFFERS, idsOf(OFFERS), { name: 1 }),
    find(db, CHALLENGES, idsOf(CHALLENGES), { title: 1 }),
    db
      .collection<StoredRow>(PUBLICATIONS)
      .find({
        $or: [
          { schedule: { $in: idsOf(SCHEDULES) } },
          { _id: { $in: [...items.flatMap((item) => item.rows), ...undone] } },
        ],
      })
      .sort({ dueAt: 1 })
      .limit(ROWS_SHOWN)
      .project<ShownRow>({
        channel: 1,
        dueAt: 1,
        error: 1,
        occurrenceAt: 1,
        post: 1,
        restores: 1,
        schedule: 1,
        state: 1,
      })
      .toArray(),
  ])
  const postIds = [...idsOf(POSTS), ...schedules.map(({ post }) => post as ObjectId)]
  const channelIds = [
    ...rows.map(({ channel }) => channel),
    ...schedules.flatMap(({ channels }) => (channels ?? []) as ObjectId[]),
  ]
  const [posts, channels] = await Promise.all([
    find(db, POSTS, postIds, { title: 1 }),
    find(db, CHANNELS, channelIds, { name: 1 }),
  ])
  const nameAll = (documents: readonly Document[]) =>
    documents.map(({ _id, name, title }) => [String(_id), pickText(name ?? title, locale)] as const)

  return {
    channelNames: new Map(nameAll(channels)),
    rows,
    schedules: new Map(schedules.map((schedule) => [String(schedule['_id']), schedule])),
    titles: new Map([...nameAll(posts), ...nameAll(offers), ...nameAll(challenges)]),
  }
}

const find = (db: Db, slug: string, ids: readonly ObjectId[], projection: Document): Promise<Document[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .collection(slug)
        .find({ _id: { $in: [...ids] } }, { projection })
        .toArray()

function describe(item: RunItem, { channelNames, rows, schedules, titles }: Names): ProgressItem {
  const { action, after, at, begunAt, doneAt, error, key, state, subject, undo } = item
  const schedule = schedules.get(subject.id)
  const shown = new Set([...item.rows, ...undo.rows.flatMap(({ restoredAs, row }) => [row, restoredAs ?? row])])
  const own = rows.filter(
    (row) => shown.has(row._id) || (action === 'publish' && String(row.schedule) === subject.id && !row.restores),
  )
  const channels = ((schedule?.['channels'] ?? own.map(({ channel }) => channel)) as ObjectId[]).map(String)

  return {
    action,
    after,
    at: toIso(action === 'publish' ? (schedule?.['publishAt'] ?? at) : at),
    begunAt: toIso(begunAt),
    channels: [...new Set(channels)].map((id) => channelNames.get(id) ?? '?'),
    doneAt: toIso(doneAt),
    error,
    key,
    publications: own.map((row) => ({
      channel: channelNames.get(String(row.channel)) ?? '?',
      dueAt: row.dueAt.toISOString(),
      error: row.error ?? null,
      id: row._id,
      restores: row.restores ?? null,
      state: row.state,
    })),
    state,
    subject: { ...subject, title: titles.get(schedule === undefined ? subject.id : String(schedule['post'])) ?? '' },
    undo: { error: undo.error, state: undo.state },
  }
}

function count(items: readonly RunItem[]): ReleaseProgress['counts'] {
  const counts = { begun: 0, done: 0, failed: 0, skipped: 0, waiting: 0 }

  items.forEach(({ state }) => {
    counts[state] += 1
  })

  return counts
}

/** A stored text that may be localised. */
function pickText(value: unknown, locale: Locale): string {
  const texts = typeof value === 'object' && value !== null ? (value as Partial<Record<Locale, string>>) : {}

  return typeof value === 'string' ? value : (texts[locale] ?? texts[DEFAULT_LOCALE] ?? '')
}

const toIso = (value: unknown): null | string => (value instanceof Date ? value.toISOString() : null)
