import { type ChildProcess, fork, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

import { HEAP_FLAGS } from '../../src/config/heapFlags.ts'
import { projectRoot } from '../../src/config/projectRoot.ts'
import { SECOND } from '../../src/domain/duration.ts'

/** Runs a TypeScript entry point as the product runs its own. */
export const startEntry = (entry: string, given: string[], variables: Record<string, string>): ChildProcess =>
  spawn(process.execPath, ['-C', 'production', ...HEAP_FLAGS, 'src/cli/run.mjs', entry, ...given], {
    cwd: projectRoot,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'ignore', 'inherit'],
  })

/** The same for a part of a benchmark that answers by messages. */
export const forkEntry = (entry: string, given: string[], flags: string[] = []): ChildProcess =>
  fork('src/cli/run.mjs', [entry, ...given], {
    cwd: projectRoot,
    execArgv: ['-C', 'production', ...HEAP_FLAGS, ...flags],
  })

/** Asks a process to end, and waits until it has. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = new Promise((resolve) => child.once('exit', resolve))

    child.kill('SIGTERM')
    await exited
  }
}

/** Waits for the first success; two minutes at most. */
export async function untilAnswers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )

    if (isUp) {
      return
    }

    await delay(SECOND / 5)
  }

  throw new Error(`${url} did not come up within two minutes`)
}

/** The same address with the benchmark's database in it. */
export function withDatabase(uri: string): string {
  const address = new URL(uri)

  address.pathname = '/bench'

  return address.href
}
