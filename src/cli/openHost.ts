import { pathToFileURL } from 'node:url'

import { getPayload, type SanitizedConfig } from 'payload'
import { findConfig, loadEnv } from 'payload/node'

import { provideEnv, readEnv } from '../config/env.ts'
import { databaseOf } from '../database/handles.ts'
import { ensureIndexes } from '../database/indexes.ts'
import type { OpenedPayload } from './openRuntime.ts'

/** Opens the Payload of the host app in whose folder the command was called, on the host's own database. */
export async function openHost(): Promise<Pick<OpenedPayload, 'close' | 'env' | 'payload'>> {
  loadEnv()
  provideEnv({ DISABLE_PAYLOAD_HMR: 'true' })

  const { default: config } = (await import(pathToFileURL(findConfig()).href)) as { default: Promise<SanitizedConfig> }
  const payload = await getPayload({ config })

  await ensureIndexes(databaseOf(payload))

  return { close: () => payload.destroy(), env: readEnv(), payload }
}
