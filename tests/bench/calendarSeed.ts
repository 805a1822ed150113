import { type Db, ObjectId } from 'mongodb'

import { CHANNELS, POSTS, PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { aPublished, contentOf } from '../support/aPublished.ts'
import { aPost } from '../support/content.ts'

export interface SeedCalendarArgs {
  db: Db
  entries: number
  from: Date
  to: Date
}

const CHANNEL_COUNT = 10
/** So much does each row of the ledger carry beside what the calendar reads. */
const TEXT = '两指量，两小时补一次，出门前十五分钟先涂好。'.repeat(60)

/** Fills one month with so many entries: half planned, half in the ledger, each of a post of its own. */
export async function seedCalendar({ db, entries, from, to }: SeedCalendarArgs): Promise<void> {
  const channels = Array.from({ length: CHANNEL_COUNT }, () => new ObjectId())
  const stepMs = (to.getTime() - from.getTime()) / entries
  const stamps = { createdAt: from, updatedAt: from }
  const plans = Array.from({ length: entries }, (_, n) => ({
    channel: channels[n % CHANNEL_COUNT] as ObjectId,
    isPlanned: n % 2 === 0,
    post: new ObjectId(),
    publishAt: new Date(from.getTime() + n * stepMs),
    schedule: new ObjectId(),
  }))

  await db.collection(CHANNELS).insertMany(
    channels.map((_id, n) => ({
      _id,
      ...stamps,
      name: `渠道 ${n}`,
      kind: 'feed',
      mode: 'live',
      slug: `channel-${n}`,
    })),
  )
  await db.collection(`_${POSTS}_versions`).insertMany(
    plans.map(({ post }) => ({
      ...stamps,
      latest: true,
      parent: post,
      version: { body: { zh: TEXT }, stage: 'approved', title: { zh: '夏日防晒攻略' } },
    })),
  )
  await db.collection(SCHEDULES).insertMany(
    plans.map(({ channel, isPlanned, post, publishAt, schedule }) => ({
      _id: schedule,
      ...stamps,
      channels: [channel],
      post,
      publishAt,
      publishAt_tz: 'Asia/Shanghai',
      state: isPlanned ? 'planned' : 'armed',
    })),
  )
  await db.collection<ReturnType<typeof aPublished>>(PUBLICATIONS).insertMany(
    plans
      .filter(({ isPlanned }) => !isPlanned)
      .map(({ channel, post, publishAt, schedule }) =>
        aPublished({
          _id: schedule.toHexString(),
          channel,
          content: contentOf(
            aPost({ locales: { zh: { excerpt: '', html: TEXT, text: TEXT, title: '夏日防晒攻略' } } }),
          ),
          dueAt: publishAt,
          occurrenceAt: publishAt,
          post,
          schedule,
          state: 'armed',
        }),
      ),
  )
}
