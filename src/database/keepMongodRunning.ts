import { setTimeout as wait } from 'node:timers/promises'

import { SECOND } from '../domain/duration.ts'
import type { RunningMongod } from './startMongod.ts'

export interface KeepMongodRunningArgs {
  mongod: RunningMongod
  onRestart: (mongod: RunningMongod) => Promise<void>
  report: (line: string) => void
  restart: () => Promise<RunningMongod>
}

const FIRST_PAUSE_MS = SECOND / 5
const LONGEST_PAUSE_MS = 10 * SECOND

/**
 * Starts mongod again whenever it ends unasked, at the same port so that everyone connected finds it again.
 *
 * Pauses longer after each failure: a full disk stays full for a while.
 */
export function keepMongodRunning(args: KeepMongodRunningArgs): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let mongod = args.mongod

  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const exit = await mongod.exited

      if (!stopping.signal.aborted) {
        args.report(`MongoDB ended: ${exit.message}. Starting it again.`)
        await comeBack()
      }
    }
  }

  const comeBack = async (): Promise<void> => {
    for (let pauseMs = FIRST_PAUSE_MS; !stopping.signal.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        mongod = await args.restart()
        await args.onRestart(mongod)
        args.report('MongoDB is back.')

        return
      } catch (error) {
        args.report(`${error instanceof Error ? error.message : String(error)} Next try in ${pauseMs / SECOND} s.`)
        await wait(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  const watching = watch()

  return {
    async stop() {
      stopping.abort()
      await mongod.stop()
      await watching
      await mongod.stop()
    },
  }
}
