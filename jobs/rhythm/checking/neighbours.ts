import type { Db, Document, ObjectId } from 'mongodb'

import { DEFAULT_LOCALE } from '../../../src/domain/content.ts'
import type { PublicationState } from '../../../src/domain/publication.ts'
import { type Neighbour, textKey } from '../../../src/domain/rhythm/conflicts/conflict.ts'
import { POSTS, PUBLICATIONS, SCHEDULES } from '../../../src/domain/slugs.ts'
import type { StoredRow } from '../../ledger/rows.ts'
import type { Window } from '../rhythmSources.ts'

export interface FindNeighboursArgs extends Window {
  channelIds: readonly ObjectId[]
  db: Db
  exceptSchedule: ObjectId | null
}

/** What stands on one channel. */
export type NeighboursOf = (channelId: string) => Neighbour[]

const STANDING: readonly PublicationState[] = [
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

/** What goes out, went out or is planned on channels in a window; three queries. */
export async function findNeighbours(args: FindNeighboursArgs): Promise<NeighboursOf> {
  const { channelIds, db, exceptSchedule, fromAt, untilAt } = args
  const own = exceptSchedule === null ? {} : { $ne: exceptSchedule }
  const [rows, wishes] = await Promise.all([
    db
      .collection<StoredRow>(PUBLICATIONS)
      .find(
        {
          channel: { $in: [...channelIds] },
          dueAt: { $gte: fromAt, $lt: untilAt },
          state: { $in: [...STANDING] },
          ...(exceptSchedule === null ? {} : { schedule: own }),
        },
        {
          projection: {
            channel: 1,
            'content.post.locales': 1,
            'content.variant.text': 1,
            'content.variant.title': 1,
            dueAt: 1,
            post: 1,
          },
        },
      )
      .sort({ dueAt: 1 })
      .limit(MOST)
      .toArray(),
    db
      .collection(SCHEDULES)
      .find(
        {
          channels: { $in: [...channelIds] },
          publishAt: { $gte: fromAt, $lt: untilAt },
          state: { $in: ['planned', 'paused'] },
          ...(exceptSchedule === null ? {} : { _id: own }),
        },
        { projection: { channels: 1, post: 1, publishAt: 1 } },
      )
      .limit(MOST)
      .toArray(),
  ])
  const posts = await db
    .collection(POSTS)
    .find({ _id: { $in: wishes.map(({ post }) => post as ObjectId) } }, { projection: { title: 1 } })
    .toArray()
  const titles = new Map(posts.map(({ _id, title }) => [String(_id), readText(title)]))
  const found = new Map<string, Neighbour[]>()
  const add = (channel: unknown, neighbour: Neighbour): void => {
    found.set(String(channel), [...(found.get(String(channel)) ?? []), neighbour])
  }

  for (const row of rows) {
    add(row.channel, { at: row.dueAt, isPlanned: false, postId: String(row.post), ...wordsOf(row.content) })
  }

  for (const { channels, post, publishAt } of wishes) {
    const title = titles.get(String(post)) ?? ''

    for (const channel of channels as unknown[]) {
      add(channel, { at: publishAt as Date, isPlanned: true, postId: String(post), text: '', title })
    }
  }

  return (channelId) => found.get(channelId) ?? []
}

/** What a channel was given, in the language that is sent. */
export function wordsOf({ post, variant }: Pick<StoredRow['content'], 'post' | 'variant'>): {
  text: string
  title: string
} {
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
