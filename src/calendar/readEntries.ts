import { type Db, type Document, type Filter, ObjectId } from 'mongodb'

import { buildEntries, type StoredPost, type StoredRow } from '../domain/calendar/buildEntries.ts'
import type { CalendarEntries } from '../domain/calendar/entry.ts'
import { createExpansion } from '../domain/calendar/expansion.ts'
import { askLedger } from '../domain/calendar/heldPlaces.ts'
import type { CalendarQuestion } from '../domain/calendar/question.ts'
import type { StoredPlan } from '../domain/calendar/storedPlan.ts'
import type { Locale } from '../domain/content.ts'
import { PUBLICATION_STATES } from '../domain/publication.ts'
import { COLLABORATIONS, POSTS, PUBLICATIONS, SCHEDULES } from '../domain/slugs.ts'
import { findPlain, type FindPlainArgs } from './findPlain.ts'
import { readEachPost, type ReadPosts } from './postCache.ts'
import { readHeld } from './readHeld.ts'
import { PLAN_FIELDS, POST_FIELDS, postOf, type RawPost, type RawRow, rowFields, rowOf } from './storedFields.ts'

/** What somebody may see, as filters of the database; null for nothing. */
export interface CalendarAccess {
  collaborations: Filter<Document> | null
  publications: Filter<Document> | null
  schedules: Filter<Document> | null
}

export interface ReadEntriesArgs {
  access: CalendarAccess
  db: Db
  locale: Locale
  question: CalendarQuestion
  /** What is known of posts already; each is read when absent. */
  readKnown?: ReadPosts
}

/** More than anybody looks at; keeps one answer from taking a process down. */
export const MAX_ENTRIES = 10_000

/** Repeats that are open at one time; each is expanded for every question. */
export const MAX_REPEATS = 2_000

/**
 * Reads what stands in the calendar: at most eight queries, however many entries there are.
 *
 * Straight from the driver, with projections: through Payload each entry would cost a read of its own.
 */
export async function readEntries(args: ReadEntriesArgs): Promise<CalendarEntries> {
  const { access, db, locale, question, readKnown = readEachPost } = args
  const asked = await findAsked({ access, db, question })
  const [rows, { isFull, planned }] = await Promise.all([
    readRows({ access, asked: asked.rows, db, locale, question }),
    readPlans({ access, asked: asked.plans, db, locale, question }),
  ])
  const { expand, isCut } = createExpansion({ from: question.from, limit: MAX_ENTRIES, to: question.to })
  const missing = missingPlans(rows, planned)
  const [held, others, posts] = await Promise.all([
    readHeld(db, askLedger({ expand, limit: MAX_ENTRIES, plans: planned })),
    missing.length === 0 ? [] : findPlans(db, { filter: { _id: { $in: toIds(missing) } } }),
    readKnown({
      ids: [...new Set([...rows, ...planned].map(({ post }) => post))],
      load: (ids) => readPosts({ db, locale }, ids),
      locale,
    }),
  ])
  const entries = buildEntries({
    expand,
    held,
    partners: asked.partners ?? (await readPartners({ access, db, posts: [...posts.values()], rows })),
    plans: new Map([...planned, ...others].map((plan) => [plan._id, plan])),
    posts,
    question,
    rows,
  })

  return {
    entries: entries.slice(0, MAX_ENTRIES),
    isTruncated: rows.length === MAX_ENTRIES || isFull || isCut() || entries.length > MAX_ENTRIES,
  }
}

type Filtered = Filter<Document>

interface Reading extends ReadEntriesArgs {
  asked: Filtered
}

interface Asked {
  /** The partner of each collaboration that is asked for; null where none is, and each that is shown is to be read. */
  partners: Map<string, string> | null
  plans: Filtered
  rows: Filtered
}

const toIds = (ids: readonly string[]): ObjectId[] => ids.map((id) => new ObjectId(id))

/**
 * What a filter by campaign, author or partner leaves of plans and of rows.
 *
 * A plan goes by the newest version of its post. A row goes by the campaign and the collaboration that it was armed with, and by
 * those of the post where it has none; the rows of the plans come along, so that a plan leaves out what is in the ledger.
 */
async function findAsked({ access, db, question }: Omit<Reading, 'asked' | 'locale'>): Promise<Asked> {
  const { authors, campaigns, partners } = question

  if (authors === null && campaigns === null && partners === null) {
    return { partners: null, plans: {}, rows: {} }
  }

  const inCampaigns = campaigns && toIds(campaigns)
  const ofPartners = partners && (await findCollaborations({ access, db, partners }))
  const inCollaborations = ofPartners && toIds([...ofPartners.keys()])
  const found = await db
    .collection<{ parent: ObjectId }>(`_${POSTS}_versions`)
    .find(
      {
        latest: true,
        ...(authors && { 'version.author': { $in: toIds(authors) } }),
        ...(inCampaigns && { 'version.campaign': { $in: inCampaigns } }),
        ...(inCollaborations && { 'version.collaboration': { $in: inCollaborations } }),
      },
      { projection: { parent: 1 } },
    )
    .limit(MAX_ENTRIES)
    .toArray()
  const ofPosts = { post: { $in: found.map(({ parent }) => parent) } }
  const orNone = (ids: ObjectId[] | null) => ids && { $in: [...ids, null] }
  const [campaign, collaboration] = [orNone(inCampaigns), orNone(inCollaborations)]

  return {
    partners: ofPartners,
    plans: ofPosts,
    rows: {
      $or: [
        ofPosts,
        ...(inCampaigns ? [{ campaign: { $in: inCampaigns }, ...(collaboration && { collaboration }) }] : []),
        ...(inCollaborations ? [{ collaboration: { $in: inCollaborations }, ...(campaign && { campaign }) }] : []),
      ],
    },
  }
}

