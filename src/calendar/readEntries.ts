import { type Db, type Document, type Filter, ObjectId } from 'mongodb'

import { buildEntries, type StoredPlan, type StoredPost } from '../domain/calendar/buildEntries.ts'
import type { CalendarEntries } from '../domain/calendar/entry.ts'
import { occurrencesIn } from '../domain/calendar/occurrencesIn.ts'
import type { CalendarQuestion } from '../domain/calendar/question.ts'
import type { Locale } from '../domain/content.ts'
import { type PublicationRow, PUBLICATION_STATES } from '../domain/publication.ts'
import { COLLABORATIONS, POSTS, PUBLICATIONS, SCHEDULES } from '../domain/slugs.ts'

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
}

/** More than anybody looks at; keeps one answer from taking a process down. */
export const MAX_ENTRIES = 10_000

/** Repeats that are open at one time; each is expanded for every question. */
const MAX_REPEATS = 2_000

/**
 * Reads what stands in the calendar: at most eight queries, however many entries there are.
 *
 * Straight from the driver, with projections: through Payload each entry would cost a read of its own.
 */
export async function readEntries({ access, db, locale, question }: ReadEntriesArgs): Promise<CalendarEntries> {
  const postIds = await findAskedPosts({ access, db, question })
  const ofPosts = postIds === null ? {} : { post: { $in: postIds } }
  const [rows, planned] = await Promise.all([
    readRows({ access, db, ofPosts, question }),
    readPlans({ access, db, ofPosts, question }),
  ])
  const missing = missingPlans(rows, planned)
  const [plans, posts] = await Promise.all([
    missing.length === 0
      ? planned
      : db
          .collection<StoredSchedule>(SCHEDULES)
          .find({ _id: { $in: missing } }, { projection: PLAN_FIELDS })
          .toArray()
          .then((found) => [...planned, ...found]),
    readPosts(
      db,
      [...rows, ...planned].map(({ post }) => post),
    ),
  ])
  const partners = await readPartners({ access, db, posts: [...posts.values()], rows })
  const entries = buildEntries({
    expand: (plan) => occurrencesIn(plan, question),
    locale,
    partners,
    plans: new Map(plans.map(({ _id, ...plan }) => [String(_id), { ...plan, id: String(_id) }])),
    posts,
    question,
    rows,
  })

  return {
    entries: entries.slice(0, MAX_ENTRIES),
    isTruncated: rows.length === MAX_ENTRIES || planned.length === MAX_ENTRIES || entries.length > MAX_ENTRIES,
  }
}

type StoredRow = PublicationRow<ObjectId>
type StoredSchedule = Omit<StoredPlan, 'id' | 'post'> & { _id: ObjectId; post: ObjectId }

interface Reading extends Pick<ReadEntriesArgs, 'access' | 'db' | 'question'> {
  ofPosts: Filter<Document>
}

const toIds = (ids: readonly string[]): ObjectId[] => ids.map((id) => new ObjectId(id))

/** The posts that a filter by campaign, author or partner leaves; null when there is no such filter. */
async function findAskedPosts({ access, db, question }: Omit<Reading, 'ofPosts'>): Promise<ObjectId[] | null> {
  const { authors, campaigns, partners } = question

  if (authors === null && campaigns === null && partners === null) {
    return null
  }

  const collaborations =
    partners === null
      ? null
      : access.collaborations === null
        ? []
        : await db
            .collection(COLLABORATIONS)
            .find({ $and: [access.collaborations, { partner: { $in: toIds(partners) } }] }, { projection: { _id: 1 } })
            .limit(MAX_ENTRIES)
            .toArray()
  const found = await db
    .collection<{ parent: ObjectId }>(`_${POSTS}_versions`)
    .find(
      {
        latest: true,
        ...(authors && { 'version.author': { $in: toIds(authors) } }),
        ...(campaigns && { 'version.campaign': { $in: toIds(campaigns) } }),
        ...(collaborations && { 'version.collaboration': { $in: collaborations.map(({ _id }) => _id) } }),
      },
      { projection: { parent: 1 } },
    )
    .limit(MAX_ENTRIES)
    .toArray()

  return found.map(({ parent }) => parent)
}

const ROW_FIELDS = {
  'content.post.locales.en.title': 1,
  'content.post.locales.zh.title': 1,
  'error.code': 1,
  'error.message': 1,
  'receipt.url': 1,
  campaign: 1,
  channel: 1,
  collaboration: 1,
  dueAt: 1,
  occurrenceAt: 1,
  post: 1,
  rehearsal: 1,
  schedule: 1,
  state: 1,
  timeZone: 1,
}

