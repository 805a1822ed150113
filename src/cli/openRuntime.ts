import { getPayload } from 'payload'

import { provideEnv, readEnv, type Env } from '../config/env.ts'
import { openSecret } from '../config/secret.ts'
import { builtIndexes } from '../database/builtIndexes.ts'
import { databaseOf } from '../database/handles.ts'
import { ensureIndexes } from '../database/indexes.ts'
import { dataDirectory, openDatabase, type Database } from '../database/openDatabase.ts'
import { servicesOf } from '../plugin/services.ts'
import type { OpenedContent } from './openedContent.ts'

export interface Runtime {
  database: Database
  env: Env
}

/**
 * Opens the database and the secret, and puts both into the environment, where payload.config.ts and children find them.
 *
 * Everything that is wrong with the environment is thrown before anything starts.
 */
export async function openRuntime(report: (line: string) => void, isLasting = false): Promise<Runtime> {
  const env = readEnv()
  const secret = await openSecret({ dataDirectory: dataDirectory(env), env })
  const database = await openDatabase({ env, isLasting, report })

  provideEnv({
    DATABASE_URI: database.uri,
    NEXT_TELEMETRY_DISABLED: '1',
    PAYLOAD_SECRET: secret,
  })

  return { database, env: readEnv() }
}

export type OpenedPayload = OpenedContent & Runtime

/** Opens the runtime and Payload on it, for commands that work on the content; indexes are there when it resolves. */
export async function openPayload(report: (line: string) => void, isLasting = false): Promise<OpenedPayload> {
  const runtime = await openRuntime(report, isLasting)

  provideEnv({ DISABLE_PAYLOAD_HMR: 'true' })

  try {
    const { default: config } = await import('../../payload.config.ts')
    const payload = await getPayload({ config })

    await Promise.all([ensureIndexes(databaseOf(payload)), builtIndexes(payload)])

    return {
      ...runtime,
      close: async () => {
        await servicesOf(payload).engagement.close()
        await payload.destroy()
        await runtime.database.stop()
      },
      payload,
    }
  } catch (error) {
    await runtime.database.stop()
    throw error
  }
}
