import type { Document } from 'mongodb'
import type { Payload } from 'payload'

import { databaseOf } from '../database/handles.ts'
import type { KnownEntry, PlanDirectory } from '../domain/plan/entry.ts'
import { CAMPAIGNS, CHANNELS, KOL_PARTNERS, MEDIA, POSTS, SCHEDULES } from '../domain/slugs.ts'

/** Reads what rows of a plan may refer to; six reads, however long the plan is. */
export async function readDirectory(payload: Payload): Promise<PlanDirectory> {
  const db = databaseOf(payload)
  const list = (slug: string, projection: Document): Promise<Document[]> =>
    db.collection(slug).find({}, { projection }).toArray()
  const [campaigns, channels, media, partners, known] = await Promise.all([
    list(CAMPAIGNS, { name: 1 }),
    list(CHANNELS, { mode: 1, name: 1, slug: 1 }),
    list(MEDIA, { filename: 1 }),
    list(KOL_PARTNERS, { 'handles.handle': 1, name: 1 }),
    readKnown(payload),
  ])

  return {
    campaigns: campaigns.map((row) => ({ id: idOf(row), name: textOf(row['name']) })),
    channels: channels.map((row) => ({
      id: idOf(row),
      isPaused: row['mode'] === 'paused',
      name: textOf(row['name']),
      slug: textOf(row['slug']),
    })),
    known,
    media: media.map((row) => ({ filename: textOf(row['filename']), id: idOf(row) })),
    partners: partners.map((row) => ({
      handles: ((row['handles'] ?? []) as Document[]).map(({ handle }) => textOf(handle)),
      id: idOf(row),
      name: textOf(row['name']),
    })),
  }
}

/** What earlier imports made, by key; posts in the trash are forgotten. */
async function readKnown(payload: Payload): Promise<Map<string, KnownEntry>> {
  const db = databaseOf(payload)
  const imported = { importKey: { $exists: true, $ne: null } }
  const [posts, schedules] = await Promise.all([
    db
      .collection(POSTS)
      .find({ ...imported, deletedAt: null }, { projection: { importFingerprint: 1, importKey: 1 } })
      .toArray(),
    db
      .collection(SCHEDULES)
      .find(imported, { projection: { importKey: 1, state: 1 } })
      .toArray(),
  ])
  const scheduleByKey = new Map(schedules.map((row) => [textOf(row['importKey']), row]))

  return new Map(
    posts.map((post) => {
      const schedule = scheduleByKey.get(textOf(post['importKey']))

      return [
        textOf(post['importKey']),
        {
          fingerprint: textOf(post['importFingerprint']),
          postId: idOf(post),
          scheduleId: schedule === undefined ? null : idOf(schedule),
          scheduleState: schedule === undefined ? null : textOf(schedule['state']),
        },
      ]
    }),
  )
}

const idOf = (row: Document): string => String(row['_id'])

/** A name in the default locale, whether the field is localised or not. */
const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : value !== null && typeof value === 'object' && 'zh' in value
      ? String(value.zh)
      : ''
