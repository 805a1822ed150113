import { appendFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * The other side, in a process of its own: takes webhooks and writes down each in an append-only log.
 *
 * It is the auditor: it knows nothing of our database, and what it wrote cannot be taken back. As Standard
 * Webhooks asks, it takes effect once per `webhook-id`. Ways to misbehave are paths: `/ok`, `/slow` (30 ms),
 * `/accept-then-drop` (takes effect, then breaks the connection, for every fifth id the first time),
 * `/error` (500 for every fifth id the first time), `/throttled` (429 with Retry-After for every fifth).
 */
export interface Arrival {
  /** Milliseconds since the epoch. */
  at: number
  id: string
  /** False when this id had taken effect before, or the request was refused. */
  isEffect: boolean
}

const [logFile = ''] = process.argv.slice(2)
const effects = new Set<string>()
const misbehaved = new Set<string>()

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for await (const _chunk of request) {
    // The body must have arrived whole before anything takes effect.
  }

  const id = String(request.headers['webhook-id'])
  const mode = request.url ?? '/ok'
  const isOdd = parseInt(id.slice(0, 8), 16) % 5 === 0 && !misbehaved.has(id)

  if (isOdd) {
    misbehaved.add(id)
  }

  if (isOdd && (mode === '/error' || mode === '/throttled')) {
    note(id, false)
    response.writeHead(mode === '/error' ? 500 : 429, mode === '/error' ? {} : { 'retry-after': '1' }).end('{}')

    return
  }

  if (mode === '/slow') {
    await wait(30)
  }

  note(id, !effects.has(id))
  effects.add(id)

  if (isOdd && mode === '/accept-then-drop') {
    request.socket.destroy()

    return
  }

  response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
}

const note = (id: string, isEffect: boolean): void =>
  appendFileSync(logFile, `${JSON.stringify({ at: Date.now(), id, isEffect } satisfies Arrival)}\n`)

const server = createServer((request, response) => {
  void answer(request, response).catch(() => request.socket.destroy())
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()

  process.send?.(typeof address === 'object' ? address?.port : null)
})
process.once('disconnect', () => process.exit(0))
