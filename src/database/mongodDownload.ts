import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js'
import { MongoBinary } from 'mongodb-memory-server-core/lib/util/MongoBinary.js'

import { SECOND } from '../domain/duration.ts'

const VERSION = '7.0.24'
const SERVER = 'https://fastdl.mongodb.org/'

/** A mongod that mongodb-memory-server downloaded before, for this project or another of this user. */
export async function findDownloadedMongod(binaries: string): Promise<string | null> {
  return (await DryMongoBinary.locateBinary({ downloadDir: binaries, version: VERSION })) ?? null
}

/**
 * Downloads mongod from MongoDB's own server through mongodb-memory-server's resolver (nothing else of it is used).
 *
 * Asks first whether the server answers, because the resolver itself would wait for minutes behind a closed door;
 * behind a proxy, which that question would not take, it goes ahead.
 */
export async function downloadMongod({ binaries, hasProxy }: { binaries: string; hasProxy: boolean }): Promise<string> {
  if (!hasProxy) {
    await fetch(SERVER, { method: 'HEAD', signal: AbortSignal.timeout(5 * SECOND) }).catch((error: unknown) => {
      throw new Error(`${SERVER} does not answer`, { cause: error })
    })
  }

  return MongoBinary.getPath({ downloadDir: binaries, version: VERSION })
}
