import path from 'node:path'

import type { Env } from '../config/env.ts'
import { projectRoot } from '../config/projectRoot.ts'
import { openEmbeddedMongod, type EmbeddedMongod } from './embeddedMongod.ts'
import { resolveMongodBinary } from './mongodBinary.ts'

export interface Database extends EmbeddedMongod {
  isEmbedded: boolean
}

/** Where a folder keeps what it makes: the database, the secret, uploads, logs. */
export const dataDirectory = (env: Env): string => path.resolve(projectRoot, env.DRUMBEAT_DATA_DIR)

export interface OpenDatabaseArgs {
  env: Env
  /** For processes that stay: they bring the embedded server back when its owner is gone. */
  isLasting?: boolean
  report: (line: string) => void
}

/** The database that the environment names, or the embedded one of this folder when it names none. */
export async function openDatabase({ env, isLasting = false, report }: OpenDatabaseArgs): Promise<Database> {
  if (env.DATABASE_URI !== undefined) {
    return { isEmbedded: false, isOwner: false, stop: () => Promise.resolve(), uri: env.DATABASE_URI }
  }

  const mongod = await openEmbeddedMongod({
    dataDirectory: dataDirectory(env),
    findBinary: () => findMongod({ env, report }),
    isLasting,
    report,
  })

  return { ...mongod, isEmbedded: true }
}

/** The mongod for this machine; fetched ones are kept beside the project's own data, whatever folder the data are in. */
export const findMongod = ({ env, report }: { env: Env; report: (line: string) => void }): Promise<string> =>
  resolveMongodBinary({
    binaries: path.join(projectRoot, '.data', 'bin'),
    explicit: env.MONGOD_BINARY,
    hasProxy: env.HTTPS_PROXY !== undefined,
    report,
  })
