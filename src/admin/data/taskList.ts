import type { Db, Filter, WithId } from 'mongodb'

import { remindMinutesOf } from '../../domain/assisted/reminders.ts'
import { type Urgency, urgencyOf } from '../../domain/assisted/urgency.ts'
import type { Locale } from '../../domain/content.ts'
import { DAY } from '../../domain/duration.ts'
import type { PublicationRow } from '../../domain/publication.ts'
import { CHANNELS, OPERATOR_TASKS } from '../../domain/slugs.ts'
import { type ChannelSummary, publicationsOf, summarise, summariseChannel, SUMMARY_FIELDS } from './summary.ts'

/** What people publish by hand: what waits, the oldest first, and what comes within a week. */
export interface TaskList {
  /** Of all, whosever they are. */
  count: number
  now: string
  tasks: TaskSummary[]
}

export interface TaskSummary {
  /** Null while it is nobody's. */
  assignee: string | null
  channel: ChannelSummary
  dueAt: string
  /** Of the publication. */
  id: string
  isMine: boolean
  title: string
  urgency: Urgency
}

export interface FindTasksArgs {
  db: Db
  /** The kinds of channel on which people publish by hand. */
  kinds: readonly string[]
  locale: Locale
  /** The person who asks. */
  me: { id: string }
  now: Date
  /** The collection of people. */
  users: string
  whose: 'all' | 'mine'
}

const MOST_READ = 1_000
const SHOWN = 200
const AHEAD_MS = 7 * DAY

/** Finds the tasks in five queries, all bounded. */
export async function findTasks({ db, kinds, locale, me, now, users, whose }: FindTasksArgs): Promise<TaskList> {
  const channels = await findHandChannels(db, kinds)
  const rows = await findRows({ channels: [...channels.values()], db, now })
  const given = await findGiven(db, rows)
  const people = await findPeople({ channels: [...channels.values()], db, given, users })
  const summaries = new Map([...channels].map(([id, channel]) => [id, summariseChannel(channel, locale)]))
  const tasks = rows.map((row): TaskSummary => {
    const account = channels.get(String(row.channel))
    const { channel, dueAt, id, post } = summarise(row, { channels: summaries, locale })
    const assignee = people.find(given.get(row._id), account?.settings?.['assignee'])

    return {
      assignee: assignee === null ? null : assignee.name || assignee.email,
      channel,
      dueAt,
      id,
      isMine: assignee?.id === me.id,
      title: post.title,
      urgency: urgencyOf({
        dueAt: row.dueAt,
        now,
        remindAfterMinutes: remindMinutesOf(account?.settings ?? {}, 'remindAfterMinutes'),
        state: row.state,
      }),
    }
  })

  return {
    count: tasks.length,
    now: now.toISOString(),
    tasks: tasks.filter(({ isMine }) => whose === 'all' || isMine).slice(0, SHOWN),
  }
}

interface FindRowsArgs extends Pick<FindTasksArgs, 'db' | 'now'> {
  channels: readonly WithId<HandChannel>[]
}

/** What waits and what comes are asked for apart, because each has an index that holds only such rows. */
async function findRows({ channels, db, now }: FindRowsArgs): Promise<PublicationRow[]> {
  const channel = { $in: channels.map(({ _id }) => _id) }
  const find = (filter: Filter<PublicationRow>) =>
    publicationsOf(db)
      .find({ ...filter, channel }, { projection: SUMMARY_FIELDS })
      .sort({ dueAt: 1 })
      .limit(MOST_READ)
      .toArray()
  const found = await Promise.all([
    find({ state: 'awaiting-operator' }),
    find({ dueAt: { $lte: new Date(now.getTime() + AHEAD_MS) }, rehearsal: false, state: 'armed' }),
  ])

  return found.flat().sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
}

interface HandChannel {
  name?: unknown
  settings?: Record<string, unknown>
}

async function findHandChannels(db: Db, kinds: readonly string[]): Promise<Map<string, WithId<HandChannel>>> {
  const found = await db
    .collection<HandChannel>(CHANNELS)
    .find(
      { deletedAt: null, kind: { $in: [...kinds] }, mode: { $ne: 'rehearsal' } },
      { projection: { kind: 1, mode: 1, name: 1, settings: 1, timeZone: 1 } },
    )
    .limit(500)
    .toArray()

  return new Map(found.map((channel) => [channel._id.toHexString(), channel]))
}

/** Whom single tasks were given; null where they were taken from everybody. */
async function findGiven(db: Db, rows: readonly PublicationRow[]): Promise<Map<string, string | null>> {
  const found = await db
    .collection<{ _id: string; assignee?: string | null }>(OPERATOR_TASKS)
    .find({ _id: { $in: rows.map(({ _id }) => _id) }, assignee: { $exists: true } })
    .toArray()

  return new Map(found.map(({ _id, assignee = null }) => [_id, assignee]))
}

interface Person {
  email: string
  id: string
  name?: string
}

interface FindPeopleArgs extends Pick<FindTasksArgs, 'db' | 'users'> {
  channels: readonly HandChannel[]
  given: ReadonlyMap<string, string | null>
}

/** Finds whose a task is: whom it was given, else whom its channel names. */
async function findPeople({ channels, db, given, users }: FindPeopleArgs) {
  const emails = channels.flatMap(({ settings }) =>
    typeof settings?.['assignee'] === 'string' ? [settings['assignee']] : [],
  )
  const ids = [...given.values()].filter((id) => id !== null)
  const found = await db
    .collection<{ email: string; name?: string }>(users)
    // A host's people may have ids of another kind.
    .find(
      { $or: [{ $expr: { $in: [{ $toString: '$_id' }, ids] } }, { email: { $in: emails } }] },
      { projection: { email: 1, name: 1 } },
    )
    .toArray()
  const people = found.map(({ _id, ...person }): Person => ({ ...person, id: String(_id) }))

  return {
    find(assignee: string | null | undefined, email: unknown): Person | null {
      const isTheirs = (person: Person) => (assignee === undefined ? person.email === email : person.id === assignee)

      return people.find(isTheirs) ?? null
    },
  }
}
