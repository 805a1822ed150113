import type { Config } from 'payload'

import { builtIndexes } from '../database/builtIndexes.ts'
import { databaseOf } from '../database/handles.ts'
import { ensureIndexes } from '../database/indexes.ts'

/**
 * Lets Payload count as open only when every collection and index stands.
 *
 * Payload builds its own in the background, and the first saves on a new database fail until they are done. The
 * host's own `onInit` comes first.
 */
export const withReadiness = (config: Config): Config => ({
  ...config,
  async onInit(payload) {
    await config.onInit?.(payload)
    await builtIndexes(payload)
    await ensureIndexes(databaseOf(payload))
  },
})