async function readRows({ access, db, ofPosts, question }: Reading): Promise<StoredRow[]> {
  const { channels, from, states, to } = question
  const wanted = states === null ? null : PUBLICATION_STATES.filter((state) => states.includes(state))

  if (access.publications === null || wanted?.length === 0) {
    return []
  }

  return db
    .collection<StoredRow>(PUBLICATIONS)
    .find(
      {
        $and: [access.publications, ofPosts] as Filter<StoredRow>[],
        dueAt: { $gte: from, $lt: to },
        // A repeat's rows hide the plan's entries also when a filter hides the rows.
        state: wanted === null ? { $ne: 'cancelled' } : { $in: wanted },
        ...(channels && { channel: { $in: toIds(channels) } }),
      },
      { projection: ROW_FIELDS },
    )
    .sort({ dueAt: 1 })
    .limit(MAX_ENTRIES)
    .toArray()
}

const PLAN_FIELDS = {
  channels: 1,
  localTime: 1,
  materialisedUntil: 1,
  post: 1,
  publishAt: 1,
  publishAt_tz: 1,
  recurrence: 1,
  state: 1,
  updatedAt: 1,
}

/** What stands in the plan of the range: single schedules by their instant, repeats that have begun by its end. */
async function readPlans({ access, db, ofPosts, question }: Reading): Promise<StoredSchedule[]> {
  const { channels, from, states, to } = question

  if (access.schedules === null || states?.every((state) => !['armed', 'paused', 'planned'].includes(state)) === true) {
    return []
  }

  const schedules = db.collection<StoredSchedule>(SCHEDULES)
  const asked = {
    $and: [access.schedules, ofPosts] as Filter<StoredSchedule>[],
    ...(channels && { channels: { $in: toIds(channels) } }),
  }
  const [single, repeating] = await Promise.all([
    schedules
      .find(
        { ...asked, publishAt: { $gte: from, $lt: to }, recurrence: { $in: [null, ''] } },
        { projection: PLAN_FIELDS },
      )
      .limit(MAX_ENTRIES)
      .toArray(),
    schedules
      .find(
        {
          ...asked,
          publishAt: { $lt: to },
          recurrence: { $gt: '' },
          state: { $in: ['armed', 'paused', 'planned'] },
        },
        { projection: PLAN_FIELDS },
      )
      .limit(MAX_REPEATS)
      .toArray(),
  ])

  return [...single, ...repeating]
}

/** Schedules of rows that went out at another time than the schedule now says. */
function missingPlans(rows: readonly StoredRow[], planned: readonly StoredSchedule[]): ObjectId[] {
  const known = new Set(planned.map(({ _id }) => String(_id)))

  return [...new Map(rows.map(({ schedule }) => [String(schedule), schedule]))].flatMap(([key, id]) =>
    known.has(key) ? [] : [id],
  )
}

interface StoredVersion {
  parent: ObjectId
  version: {
    author?: unknown
    campaign?: unknown
    collaboration?: unknown
    deletedAt?: Date | null
    stage?: string
    title?: unknown
  }
}

const textOrNull = (id: unknown): string | null => ((id ?? null) === null ? null : String(id))

async function readPosts(db: Db, ids: readonly ObjectId[]): Promise<Map<string, StoredPost>> {
  const distinct = [...new Map(ids.map((id) => [String(id), id])).values()]

  if (distinct.length === 0) {
    return new Map()
  }

  const versions = await db
    .collection<StoredVersion>(`_${POSTS}_versions`)
    .find(
      { latest: true, parent: { $in: distinct } },
      {
        projection: {
          'version.author': 1,
          'version.campaign': 1,
          'version.collaboration': 1,
          'version.deletedAt': 1,
          'version.stage': 1,
          'version.title': 1,
          parent: 1,
        },
      },
    )
    .toArray()

  return new Map(
    versions.map(({ parent, version }) => [
      String(parent),
      {
        author: textOrNull(version.author),
        campaign: textOrNull(version.campaign),
        collaboration: textOrNull(version.collaboration),
        isTrashed: version.deletedAt !== undefined && version.deletedAt !== null,
        stage: version.stage ?? 'draft',
        title: version.title,
      },
    ]),
  )
}

interface ReadPartnersArgs extends Pick<ReadEntriesArgs, 'access' | 'db'> {
  posts: readonly StoredPost[]
  rows: readonly StoredRow[]
}

/** The partner of each collaboration that the entries name, for those who may read collaborations. */
async function readPartners({ access, db, posts, rows }: ReadPartnersArgs): Promise<Map<string, string>> {
  const ids = new Set([
    ...posts.flatMap(({ collaboration }) => collaboration ?? []),
    ...rows.flatMap(({ collaboration }) => textOrNull(collaboration) ?? []),
  ])

  if (access.collaborations === null || ids.size === 0) {
    return new Map()
  }

  const found = await db
    .collection<{ partner?: ObjectId }>(COLLABORATIONS)
    .find(
      { $and: [access.collaborations, { _id: { $in: toIds([...ids]) } }] as Filter<{ partner?: ObjectId }>[] },
      { projection: { partner: 1 } },
    )
    .toArray()

  return new Map(found.flatMap(({ _id, partner }) => (partner ? [[String(_id), String(partner)] as const] : [])))
}