async function findCollaborations({
  access,
  db,
  partners,
}: Pick<Reading, 'access' | 'db'> & { partners: readonly string[] }): Promise<Map<string, string>> {
  return access.collaborations === null
    ? new Map()
    : readPartnersOf(db, { $and: [access.collaborations, { partner: { $in: toIds(partners) } }] })
}

async function readRows({ access, asked, db, locale, question }: Reading): Promise<StoredRow[]> {
  const { channels, from, states, to } = question
  const wanted = states === null ? null : PUBLICATION_STATES.filter((state) => states.includes(state))

  if (access.publications === null || wanted?.length === 0) {
    return []
  }

  return findPlain<RawRow, StoredRow>({
    collection: PUBLICATIONS,
    db,
    fields: rowFields(locale),
    filter: {
      $and: [access.publications, asked],
      dueAt: { $gte: from, $lt: to },
      state: wanted === null ? { $ne: 'cancelled' } : { $in: wanted },
      ...(channels && { channel: { $in: toIds(channels) } }),
    },
    limit: MAX_ENTRIES,
    read: (row) => rowOf(row, locale),
    sort: { dueAt: 1 },
  })
}

const findPlans = (
  db: Db,
  { filter, limit = MAX_ENTRIES }: Pick<FindPlainArgs<StoredPlan, StoredPlan>, 'filter'> & { limit?: number },
): Promise<StoredPlan[]> =>
  findPlain({ collection: SCHEDULES, db, fields: PLAN_FIELDS, filter, limit, read: (plan: StoredPlan) => plan })

interface ReadPlans {
  /** Whether there may be more of them. */
  isFull: boolean
  planned: StoredPlan[]
}

/**
 * What stands in the plan of the range: single schedules by their instant, repeats that have begun by its end.
 *
 * An extra date may come before the start: whoever moves an occurrence there leaves one.
 */
async function readPlans({ access, asked, db, question }: Reading): Promise<ReadPlans> {
  const { channels, from, states, to } = question

  if (access.schedules === null || states?.every((state) => !OF_THE_PLAN.includes(state)) === true) {
    return { isFull: false, planned: [] }
  }

  const ofChannels: Filtered = {
    $and: [access.schedules, asked],
    ...(channels && { channels: { $in: toIds(channels) } }),
  }
  const [single, repeating] = await Promise.all([
    findPlans(db, {
      filter: { ...ofChannels, publishAt: { $gte: from, $lt: to }, recurrence: { $in: [null, ''] } },
    }),
    findPlans(db, {
      filter: {
        ...ofChannels,
        $or: [{ publishAt: { $lt: to } }, { recurrence: /RDATE/i }],
        recurrence: { $gt: '' },
        state: { $in: OF_THE_PLAN },
      },
      limit: MAX_REPEATS,
    }),
  ])

  return {
    isFull: single.length === MAX_ENTRIES || repeating.length === MAX_REPEATS,
    planned: [...single, ...repeating],
  }
}

const OF_THE_PLAN: readonly string[] = ['armed', 'paused', 'planned']

/** Schedules of rows that go out, or went out, at another time than the schedule says. */
function missingPlans(rows: readonly StoredRow[], planned: readonly StoredPlan[]): string[] {
  const known = new Set(planned.map(({ _id }) => _id))

  return [...new Set(rows.map(({ schedule }) => schedule))].filter((id) => !known.has(id))
}

/** The newest version of each post: that is what a plan means, and where a post's author and campaign stand. */
async function readPosts(
  { db, locale }: Pick<Reading, 'db' | 'locale'>,
  ids: readonly string[],
): Promise<Map<string, StoredPost>> {
  if (ids.length === 0) {
    return new Map()
  }

  const found = await findPlain({
    collection: `_${POSTS}_versions`,
    db,
    fields: POST_FIELDS,
    filter: { latest: true, parent: { $in: toIds(ids) } },
    limit: 2 * MAX_ENTRIES,
    read: ({ parent, version }: RawPost) => [parent, postOf(version, locale)] as const,
  })

  return new Map(found)
}

interface ReadPartnersArgs extends Pick<ReadEntriesArgs, 'access' | 'db'> {
  posts: readonly StoredPost[]
  rows: readonly StoredRow[]
}

/** The partner of each collaboration that the entries name, for those who may read collaborations. */
async function readPartners({ access, db, posts, rows }: ReadPartnersArgs): Promise<Map<string, string>> {
  const ids = new Set([...posts, ...rows].flatMap(({ collaboration }) => collaboration ?? []))

  if (access.collaborations === null || ids.size === 0) {
    return new Map()
  }

  return readPartnersOf(db, { $and: [access.collaborations, { _id: { $in: toIds([...ids]) } }] })
}

async function readPartnersOf(db: Db, filter: Filtered): Promise<Map<string, string>> {
  const found = await findPlain({
    collection: COLLABORATIONS,
    db,
    fields: { partner: 1 },
    filter,
    limit: MAX_ENTRIES,
    read: (collaboration: { _id: string; partner?: string | null }) => collaboration,
  })

  return new Map(found.flatMap(({ _id, partner }) => (partner ? [[_id, partner] as const] : [])))
}
