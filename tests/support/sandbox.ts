import express, { type RequestHandler } from 'express'
import type { Db } from 'mongodb'

import { createSandboxRouter, type SandboxRouterOptions } from '../../src/sandbox/createSandboxRouter.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import { SANDBOX_INDEXES } from '../../src/sandbox/records.ts'

export interface RunningSandbox {
  close(): Promise<void>
  origin: string
  url: string
}

export interface StartSandboxOptions extends Partial<SandboxRouterOptions> {
  /** What stands on the way to the platforms, such as a network that loses answers. */
  inFront?: readonly RequestHandler[]
}

/** The sandbox on a free port of 127.0.0.1, as the web process mounts it. */
export async function startSandbox(
  db: Db,
  { inFront = [], ...options }: StartSandboxOptions = {},
): Promise<RunningSandbox> {
  await ensureIndexes(db, SANDBOX_INDEXES)

  const app = express()

  app.use('/sandbox', ...inFront, createSandboxRouter({ db, token: 'sandbox-token', ...options }))

  const server = app.listen(0, '127.0.0.1')

  await new Promise((resolve) => server.once('listening', resolve))

  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

  return {
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))

      server.closeAllConnections()
      await closed
    },
    origin,
    url: `${origin}/sandbox`,
  }
}
