import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { findFreePort } from '../../src/database/freePort.ts'
import { startCommand } from './command.ts'

export interface Product {
  origin: string
  /** All that it printed so far. */
  output(): string
  /** Sends SIGTERM and waits for the end; gives the exit code and how long the end took, in milliseconds. */
  stop(): Promise<{ code: number | null; tookMs: number }>
}

/** `npm start` as a user runs it, empty: its own MongoDB, a web process and a worker, in a folder and on a port of its own. */
export async function startProduct(): Promise<Product> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-product-'))
  const port = await findFreePort()
  const command = startCommand({
    entry: 'src/cli/start.ts',
    variables: { DRUMBEAT_DATA_DIR: directory, DRUMBEAT_DEMO: 'off', PORT: String(port) },
  })

  await command.waitFor(/Drumbeat is ready/)

  return {
    origin: `http://127.0.0.1:${port}`,
    output: () => command.output(),
    async stop() {
      const askedAt = performance.now()

      command.child.kill('SIGTERM')

      const code = await command.exited

      await rm(directory, { force: true, maxRetries: 5, recursive: true })

      return { code, tookMs: performance.now() - askedAt }
    },
  }
}
