import type { Db, Document, Filter, ObjectId } from 'mongodb'

import { DEFAULT_LOCALE } from '../../../src/domain/content.ts'
import { DAY, MINUTE } from '../../../src/domain/duration.ts'
import type { PublicationState } from '../../../src/domain/publication.ts'
import type { ChannelRhythm } from '../../../src/domain/rhythm/channelRhythm.ts'
import { type Neighbour, textKey } from '../../../src/domain/rhythm/conflicts/conflict.ts'
import { DUPLICATE_DAYS, NEAR_MINUTES } from '../../../src/domain/rhythm/conflicts/findContentConflicts.ts'
import { POSTS, PUBLICATIONS, SCHEDULES } from '../../../src/domain/slugs.ts'
import type { StoredRow } from '../../ledger/rows.ts'

/** A channel that is asked about, and what it would be given. */
export interface AskedChannel {
  _id: ObjectId
  rhythm: ChannelRhythm
  words: Words
}

interface Words {
  text: string
  title: string
}

export interface FindNeighboursArgs {
  /** The instants that are asked about. */
  ats: readonly Date[]
  channels: readonly AskedChannel[]
  db: Db
  exceptSchedule: ObjectId | null
}

/** What stands on one channel. */
export type NeighboursOf = (channelId: string) => Neighbour[]

/** What stands in the way of another one. */
export const STANDING: readonly PublicationState[] = [
  'armed',
  'claimed',
  'sending',
  'awaiting-operator',
  'unconfirmed',
  'published',
  'withdrawn',
  'blocked',
]

const MOST = 1_000

/**
 * Finds what stands near the instants that are asked about, and what says the same within a week of one: four queries, however many there are.
 *
 * Each reads around the instants alone, so that what a busy channel did all week does not hide what stands at the very minute.
 */
export async function findNeighbours({ ats, channels, db, exceptSchedule }: FindNeighboursArgs): Promise<NeighboursOf> {
  const found = new Map<string, Map<string, Neighbour>>()

  if (ats.length === 0 || channels.length === 0) {
    return () => []
  }

  const others = exceptSchedule === null ? {} : { schedule: { $ne: exceptSchedule } }
  const findRows = (filter: Filter<StoredRow>) =>
    db
      .collection<StoredRow>(PUBLICATIONS)
      .find({ ...filter, ...others, state: { $in: [...STANDING] } }, { projection: PROJECTION })
      .sort({ dueAt: 1 })
      .limit(MOST)
      .toArray()
  const [near, alike, wishes] = await Promise.all([
    findRows({
      $or: nearBy({ ats, channels, field: 'dueAt' }).map(([ids, when]) => ({ channel: { $in: ids }, ...when })),
    }),
    findRows({ $or: alikeOf(channels), ...within({ ats, field: 'dueAt', spanMs: DUPLICATE_DAYS * DAY }) }),
    db
      .collection(SCHEDULES)
      .find(
        {
          $or: nearBy({ ats, channels, field: 'publishAt' }).map(([ids, when]) => ({
            channels: { $in: ids },
            ...when,
          })),
          state: { $in: ['planned', 'paused'] },
          ...(exceptSchedule === null ? {} : { _id: { $ne: exceptSchedule } }),
        },
        { projection: { channels: 1, post: 1, publishAt: 1 } },
      )
      .sort({ publishAt: 1 })
      .limit(MOST)
      .toArray(),
  ])
  const posts = await db
    .collection(POSTS)
    .find({ _id: { $in: wishes.map(({ post }) => post as ObjectId) } }, { projection: { title: 1 } })
    .toArray()
  const titles = new Map(posts.map(({ _id, title }) => [String(_id), readText(title)]))
  const add = (channel: unknown, key: string, neighbour: Neighbour): void => {
    found.set(String(channel), (found.get(String(channel)) ?? new Map<string, Neighbour>()).set(key, neighbour))
  }

  for (const row of [...near, ...alike]) {
    add(row.channel, row._id, { at: row.dueAt, isPlanned: false, postId: String(row.post), ...wordsOf(row.content) })
  }

  for (const { _id, channels: wished, post, publishAt } of wishes) {
    const title = titles.get(String(post)) ?? ''

    for (const channel of wished as unknown[]) {
      add(channel, String(_id), { at: publishAt as Date, isPlanned: true, postId: String(post), text: '', title })
    }
  }

  return (channelId) =>
    [...(found.get(channelId)?.values() ?? [])].sort((one, other) => one.at.getTime() - other.at.getTime())
}

const PROJECTION = {
  channel: 1,
  'content.post.locales': 1,
  'content.variant.text': 1,
  'content.variant.title': 1,
  dueAt: 1,
  post: 1,
}

interface NearByArgs {
  ats: readonly Date[]
  channels: readonly AskedChannel[]
  field: 'dueAt' | 'publishAt'
}

/** Channels of one gap together, with the time around each instant. */
function nearBy({ ats, channels, field }: NearByArgs): [ObjectId[], Document][] {
  const byGap = new Map<number, ObjectId[]>()

  for (const { _id, rhythm } of channels) {
    const gapMs = (rhythm.minGapMinutes ?? NEAR_MINUTES) * MINUTE

    byGap.set(gapMs, [...(byGap.get(gapMs) ?? []), _id])
  }

  return [...byGap].map(([spanMs, ids]) => [ids, within({ ats, field, spanMs })])
}

interface WithinArgs extends Pick<NearByArgs, 'ats' | 'field'> {
  spanMs: number
}

const within = ({ ats, field, spanMs }: WithinArgs): Document => ({
  $and: [
    {
      $or: ats.map((at) => ({
        [field]: { $gt: new Date(at.getTime() - spanMs), $lt: new Date(at.getTime() + spanMs) },
      })),
    },
  ],
})

/** What has the same title, whatever its spaces; whether the rest is the same too is looked at afterwards. */
function alikeOf(channels: readonly AskedChannel[]): Document[] {
  const byTitle = new Map<string, ObjectId[]>()

  for (const { _id, words } of channels) {
    const title = words.title.replace(/\s+/gu, ' ').trim()

    byTitle.set(title, [...(byTitle.get(title) ?? []), _id])
  }

  return [...byTitle].map(([title, ids]) => {
    const same = new RegExp(`^${SPACE}*${title.split(' ').map(escapeRegExp).join(`${SPACE}+`)}${SPACE}*$`)

    return {
      channel: { $in: ids },
      $or: [
        // Null is a variant without a title of its own, or none at all.
        { 'content.variant.title': same },
        { 'content.variant.title': null, [MASTER_TITLE]: { $in: title === '' ? [null, same] : [same] } },
      ],
    }
  })
}

const MASTER_TITLE = `content.post.locales.${DEFAULT_LOCALE}.title`

/** The database's `\s` knows no spaces beyond ASCII. */
const SPACE = '[\\s\u00a0\u3000]'

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')

/** What a channel was given, in the language that is sent. */
export function wordsOf({ post, variant }: Pick<StoredRow['content'], 'post' | 'variant'>): Words {
  const words = post.locales[DEFAULT_LOCALE]
  const title = variant?.title ?? words?.title ?? ''
  const text = variant?.text ?? (words?.text === '' ? words.excerpt : (words?.text ?? ''))

  return { text: textKey(title, text), title }
}

/** A localised text in the default language, or in any. */
export function readText(value: unknown): string {
  if (typeof value === 'string') {
    return value
  }

  const texts = (value ?? {}) as Document

  return String(texts[DEFAULT_LOCALE] ?? Object.values(texts)[0] ?? '')
}
