import type { Db, Document } from 'mongodb'
import { ObjectId } from 'mongodb'

import type { ChannelRegistry } from '../../hooks/dependencies.ts'
import { DAY, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { DrumbeatError } from '../../src/domain/errors.ts'
import type { ChannelPresets } from '../../src/domain/presets/preset.ts'
import type { VisibleLabel } from '../../src/domain/rendition/treatment.ts'
import { MEDIA, PUBLICATIONS } from '../../src/domain/slugs.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import type { Log } from '../log.ts'
import type { RenditionMaker } from './createRenditions.ts'
import { aheadRows } from './records.ts'
import { findWishes } from './wantedPresets.ts'

/** Nothing is rendered at due time when this job has run once in so long. */
const AHEAD_MS = 3 * DAY
const AT_ONCE = 2_000
/** Shorter than the job's lock; what is left comes with the next run. */
const RUN_MS = 8 * SECOND

export interface MakeAheadArgs {
  channels: Pick<ChannelRegistry, 'find'>
  clock: () => Date
  db: Db
  log: Log
  renditions: Pick<RenditionMaker, 'makeWanted' | 'prepare'>
}

/** Registers with the clock the making of pictures for what is armed. */
export const createAheadJob = (args: MakeAheadArgs): PeriodicJob => ({
  name: 'make-renditions-ahead',
  everyMs: MINUTE / 2,
  run: () => makeAhead(args),
})

/** An armed publication, as much of it as the job reads. */
interface Armed {
  _id: string
  channel: ObjectId
  content: Document & { labels?: readonly VisibleLabel[]; pictures?: readonly string[] }
  contentHash: string
}

/**
 * Makes the pictures of publications that are armed for the next three days, the earliest first.
 *
 * First comes what was ordered when something was armed: pictures that will be fetched by their address, however far ahead, since nobody
 * knows what becomes of the library until then. Of the rest each publication is looked at once per content, and again when one of its
 * media was changed. A picture that cannot be made is left to the send, which says so; the job goes on.
 */
export async function makeAhead({ channels, clock, db, log, renditions }: MakeAheadArgs): Promise<void> {
  const endsAt = clock().getTime() + RUN_MS

  await renditions.makeWanted({ endsAt: new Date(endsAt), log })

  const wishes = await findWishes(db, channels)

  if (wishes.size === 0) {
    return
  }

  for (const row of await findUnready({ channelIds: [...wishes.keys()], db, now: clock() })) {
    if (clock().getTime() >= endsAt) {
      return
    }

    const doneAt = clock()

    for (const { media, preset } of picturesOf(row, wishes.get(String(row.channel)))) {
      try {
        await renditions.prepare({
          channel: String(row.channel),
          labels: row.content.labels ?? [],
          media: [media],
          preset,
        })
      } catch (error) {
        if (!(error instanceof DrumbeatError)) {
          throw error
        }

        log.warn({ err: error, media, preset, publication: row._id }, 'a picture cannot be made ahead')
      }
    }

    await aheadRows(db).updateOne(
      { _id: row._id },
      { $set: { contentHash: row.contentHash, doneAt } },
      { upsert: true },
    )
  }
}

interface FindUnreadyArgs {
  channelIds: readonly string[]
  db: Db
  now: Date
}

async function findUnready({ channelIds, db, now }: FindUnreadyArgs): Promise<Armed[]> {
  const rows = await db
    .collection<Armed>(PUBLICATIONS)
    .find(
      {
        channel: { $in: channelIds.map((id) => new ObjectId(id)) },
        dueAt: { $lt: new Date(now.getTime() + AHEAD_MS) },
        state: 'armed',
      },
      { projection: PICTURES },
    )
    .sort({ dueAt: 1 })
    .limit(AT_ONCE)
    .toArray()
  const done = await aheadRows(db)
    .find({ _id: { $in: rows.map(({ _id }) => _id) } })
    .toArray()
  const doneById = new Map(done.map((row) => [row._id, row]))
  const changed = await findChanges(db, rows)

  return rows.filter((row) => {
    const ready = doneById.get(row._id)

    return (
      ready === undefined ||
      ready.contentHash !== row.contentHash ||
      mediaOf(row.content).all.some((id) => (changed.get(id)?.getTime() ?? 0) > ready.doneAt.getTime())
    )
  })
}

const PICTURES = {
  channel: 1,
  'content.labels': 1,
  'content.pictures': 1,
  'content.post.cover.id': 1,
  'content.post.gallery.id': 1,
  'content.variant.media.id': 1,
  contentHash: 1,
}

async function findChanges(db: Db, rows: readonly Armed[]): Promise<ReadonlyMap<string, Date>> {
  const ids = [...new Set(rows.flatMap(({ content }) => mediaOf(content).all))].filter((id) => ObjectId.isValid(id))
  const documents = await db
    .collection(MEDIA)
    .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } }, { projection: { updatedAt: 1 } })
    .toArray()

  return new Map(documents.map(({ _id, updatedAt }) => [String(_id), updatedAt as Date]))
}

function picturesOf(row: Armed, wish: ChannelPresets | undefined): { media: string; preset: string }[] {
  // Those that are named in it are ordered one by one.
  if (row.content.pictures !== undefined) {
    return []
  }

  const { cover, images } = mediaOf(row.content)
  const wanted = [
    { ids: cover, preset: wish?.cover },
    { ids: images, preset: wish?.images },
  ]

  return wanted.flatMap(({ ids, preset }) => (preset === undefined ? [] : ids.map((media) => ({ media, preset }))))
}

/** What a variant shows takes the place of the post's own gallery. */
function mediaOf(content: Document): { all: string[]; cover: string[]; images: string[] } {
  const { post, variant } = content as {
    post?: { cover?: { id: string } | null; gallery?: { id: string }[] }
    variant?: { media?: { id: string }[] } | null
  }
  const cover = post?.cover ? [post.cover.id] : []
  const own = (variant?.media ?? []).map(({ id }) => id)
  const images = own.length > 0 ? own : (post?.gallery ?? []).map(({ id }) => id)

  return { all: [...cover, ...images], cover, images: images.length > 0 ? images : cover }
}
