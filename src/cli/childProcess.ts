import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

import { environmentWith } from '../config/env.ts'
import { HEAP_FLAGS } from '../config/heapFlags.ts'
import type { ReadyMessage } from '../config/lifeline.ts'
import { projectRoot } from '../config/projectRoot.ts'
import { decideRestart } from '../domain/restart.ts'

export interface KeepRunningArgs {
  /** A bundle to run. */
  file: string
  mode: 'development' | 'production'
  name: string
  report: (line: string) => void
  /** Further variables of its environment. */
  variables?: Readonly<Record<string, string>>
}

export interface KeptProcess {
  /** Resolves when it is ready for the first time; rejects when it ends before. */
  ready: Promise<ReadyMessage>
  /** Asks it to end, and ends it after `limitMs`. */
  stop(limitMs: number): Promise<void>
}

const LIFELINE = 3

/** Runs a child and starts it again whenever it ends by itself, with longer and longer pauses. */
export function keepRunning({ file, mode, name, report, variables = {} }: KeepRunningArgs): KeptProcess {
  const stopping = new AbortController()
  let child = start()
  let failures = 0

  function start() {
    const started = spawn(process.execPath, ['-C', mode, ...HEAP_FLAGS, '--enable-source-maps', file], {
      cwd: projectRoot,
      // Its own group: Ctrl-C reaches only the parent, which then stops everything in order.
      detached: true,
      env: environmentWith({ ...variables, DRUMBEAT_LIFELINE: String(LIFELINE), NODE_ENV: mode }),
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    })
    const line = started.stdio[LIFELINE] as Duplex

    line.on('error', () => undefined)

    return {
      exited: new Promise<string>((resolve) =>
        started.once('exit', (code, signal) => resolve(signal ?? `code ${code}`)),
      ),
      ready: new Promise<ReadyMessage>((resolve) =>
        createInterface({ input: line }).once('line', (text) => resolve(JSON.parse(text) as ReadyMessage)),
      ),
      send: (signal: NodeJS.Signals) => started.kill(signal),
      startedAt: performance.now(),
    }
  }

  const ready = Promise.race([
    child.ready,
    child.exited.then((how) => Promise.reject(new Error(`the ${name} process ended while starting (${how})`))),
  ])

  const watch = async (): Promise<void> => {
    await ready

    while (!stopping.signal.aborted) {
      const how = await child.exited

      if (stopping.signal.aborted) {
        return
      }

      const next = decideRestart({ failures, ranForMs: performance.now() - child.startedAt })

      failures = next.failures
      report(`The ${name} process ended (${how}); starting it again.`)
      await wait(next.pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)

      if (!stopping.signal.aborted) {
        child = start()
      }
    }
  }

  const watching = watch().catch(() => undefined)

  return {
    ready,
    async stop(limitMs) {
      stopping.abort()
      child.send('SIGTERM')

      const kill = setTimeout(() => child.send('SIGKILL'), limitMs)

      await child.exited
      clearTimeout(kill)
      await watching
    },
  }
}
