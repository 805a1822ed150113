import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

import { MongoClient, type Db } from 'mongodb'

import type { Env } from '../config/env.ts'
import { ensureIndexes } from '../database/indexes.ts'
import { demoAccounts } from '../demo/demoAccounts.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { CHANNELS, POSTS, USERS } from '../domain/slugs.ts'
import { bundleEntry } from './bundleEntry.mjs'
import type { Account } from './tellWhereThingsAre.ts'

export interface PrepareContentArgs {
  env: Env
  report: (line: string) => void
  uri: string
}

/** Makes missing indexes, and fills an empty database with the demo unless that is switched off. */
export async function prepareContent(args: PrepareContentArgs): Promise<{ accounts: readonly Account[] }> {
  const client = new MongoClient(args.uri)

  try {
    const db = client.db()

    await ensureIndexes(db)

    if (args.env.DRUMBEAT_DEMO === 'on' && (await isWaitingForDemo(db))) {
      await seedInChild(args.report)
    }

    return { accounts: (await findMark(db)) === 'done' ? demoAccounts : [] }
  } finally {
    await client.close()
  }
}

async function isWaitingForDemo(db: Db): Promise<boolean> {
  const found = await Promise.all([USERS, POSTS, CHANNELS].map((slug) => db.collection(slug).findOne()))

  return found.every((document) => document === null) || (await findMark(db)) === 'running'
}

const findMark = async (db: Db): Promise<string | undefined> =>
  (await db.collection<{ _id: string; state: string }>('demo_seed').findOne({ _id: 'demo' }))?.state

/** Seeds in a process of its own, so that the parent never carries Payload; the database is in the environment. */
async function seedInChild(report: (line: string) => void): Promise<void> {
  const file = await bundleEntry('src/cli/seed.ts')
  const child = spawn(process.execPath, ['-C', 'production', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))

  createInterface({ input: child.stdout })
    .on('line', (line) => line.startsWith('demo:') && report(`  ${line}`))
    .resume()

  if ((await exited) !== 0) {
    throw new ConfigurationError('The demo could not be made; see above. DRUMBEAT_DEMO=off starts without it.')
  }
}
