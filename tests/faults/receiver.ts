import { appendFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * The other side, in a process of its own: takes webhooks and writes down each in an append-only log.
 *
 * It is the auditor: it knows nothing of our database, and what it wrote cannot be taken back. As Standard Webhooks
 * asks, it takes effect once per `webhook-id`; with `?keys=no` it is one that knows no keys, and every arrival is an
 * effect. Ways to misbehave are paths: `/ok`, `/slow` (30 ms), `/accept-then-drop` (takes effect, then breaks the
 * connection, for every fifth id the first time), `/error` (500 for every fifth id the first time), `/throttled` (429
 * with Retry-After for every fifth), and four that end when the parent says "calm": `/storm` (429 with Retry-After for
 * everything), `/down` (503 for everything, then yes after 200 ms), `/held` (no answer) and `/dropped` (as `/held`, but what waited gets a broken connection for an answer).
 */
export interface Arrival {
  /** Milliseconds since the epoch. */
  at: number
  /** The fence that the sender held, where it says so. */
  fence: number | null
  id: string
  /** Requests in work at this moment on the same path, this one included. */
  inFlight: number
  /** False when this id had taken effect before, or the request was refused. */
  isEffect: boolean
  /** Which occurrence of which post on which channel the content says that it is. */
  occurrence: string
  /** Which version of the content arrived. */
  revision: number
}

const [logFile = ''] = process.argv.slice(2)
const effects = new Set<string>()
const misbehaved = new Set<string>()
const working = new Map<string, number>()
let whenCalm: () => void = () => undefined
let isCalm = false
const calm = new Promise<void>((resolve) => (whenCalm = resolve))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname: mode, search, searchParams } = new URL(request.url ?? '/ok', 'http://receiver')
  const place = mode + search

  working.set(place, (working.get(place) ?? 0) + 1)
  response.once('close', () => working.set(place, (working.get(place) ?? 1) - 1))

  const id = String(request.headers['webhook-id'])
  const { data } = (await readJson(request)) as { data: { occurrence?: string; revision?: number } }
  const isOdd = parseInt(id.slice(0, 8), 16) % 5 === 0 && !misbehaved.has(id)
  const note = (isEffect: boolean): void =>
    write({
      at: Date.now(),
      fence: Number(request.headers['x-fence'] ?? NaN),
      id,
      inFlight: working.get(place) ?? 0,
      isEffect,
      occurrence: data.occurrence ?? id,
      revision: data.revision ?? 0,
    })

  if (isOdd) {
    misbehaved.add(id)
  }

  if ((isOdd && (mode === '/error' || mode === '/throttled')) || ((mode === '/storm' || mode === '/down') && !isCalm)) {
    note(false)
    response.writeHead(STATUS[mode] ?? 429, mode in STATUS ? {} : { 'retry-after': '1' }).end('{}')

    return
  }

  if (mode === '/slow') {
    await wait(30)
  }

  note(searchParams.get('keys') === 'no' || !effects.has(id))
  effects.add(id)

  if (mode === '/down') {
    await wait(200)
  }

  const hasToWait = !isCalm && (mode === '/held' || mode === '/dropped')

  if (hasToWait) {
    await calm
  }

  if ((isOdd && mode === '/accept-then-drop') || (hasToWait && mode === '/dropped')) {
    request.socket.destroy()

    return
  }

  response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
}

/** Whoever asks to be left alone says 429. */
const STATUS: Record<string, number> = { '/down': 503, '/error': 500 }

/** The body must have arrived whole before anything takes effect. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []

  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
  }

  return JSON.parse(Buffer.concat(chunks).toString())
}

const write = (arrival: Arrival): void => appendFileSync(logFile, `${JSON.stringify(arrival)}\n`)

const server = createServer((request, response) => {
  void answer(request, response).catch(() => request.socket.destroy())
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()

  process.send?.(typeof address === 'object' ? address?.port : null)
})
process.on('message', (message) => {
  isCalm = message === 'calm'
  whenCalm()
})
process.once('disconnect', () => process.exit(0))
