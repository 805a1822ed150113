import type { Server } from 'node:http'

import type { RequestHandler } from 'express'
import next from 'next'

import { projectRoot } from '../config/projectRoot.ts'

export interface OpenedNext {
  close: () => Promise<void>
  handle: RequestHandler
}

export interface OpenNextArgs {
  hostname: string
  httpServer: Server
  /** Compiles on demand and reloads what changes. */
  isDev: boolean
  port: number
}

/** Next in this process, behind Express; without `isDev` it serves the build in `.next`. */
export async function openNext({ hostname, httpServer, isDev, port }: OpenNextArgs): Promise<OpenedNext> {
  const app = next({ dev: isDev, dir: projectRoot, hostname, httpServer, port, quiet: !isDev })

  await app.prepare()

  const handler = app.getRequestHandler()

  return { close: () => app.close(), handle: (request, response) => handler(request, response) }
}
