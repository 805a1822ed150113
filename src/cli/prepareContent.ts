import { type Db, MongoClient } from 'mongodb'

import type { Env } from '../config/env.ts'
import { ensureIndexes } from '../database/indexes.ts'
import { demoAccounts } from '../demo/demoAccounts.ts'
import { CHANNELS, POSTS, USERS } from '../domain/slugs.ts'
import { runSeed } from './runSeed.ts'
import type { Account } from './tellWhereThingsAre.ts'

export interface PrepareContentArgs {
  env: Env
  report: (line: string) => void
  uri: string
}

export interface PreparedContent {
  /** Of the demo, when this database holds it. */
  accounts: readonly Account[]
  isSeeded: boolean
}

/** Makes missing indexes, and fills an empty database with the demo unless that is switched off. */
export async function prepareContent({ env, report, uri }: PrepareContentArgs): Promise<PreparedContent> {
  const client = new MongoClient(uri)

  try {
    const db = client.db()

    await ensureIndexes(db)

    const isSeeded = env.DRUMBEAT_DEMO === 'on' && (await needsDemo(db))

    if (isSeeded) {
      await runSeed(report)
    }

    return { accounts: (await findSeedState(db)) === 'done' ? demoAccounts : [], isSeeded }
  } finally {
    await client.close()
  }
}

/** True for a database that nobody has used, and for one whose seeding was cut off. */
async function needsDemo(db: Db): Promise<boolean> {
  const found = await Promise.all([USERS, POSTS, CHANNELS].map((name) => db.collection(name).findOne({})))

  return found.every((document) => document === null) || (await findSeedState(db)) === 'running'
}

async function findSeedState(db: Db): Promise<string | null> {
  const mark = await db.collection<{ _id: string; state: string }>('demo_seed').findOne({ _id: 'demo' })

  return mark?.state ?? null
}
