import { POST_STAGES } from '../content.ts'
import type { PublicationState } from '../publication.ts'
import type { CalendarEntry } from './entry.ts'
import { createIsHeld, type HeldPlace, type IsHeld, placeOf } from './heldPlaces.ts'
import type { CalendarQuestion } from './question.ts'
import { isInPlan, isRepeating, type StoredPlan } from './storedPlan.ts'

/** The newest version of a post, as far as the calendar needs it. */
export interface StoredPost {
  author: string | null
  campaign: string | null
  collaboration: string | null
  isTrashed: boolean
  stage?: string | undefined
  title?: unknown
}

/** A row of the ledger, as far as the calendar needs it. */
export interface StoredRow {
  _id: string
  campaign: string | null
  channel: string
  code?: string | undefined
  collaboration: string | null
  dueAt: Date
  message?: string | undefined
  occurrenceAt?: Date | undefined
  post: string
  rehearsal: boolean
  schedule: string
  state: PublicationState
  timeZone?: string | undefined
  title?: string | undefined
  updatedAt?: Date | undefined
  url?: string | undefined
}

export interface BuildEntriesArgs {
  /** The instants at which a schedule stands in the range; more than one only for a repeat. */
  expand: (plan: StoredPlan) => readonly Date[]
  /** What the ledger answers for the plans, whichever rows are asked for; see `askLedger`. */
  held: readonly HeldPlace[]
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
  const fromRows = args.rows.map((row) => entryOfRow(row, args))
  const planArgs = { ...args, isHeld: createIsHeld(args.held) }
  const fromPlans = [...args.plans.values()].flatMap((plan) => entriesOfPlan(plan, planArgs))

  return [...fromRows, ...fromPlans]
    .filter((entry) => isAsked(entry, args.question))
    .sort((one, other) => compare(one.at, other.at) || compare(one.id, other.id))
}

function entryOfRow(row: StoredRow, { partners, plans, posts }: BuildEntriesArgs): CalendarEntry {
  const plan = plans.get(row.schedule)
  const post = posts.get(row.post)
  const at = row.dueAt.toISOString()
  const collaboration = row.collaboration ?? post?.collaboration ?? null

  return {
    id: row._id,
    at,
    author: post?.author ?? null,
    campaign: row.campaign ?? post?.campaign ?? null,
    changedAt: latestOf(row.updatedAt, plan?.updatedAt)?.toISOString() ?? at,
    channel: row.channel,
    channelCount: plan?.channels.length ?? 1,
    isRehearsal: row.rehearsal,
    isRepeating: isRepeating(plan),
    kind: 'publication',
    occurrenceAt: row.occurrenceAt?.toISOString() ?? at,
    partner: collaboration === null ? null : (partners.get(collaboration) ?? null),
    post: row.post,
    publication: row._id,
    reason: row.code === undefined ? null : { code: row.code, message: row.message ?? '' },
    schedule: row.schedule,
    stage: stageOf(post),
    state: row.state,
    timeZone: row.timeZone ?? plan?.publishAt_tz ?? 'UTC',
    title: row.title ?? textOf(post?.title),
    updatedAt: plan?.updatedAt.toISOString() ?? at,
    url: row.url ?? null,
  }
}

function entriesOfPlan(
  plan: StoredPlan,
  { expand, isHeld, partners, posts }: BuildEntriesArgs & { isHeld: IsHeld },
): CalendarEntry[] {
  const post = posts.get(plan.post)

  if (!isInPlan(plan) || post === undefined || post.isTrashed) {
    return []
  }

  const partner = post.collaboration === null ? null : (partners.get(post.collaboration) ?? null)

  const updatedAt = plan.updatedAt.toISOString()

  return expand(plan).flatMap((instant) => {
    const at = instant.toISOString()

    return plan.channels
      .filter((channel) => !isHeld(plan, channel, instant))
      .map((channel): CalendarEntry => ({
        at,
        author: post.author,
        campaign: post.campaign,
        changedAt: updatedAt,
        channel,
        channelCount: plan.channels.length,
        id: placeOf(plan._id, channel, instant),
        isRehearsal: false,
        isRepeating: isRepeating(plan),
        kind: 'planned',
        occurrenceAt: at,
        partner,
        post: plan.post,
        publication: null,
        reason: null,
        schedule: plan._id,
        stage: stageOf(post),
        state: plan.state === 'paused' ? 'paused' : plan.state === 'armed' ? 'armed' : 'planned',
        timeZone: plan.publishAt_tz ?? 'UTC',
        title: textOf(post.title),
        updatedAt,
        url: null,
      }))
  })
}

const isOneOf = (wanted: readonly string[] | null, value: string | null): boolean =>
  wanted === null || (value !== null && wanted.includes(value))

function isAsked(entry: CalendarEntry, question: CalendarQuestion): boolean {
  const { authors, campaigns, channels, partners, states } = question

  return (
    (states === null ? entry.state !== 'cancelled' : states.includes(entry.state)) &&
    isOneOf(authors, entry.author) &&
    isOneOf(campaigns, entry.campaign) &&
    isOneOf(channels, entry.channel) &&
    isOneOf(partners, entry.partner)
  )
}

const latestOf = (one: Date | undefined, other: Date | undefined): Date | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one

const stageOf = (post: StoredPost | undefined) => POST_STAGES.find((stage) => stage === post?.stage) ?? 'draft'

const textOf = (title: unknown): string => (typeof title === 'string' ? title : '')

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
