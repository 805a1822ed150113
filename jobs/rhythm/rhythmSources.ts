import type { ClientSession, Db, Document, ObjectId } from 'mongodb'

import type { PublicationState } from '../../src/domain/publication.ts'
import { type Blackout, BLACKOUT_KINDS } from '../../src/domain/rhythm/channelRhythm.ts'
import { BLACKOUTS, PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../ledger/rows.ts'

export interface Window {
  fromAt: Date
  untilAt: Date
}

export interface FindTakenArgs extends Window {
  channelIds: readonly ObjectId[]
  /** Rows that do not count, because they are written anew or stopped. */
  except?: readonly string[]
}

export interface FindWishedArgs extends Window {
  channelIds: readonly ObjectId[]
  /** What a schedule wishes itself does not stand in its own way. */
  exceptSchedule?: ObjectId | undefined
}

/** Times by the id of their channel. */
export type TimesOf = (channelId: string) => Date[]

export interface RhythmSources {
  /** Blackouts that touch a window, the earliest first. */
  findBlackouts(window: Window): Promise<Blackout[]>
  /** When publications of channels go out or went out. */
  findTaken(args: FindTakenArgs): Promise<TimesOf>
  /** When schedules that are not armed wish to go out. */
  findWished(args: FindWishedArgs): Promise<TimesOf>
}

/** What is on its way or out; what was stopped takes no time. */
const TAKING: readonly PublicationState[] = [
  'armed',
  'claimed',
  'sending',
  'awaiting-operator',
  'unconfirmed',
  'published',
  'withdrawn',
]

const MOST_BLACKOUTS = 1_000
const MOST_TIMES = 5_000

/** Reads what speaks about the time of channels, in the transaction of a save where there is one; each by one query. */
export function createRhythmSources({ db, session }: { db: Db; session?: ClientSession | undefined }): RhythmSources {
  const options = session === undefined ? {} : { session }

  return {
    async findBlackouts({ fromAt, untilAt }) {
      const found = await db
        .collection(BLACKOUTS)
        .find({ from: { $lt: untilAt }, until: { $gt: fromAt } }, options)
        .sort({ from: 1 })
        .limit(MOST_BLACKOUTS)
        .toArray()

      return found.map(readBlackout)
    },
    async findTaken({ channelIds, except = [], fromAt, untilAt }) {
      const found = await db
        .collection<StoredRow>(PUBLICATIONS)
        .find(
          {
            channel: { $in: [...channelIds] },
            dueAt: { $gte: fromAt, $lt: untilAt },
            state: { $in: [...TAKING] },
            ...(except.length === 0 ? {} : { _id: { $nin: [...except] } }),
          },
          { ...options, projection: { _id: 0, channel: 1, dueAt: 1 } },
        )
        .limit(MOST_TIMES)
        .toArray()

      return timesOf(found.map(({ channel, dueAt }) => [String(channel), dueAt]))
    },
    async findWished({ channelIds, exceptSchedule, fromAt, untilAt }) {
      const found = await db
        .collection(SCHEDULES)
        .find(
          {
            channels: { $in: [...channelIds] },
            publishAt: { $gte: fromAt, $lt: untilAt },
            state: { $in: ['planned', 'paused'] },
            ...(exceptSchedule === undefined ? {} : { _id: { $ne: exceptSchedule } }),
          },
          { ...options, projection: { channels: 1, publishAt: 1 } },
        )
        .limit(MOST_TIMES)
        .toArray()

      return timesOf(
        found.flatMap(({ channels, publishAt }) =>
          (channels as unknown[]).map((channel): [string, Date] => [String(channel), publishAt as Date]),
        ),
      )
    },
  }
}

function timesOf(pairs: readonly [string, Date][]): TimesOf {
  const times = new Map<string, Date[]>()

  for (const [channelId, at] of pairs) {
    times.set(channelId, [...(times.get(channelId) ?? []), at])
  }

  return (channelId) => times.get(channelId) ?? []
}

const readBlackout = (stored: Document): Blackout => ({
  action: stored['action'] === 'block' ? 'block' : 'move',
  channelIds: Array.isArray(stored['channels']) ? stored['channels'].map(String) : [],
  fromAt: stored['from'] as Date,
  kind: BLACKOUT_KINDS.find((kind) => kind === stored['kind']) ?? 'other',
  name: String(stored['name']),
  untilAt: stored['until'] as Date,
})
