import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { ConfigurationError } from '../domain/errors.ts'
import type { Env } from './env.ts'

/**
 * The secret that signs sessions and seals credentials: `PAYLOAD_SECRET`, else one made for this data folder.
 *
 * A production database must not depend on a file that one machine made by itself, so there it has to be given. Throws
 * `ConfigurationError`.
 */
export async function openSecret({ dataDirectory, env }: { dataDirectory: string; env: Env }): Promise<string> {
  if (env.PAYLOAD_SECRET !== undefined) {
    return env.PAYLOAD_SECRET
  }

  if (env.NODE_ENV === 'production' && env.DATABASE_URI !== undefined) {
    throw new ConfigurationError(
      'PAYLOAD_SECRET is not set: in production (NODE_ENV=production with DATABASE_URI) it must be given, the same for ' +
        'every process of this database. Make one with: openssl rand -hex 32',
    )
  }

  const file = path.join(dataDirectory, 'secret')

  await mkdir(dataDirectory, { recursive: true })
  await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error
    }
  })

  return (await readFile(file, 'utf8')).trim()
}
