import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { MongoClient } from 'mongodb'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'

import { readEnv } from '../../src/config/env.ts'
import { findMongod } from '../../src/database/openDatabase.ts'
import { startMongod } from '../../src/database/startMongod.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mongoUri: string
  }
}

export { findFreePort } from '../../src/database/freePort.ts'

/** Starts one real mongod as a one-node replica set for all tests of a project; each file takes its own database. */
export default async function openMongod(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-test-'))
  const report = (line: string): boolean => process.stderr.write(`${line}\n`)
  const mongod = await startMongod({
    binary: await findMongod({ env: readEnv(), report }),
    dataDirectory: path.join(directory, 'mongo'),
    logFile: path.join(directory, 'mongod.log'),
    port: 0,
  })

  await forgetDroppedSoon(mongod.uri)
  project.provide('mongoUri', `mongodb://127.0.0.1:${mongod.port}`)

  return async () => {
    await mongod.stop()
    await rm(directory, { force: true, recursive: true })
  }
}

/**
 * Files drop their databases by the dozen, and mongod keeps what is dropped open for five minutes, for readers of the past.
 *
 * Twenty thousand open files are the end of it. A reader in a snapshot needs some of the past, but not as much.
 */
async function forgetDroppedSoon(uri: string): Promise<void> {
  const client = await new MongoClient(uri).connect()

  await client.db('admin').command({ setParameter: 1, minSnapshotHistoryWindowInSeconds: 10 })
  await client.close()
}
