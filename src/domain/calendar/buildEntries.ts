import { DEFAULT_LOCALE, type Locale, POST_STAGES } from '../content.ts'
import type { PublicationRow, ScheduleState } from '../publication.ts'
import type { CalendarEntry } from './entry.ts'
import type { CalendarQuestion } from './question.ts'

/** A schedule as it is stored, as far as the calendar needs it; ids as texts. */
export interface StoredPlan {
  channels: readonly unknown[]
  id: string
  localTime?: string | null
  materialisedUntil?: Date | null
  post: unknown
  publishAt: Date
  publishAt_tz?: string
  recurrence?: string | null
  state: ScheduleState
  updatedAt: Date
}

/** The newest version of a post, as far as the calendar needs it. */
export interface StoredPost {
  author: string | null
  campaign: string | null
  collaboration: string | null
  isTrashed: boolean
  stage: string
  title: unknown
}

type StoredRow = Pick<
  PublicationRow,
  | '_id'
  | 'campaign'
  | 'channel'
  | 'collaboration'
  | 'dueAt'
  | 'error'
  | 'occurrenceAt'
  | 'post'
  | 'receipt'
  | 'rehearsal'
  | 'schedule'
  | 'state'
> & { content?: { post?: { locales?: Partial<Record<Locale, { title?: string }>> } }; timeZone?: string }

export interface BuildEntriesArgs {
  /** The instants at which a schedule stands in the range; more than one only for a repeat. */
  expand: (plan: StoredPlan) => readonly Date[]
  locale: Locale
  /** By the id of the collaboration. */
  partners: ReadonlyMap<string, string>
  /** By the id of the schedule. */
  plans: ReadonlyMap<string, StoredPlan>
  /** By the id of the post. */
  posts: ReadonlyMap<string, StoredPost>
  question: CalendarQuestion
  rows: readonly StoredRow[]
}

/**
 * Joins the ledger and the plan into one list of flat entries, in the order of the clock.
 *
 * Where the ledger has a row, the row speaks; the plan stands for what has none yet. A cancelled row is only shown when it
 * is asked for: each move leaves one behind.
 */
export function buildEntries(args: BuildEntriesArgs): CalendarEntry[] {
  const fromRows = args.rows.flatMap((row) => entryOfRow(row, args) ?? [])
  const rowKeys = new Set(args.rows.map((row) => keyOf(row.schedule, row.channel, row.occurrenceAt)))
  const fromPlans = [...args.plans.values()].flatMap((plan) => entriesOfPlan(plan, { ...args, rowKeys }))

  return [...fromRows, ...fromPlans]
    .filter((entry) => isAsked(entry, args.question))
    .sort((one, other) => compare(one.at, other.at) || compare(one.id, other.id))
}

function entryOfRow(row: StoredRow, { locale, partners, plans, posts }: BuildEntriesArgs): CalendarEntry | null {
  const plan = plans.get(String(row.schedule))
  const post = posts.get(String(row.post))
  const titles = row.content?.post?.locales ?? {}
  const collaboration = idOrNull(row.collaboration) ?? post?.collaboration ?? null

  return {
    at: row.dueAt.toISOString(),
    author: post?.author ?? null,
    campaign: idOrNull(row.campaign) ?? post?.campaign ?? null,
    channel: String(row.channel),
    id: row._id,
    isRehearsal: row.rehearsal,
    isRepeating: isRepeating(plan),
    kind: 'publication',
    occurrenceAt: (row.occurrenceAt ?? row.dueAt).toISOString(),
    partner: collaboration === null ? null : (partners.get(collaboration) ?? null),
    post: String(row.post),
    publication: row._id,
    reason: row.error ? { code: row.error.code, message: row.error.message } : null,
    schedule: String(row.schedule),
    stage: stageOf(post),
    state: row.state,
    timeZone: row.timeZone ?? plan?.publishAt_tz ?? 'UTC',
    title: titles[locale]?.title ?? titles[DEFAULT_LOCALE]?.title ?? pickTitle(post?.title, locale),
    updatedAt: (plan?.updatedAt ?? row.dueAt).toISOString(),
    url: row.receipt?.url ?? null,
  }
}

function entriesOfPlan(
  plan: StoredPlan,
  { expand, locale, partners, posts, rowKeys }: BuildEntriesArgs & { rowKeys: ReadonlySet<string> },
): CalendarEntry[] {
  const post = posts.get(String(plan.post))

  if (!isInPlan(plan) || post === undefined || post.isTrashed) {
    return []
  }

  const partner = post.collaboration === null ? null : (partners.get(post.collaboration) ?? null)

  return expand(plan).flatMap((at) =>
    plan.channels
      .map(String)
      .filter((channel) => !rowKeys.has(keyOf(plan.id, channel, at)) || plan.state !== 'armed')
      .map((channel): CalendarEntry => ({
        at: at.toISOString(),
        author: post.author,
        campaign: post.campaign,
        channel,
        id: keyOf(plan.id, channel, at),
        isRehearsal: false,
        isRepeating: isRepeating(plan),
        kind: 'planned',
        occurrenceAt: at.toISOString(),
        partner,
        post: String(plan.post),
        publication: null,
        reason: null,
        schedule: plan.id,
        stage: stageOf(post),
        state: plan.state === 'paused' ? 'paused' : plan.state === 'armed' ? 'armed' : 'planned',
        timeZone: plan.publishAt_tz ?? 'UTC',
        title: pickTitle(post.title, locale),
        updatedAt: plan.updatedAt.toISOString(),
        url: null,
      })),
  )
}

/** An armed schedule speaks by its rows, but for occurrences of a repeat that are further ahead than rows are made. */
const isInPlan = (plan: StoredPlan): boolean =>
  plan.state === 'planned' || plan.state === 'paused' || (plan.state === 'armed' && isRepeating(plan))

const isRepeating = (plan: StoredPlan | undefined): boolean => (plan?.recurrence ?? '') !== ''

const keyOf = (schedule: unknown, channel: unknown, at: Date | undefined): string =>
  `${String(schedule)}-${String(channel)}-${at?.getTime() ?? 0}`

function isAsked(entry: CalendarEntry, question: CalendarQuestion): boolean {
  const { authors, campaigns, channels, partners, states } = question
  const isOneOf = (wanted: readonly string[] | null, value: string | null): boolean =>
    wanted === null || (value !== null && wanted.includes(value))

  return (
    (states === null ? entry.state !== 'cancelled' : states.includes(entry.state)) &&
    isOneOf(authors, entry.author) &&
    isOneOf(campaigns, entry.campaign) &&
    isOneOf(channels, entry.channel) &&
    isOneOf(partners, entry.partner)
  )
}

const stageOf = (post: StoredPost | undefined) => POST_STAGES.find((stage) => stage === post?.stage) ?? 'draft'

const idOrNull = (id: unknown): string | null => ((id ?? null) === null ? null : String(id))

function pickTitle(title: unknown, locale: Locale): string {
  if (typeof title === 'object' && title !== null) {
    const texts = title as Partial<Record<Locale, string>>

    return texts[locale] ?? texts[DEFAULT_LOCALE] ?? ''
  }

  return typeof title === 'string' ? title : ''
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
