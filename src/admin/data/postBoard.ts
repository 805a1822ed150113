import { type Db, type Document, ObjectId } from 'mongodb'

import type { Locale, PostStage } from '../../domain/content.ts'
import type { Reason } from '../../domain/errors.ts'
import type { ScheduleState } from '../../domain/publication.ts'
import type { OnQuiet } from '../../domain/rhythm/channelRhythm.ts'
import type { ScheduleTally } from '../../domain/scheduleTally.ts'
import { POSTS, SCHEDULES } from '../../domain/slugs.ts'
import {
  type ChannelSummary,
  findChannels,
  type PublicationSummary,
  publicationsOf,
  summarise,
  SUMMARY_FIELDS,
} from './summary.ts'

const SCHEDULE_LIMIT = 30
const PUBLICATION_LIMIT = 60

export interface ScheduleSummary {
  channels: ChannelSummary[]
  id: string
  /** True when what is armed is not what the newest version says. */
  isOutdated: boolean
  onQuiet: OnQuiet
  publishAt: string
  /** RFC 5545 text; null for once. */
  recurrence: string | null
  state: ScheduleState
  tally: ScheduleTally | null
  timeZone: string
  unpublishAt: string | null
  /** A change names it, so that nobody overwrites what they have not seen. */
  updatedAt: string
  /** What arming it found that a person should know. */
  warnings: Reason[]
}

export interface PostBoard {
  channels: ChannelSummary[]
  now: string
  /** When the pinned version of outdated schedules was saved; null when nothing armed is outdated. */
  pinnedAt: string | null
  publications: PublicationSummary[]
  schedules: ScheduleSummary[]
  stage: PostStage
}

export interface FindPostBoardArgs {
  db: Db
  locale: Locale
  postId: string
}

interface StoredVersion {
  _id: ObjectId
  updatedAt: Date
  version: Document
}

interface StoredSchedule {
  _id: ObjectId
  channels: ObjectId[]
  onQuiet?: OnQuiet | null
  publishAt: Date
  publishAt_tz?: string
  recurrence?: string | null
  state: ScheduleState
  tally?: ScheduleTally | null
  unpublishAt?: Date | null
  updatedAt: Date
  warnings?: Reason[] | null
}

/** Finds all that the page of one post tells about its going out, in six bounded queries; null for no such post. */
export async function findPostBoard({ db, locale, postId }: FindPostBoardArgs): Promise<PostBoard | null> {
  if (!ObjectId.isValid(postId)) {
    return null
  }

  const post = new ObjectId(postId)
  const versions = db.collection<StoredVersion>(`_${POSTS}_versions`)
  const [hello, channels, newest, schedules, rows] = await Promise.all([
    db.command({ hello: 1 }),
    findChannels(db, locale),
    versions.find({ parent: post }).sort({ updatedAt: -1 }).limit(1).next(),
    db.collection<StoredSchedule>(SCHEDULES).find({ post }).sort({ publishAt: -1 }).limit(SCHEDULE_LIMIT).toArray(),
    publicationsOf(db)
      .find({ post }, { projection: { ...SUMMARY_FIELDS, contentPolicy: 1 } })
      .sort({ dueAt: -1 })
      .limit(PUBLICATION_LIMIT)
      .toArray(),
  ])

  if (newest === null) {
    return null
  }

  // What carries the latest follows the next approval by itself.
  const armed = rows.filter(({ contentPolicy, state }) => state === 'armed' && contentPolicy !== 'latest')
  const pinned = await versions
    .find({ _id: { $in: [...new Set(armed.map(({ versionId }) => versionId))].map((id) => new ObjectId(id)) } })
    .toArray()
  const outdated = pinned.filter((version) => !hasSameContent(version.version, newest.version))
  const outdatedIds = new Set(outdated.map(({ _id }) => String(_id)))
  const outdatedSchedules = new Set(
    armed.filter(({ versionId }) => outdatedIds.has(versionId)).map(({ schedule }) => String(schedule)),
  )

  return {
    channels: [...channels.values()],
    now: (hello['localTime'] as Date).toISOString(),
    pinnedAt: outdated[0]?.updatedAt.toISOString() ?? null,
    publications: rows.map((row) => summarise(row, { channels, locale })),
    schedules: schedules.map((schedule) => ({
      channels: schedule.channels.flatMap((id) => channels.get(String(id)) ?? []),
      id: String(schedule._id),
      isOutdated: outdatedSchedules.has(String(schedule._id)),
      onQuiet: schedule.onQuiet ?? 'move',
      publishAt: schedule.publishAt.toISOString(),
      recurrence: schedule.recurrence ?? null,
      state: schedule.state,
      tally: schedule.tally ?? null,
      timeZone: schedule.publishAt_tz ?? 'UTC',
      unpublishAt: schedule.unpublishAt?.toISOString() ?? null,
      updatedAt: schedule.updatedAt.toISOString(),
      warnings: schedule.warnings ?? [],
    })),
    stage: (newest.version['stage'] as PostStage | undefined) ?? 'draft',
  }
}

/** What goes out; the rest of a version may change without anybody outside seeing it. */
const CONTENT = ['body', 'cover', 'excerpt', 'gallery', 'kind', 'slug', 'title', 'topics', 'variants'] as const

/** Whether two versions say the same; saving alone, or approving, is no edit. */
export const hasSameContent = (one: Document, other: Document): boolean =>
  CONTENT.every((field) => JSON.stringify(one[field] ?? null) === JSON.stringify(other[field] ?? null))
