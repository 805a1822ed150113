import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { databaseOf } from '../../src/database/handles.ts'
import type { Locale } from '../../src/domain/content.ts'
import { NotFoundError } from '../../src/domain/errors.ts'
import type { QueueView } from '../../src/domain/rhythm/queue.ts'
import { CHANNELS, POSTS, SCHEDULES } from '../../src/domain/slugs.ts'
import { findSlot } from './findSlot.ts'
import { readChannelRhythm } from './readChannelRhythm.ts'
import { findQueued } from './slotClaims.ts'

export interface ViewQueueArgs {
  channelId: string
  locale: Locale
  now: Date
  req: PayloadRequest
}

/** What holds the next slots of a channel, in their order, and which one is free next. */
export async function viewQueue({ channelId, locale, now, req }: ViewQueueArgs): Promise<QueueView> {
  const db = databaseOf(req.payload)
  const _id = ObjectId.isValid(channelId) ? new ObjectId(channelId) : null
  const stored = _id === null ? null : await db.collection(CHANNELS).findOne({ _id })

  if (_id === null || stored === null) {
    throw new NotFoundError(`There is no channel ${channelId}`)
  }

  const channel = readChannelRhythm(stored)
  const claims = await findQueued({ after: now, channel: _id, db })
  const [schedules, next] = await Promise.all([
    db
      .collection(SCHEDULES)
      .find({ _id: { $in: claims.flatMap(({ schedule }) => schedule ?? []) } }, { projection: { post: 1, state: 1 } })
      .toArray(),
    findSlot({ channel, channelId: _id, db, embargoUntil: null, now }),
  ])
  const posts = await db
    .collection(POSTS)
    .find({ _id: { $in: schedules.map(({ post }) => post as ObjectId) } }, { projection: { stage: 1, title: 1 } })
    .toArray()
  const scheduleById = new Map(schedules.map((schedule) => [String(schedule._id), schedule]))
  const postById = new Map(posts.map((post) => [String(post._id), post]))

  return {
    channel: { id: channelId, name: channel.name, slots: channel.slots.length, timeZone: channel.timeZone },
    entries: claims.flatMap(({ at, localTime, schedule: scheduleId }) => {
      const schedule = scheduleById.get(String(scheduleId))
      const post = postById.get(String(schedule?.['post']))

      return schedule === undefined
        ? []
        : [
            {
              at: at.toISOString(),
              localTime,
              post: { id: String(schedule['post']), title: readTitle(post?.['title'], locale) },
              schedule: String(scheduleId),
              state: String(schedule['state']),
            },
          ]
    }),
    nextFree: next === null ? null : { at: next.at.toISOString(), localTime: next.localTime },
  }
}

function readTitle(title: unknown, locale: Locale): string {
  if (typeof title === 'string') {
    return title
  }

  const titles = (title ?? {}) as Partial<Record<Locale, string>>

  return titles[locale] ?? Object.values(titles)[0] ?? ''
}
