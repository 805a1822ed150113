import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { readEnv } from '../../src/config/env.ts'
import { findMongod } from '../../src/database/openDatabase.ts'
import { type RunningMongod, startMongod } from '../../src/database/startMongod.ts'

export interface ScratchMongod {
  /** Ends the server as a power cut would; `restart` brings it back on the same port and data. */
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
  readonly uri: string
}

/** A mongod of one's own, for benchmarks and for tests that kill it. */
export async function startScratchMongod(): Promise<ScratchMongod> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-scratch-'))
  const start = async (port: number): Promise<RunningMongod> =>
    startMongod({
      binary: await findMongod({ env: readEnv(), report: () => undefined }),
      dataDirectory: path.join(directory, 'mongo'),
      isPortFixed: port !== 0,
      logFile: path.join(directory, 'mongod.log'),
      port,
    })
  let mongod = await start(0)

  return {
    async kill() {
      process.kill(mongod.pid, 'SIGKILL')
      await mongod.exited
    },
    async restart() {
      mongod = await start(mongod.port)
    },
    async stop() {
      await mongod.stop()
      await rm(directory, { force: true, recursive: true })
    },
    get uri() {
      return mongod.uri
    },
  }
}
