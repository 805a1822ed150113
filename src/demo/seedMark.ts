import type { Payload } from 'payload'

import { databaseOf } from '../database/handles.ts'
import { ENGAGEMENT_EVENTS, ENGAGEMENT_PENDING, ENGAGEMENT_ROLLUPS, CHANNELS, POSTS, USERS } from '../domain/slugs.ts'
import { SANDBOX_POSTS } from '../sandbox/records.ts'

interface Mark {
  _id: string
  state: 'done' | 'running'
}

const marks = (payload: Payload) => databaseOf(payload).collection<Mark>('demo_seed')

/** True for a database that nobody has used, or in which a seeding was cut off before anybody could. */
export async function isSeedable(payload: Payload): Promise<boolean> {
  if (await isHalfSeeded(payload)) {
    return true
  }

  const db = databaseOf(payload)
  const found = await Promise.all([USERS, POSTS, CHANNELS].map((slug) => db.collection(slug).findOne()))

  return found.every((document) => document === null)
}

export async function markSeeding(payload: Payload): Promise<void> {
  await marks(payload).updateOne({ _id: 'demo' }, { $set: { state: 'running' } }, { upsert: true })
}

export async function markSeeded(payload: Payload): Promise<void> {
  await marks(payload).updateOne({ _id: 'demo' }, { $set: { state: 'done' } })
}

/** Empties the collections again where a seeding was cut off; without its mark nothing is touched. */
export async function clearHalfSeed(payload: Payload): Promise<void> {
  if (!(await isHalfSeeded(payload))) {
    return
  }

  const db = databaseOf(payload)
  const names = [
    ...Object.keys(payload.collections),
    `_${POSTS}_versions`,
    ...[ENGAGEMENT_EVENTS, ENGAGEMENT_PENDING, ENGAGEMENT_ROLLUPS, SANDBOX_POSTS],
  ]

  await Promise.all(names.map((name) => db.collection(name).deleteMany({})))
  await marks(payload).deleteOne({ _id: 'demo' })
}

const isHalfSeeded = async (payload: Payload): Promise<boolean> =>
  (await marks(payload).findOne({ _id: 'demo' }))?.state === 'running'
