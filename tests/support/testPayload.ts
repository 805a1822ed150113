import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { getPayload, type Payload } from 'payload'

import { provideEnv } from '../../src/config/env.ts'

export interface TestPayload {
  close(): Promise<void>
  /** Where uploads are written. */
  mediaDirectory: string
  payload: Payload
}

/** The app itself on a database and a data folder of its own; call it once per process. */
export async function openTestPayload({
  database,
  mongoUri,
}: {
  database: string
  mongoUri: string
}): Promise<TestPayload> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-data-'))

  provideEnv({
    DATABASE_URI: `${mongoUri}/${database}?replicaSet=drumbeat`,
    DISABLE_PAYLOAD_HMR: 'true',
    DRUMBEAT_DATA_DIR: directory,
    LOG_LEVEL: 'error',
    PAYLOAD_SECRET: 'a-secret-for-tests-alone',
  })

  const { default: config } = await import('../../payload.config.ts')
  const payload = await getPayload({ config })

  // Payload builds its indexes in the background; a transaction that meets one being built is aborted.
  await Promise.all(Object.values({ ...payload.db.collections, ...payload.db.versions }).map((model) => model.init()))

  return {
    async close() {
      await payload.db.connection.dropDatabase()
      await payload.destroy()
      await rm(directory, { force: true, recursive: true })
    },
    mediaDirectory: path.join(directory, 'media'),
    payload,
  }
}
