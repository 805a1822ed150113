import { pathToFileURL } from 'node:url'

import { getPayload, type SanitizedConfig } from 'payload'
import { findConfig, loadEnv } from 'payload/node'

import { provideEnv, readEnv } from '../config/env.ts'
import { databaseOf } from '../database/handles.ts'
import { ensureIndexes } from '../database/indexes.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { OpenedContent } from './openedContent.ts'

/** Opens the Payload of the host app in whose folder the command was called, on the host's own database. */
export async function openHost(): Promise<OpenedContent> {
  provideEnv({ DISABLE_PAYLOAD_HMR: 'true' })

  const payload = await getPayload({ config: await readConfig() })

  await ensureIndexes(databaseOf(payload))

  return { close: () => payload.destroy(), env: readEnv(), payload }
}

/** The address of the host's database, as its adapter holds it. */
export async function readHostUri(): Promise<string> {
  const { db } = await readConfig()
  const { url } = db.init({ payload: {} as never }) as unknown as { url?: unknown }

  if (typeof url !== 'string' || url === '') {
    throw new ConfigurationError('The database adapter of this app names no MongoDB URI; Drumbeat needs MongoDB')
  }

  return url
}

async function readConfig(): Promise<SanitizedConfig> {
  loadEnv()

  const { default: config } = (await import(pathToFileURL(findConfig()).href)) as { default: Promise<SanitizedConfig> }

  return config
}
