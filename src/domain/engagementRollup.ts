import { DAY, HOUR } from './duration.ts'
import type { EngagementFact, EngagementType, ReferenceKind } from './engagement.ts'

/** Subjects that have figures of their own; `all` is the whole community. */
export const SUBJECT_KINDS = [
  'all',
  'post',
  'channel',
  'campaign',
  'publication',
  'link',
  'challenge',
  'collaboration',
  'offer',
] as const satisfies readonly (ReferenceKind | 'all')[]

export type SubjectKind = (typeof SUBJECT_KINDS)[number]

export interface Subject {
  /** `-` for `all`. */
  id: string
  kind: SubjectKind
}

export const EVERYTHING: Subject = { id: '-', kind: 'all' }

/** Counts by type of event. */
export type TypeCounts = Partial<Record<EngagementType, number>>

/** Counts by UTC hour of the day (`0` to `23`), then by type. */
export type HourCounts = Record<string, TypeCounts>

/** Minor units by type, then by currency. */
export type TypeSums = Partial<Record<EngagementType, Record<string, number>>>

/**
 * What happened to one subject in one UTC day, or what a batch of facts adds to it.
 *
 * Hours are UTC, so that a day of any zone on whole hours can be put together from two buckets.
 */
export interface RollupBucket {
  /** `kind:id:yyyy-mm-dd`, so that the days of one subject lie side by side. */
  _id: string
  /** What programs did; part of no other figure of the bucket. */
  bots?: HourCounts
  day: Date
  hours?: HourCounts
  kind: SubjectKind
  /** Minor units by UTC hour. */
  money?: Record<string, TypeSums>
  subject: string
  /** Sum of `hours`: the grain of every ranking. */
  total?: TypeCounts
}

/** The subjects that one fact counts for. */
export function subjectsOf(fact: EngagementFact): Subject[] {
  const subjects: Subject[] = []

  for (const kind of SUBJECT_KINDS) {
    const id = kind === 'all' ? EVERYTHING.id : fact[kind]

    if (id !== undefined) {
      subjects.push({ id, kind })
    }
  }

  return subjects
}

export const bucketId = ({ id, kind }: Subject, day: Date): string => `${kind}:${id}:${day.toISOString().slice(0, 10)}`

/** Sums facts into one bucket per subject and day. */
export function rollUp(facts: Iterable<EngagementFact>): RollupBucket[] {
  const buckets = new Map<string, RollupBucket>()
  // Most facts of a batch are about the same few things: their buckets are looked up once.
  const bySubjects = new Map<string, RollupBucket[]>()

  for (const fact of facts) {
    const day = Math.floor(fact.occurredAt.getTime() / DAY) * DAY
    const hour = Math.floor((fact.occurredAt.getTime() - day) / HOUR)
    const touched = getOrSet(bySubjects, subjectsKey(fact, day), () =>
      subjectsOf(fact).map((subject) => {
        const bucket = emptyBucket(subject, new Date(day))

        return getOrSet(buckets, bucket._id, () => bucket)
      }),
    )

    for (const bucket of touched) {
      count(bucket, fact, hour)
    }
  }

  return [...buckets.values()]
}

const subjectsKey = (fact: EngagementFact, day: number): string =>
  `${day} ${fact.publication} ${fact.post} ${fact.channel} ${fact.campaign} ${fact.link} ${fact.challenge} ${fact.collaboration} ${fact.offer}`

function getOrSet<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key)

  if (value === undefined) {
    value = create()
    map.set(key, value)
  }

  return value
}

const emptyBucket = (subject: Subject, day: Date): RollupBucket => ({
  _id: bucketId(subject, day),
  day,
  kind: subject.kind,
  subject: subject.id,
})

function count(bucket: RollupBucket, { bot, count: times = 1, type, value }: EngagementFact, hour: number): void {
  if (bot === true) {
    add(((bucket.bots ??= {})[hour] ??= {}), type, times)

    return
  }

  add(((bucket.hours ??= {})[hour] ??= {}), type, times)
  add((bucket.total ??= {}), type, times)

  if (value !== undefined) {
    add((((bucket.money ??= {})[hour] ??= {})[type] ??= {}), value.currency, value.amountMinor)
  }
}

function add<K extends string>(sums: Partial<Record<K, number>>, key: K, amount: number): void {
  sums[key] = (sums[key] ?? 0) + amount
}
