import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'

import pino from 'pino'
import { handleEndpoints } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createAuthenticator } from '../../src/access/authenticator.ts'
import { MIB } from '../../src/domain/duration.ts'
import { createApp } from '../../src/server/createApp.ts'
import { createLedgerFigures } from '../../src/server/ledgerFigures.ts'
import { createMetrics } from '../../src/server/metrics.ts'
import { type OpenPayload, openPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

const BOUNDARY = 'drumbeat-boundary'
const FORM = `multipart/form-data; boundary=${BOUNDARY}`
const FILE_BYTES = 24 * MIB

let app: OpenPayload
let as: Record<string, string>
let server: Server
let origin: string
let readBehind = 0

/** Express with a hungry end in the place of Next, which counts what reaches it. */
beforeAll(async () => {
  app = await openPayload('strangers_uploads')
  as = await signIn(app)
  server = createServer(
    createApp({
      authenticate: createAuthenticator({ payload: app.payload }),
      isHttps: false,
      logger: pino({ level: 'silent' }),
      metrics: createMetrics(createLedgerFigures(app.payload)),
      next: (request, response) => {
        request.on('data', (chunk: Buffer) => (readBehind += chunk.length))
        request.on('end', () => response.status(200).end('read'))
      },
      routes: [],
      trustProxy: 'loopback',
    }),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.close()
  await app.close()
})

/** A form with one large file, as a browser sends it. */
const aForm = (): Buffer =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n`),
    randomBytes(FILE_BYTES),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])

const send = (headers: Record<string, string>, body: Buffer | WebStream) =>
  fetch(`${origin}/api/media`, {
    body: body as unknown as BodyInit,
    duplex: 'half',
    headers: { 'content-type': FORM, ...headers },
    method: 'POST',
  } as RequestInit)

describe('a large form of a stranger', () => {
  it('is refused by Express before anything behind it reads a byte', async () => {
    readBehind = 0

    const answer = await send({}, aForm())

    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ errors: [{ code: 'UNAUTHENTICATED' }] })
    expect(readBehind).toBe(0)
  })

  it('is refused when it does not say its length, or shows a key that is none', async () => {
    readBehind = 0

    const stream = Readable.toWeb(Readable.from([aForm()]))
    const wrong = { authorization: 'api-clients API-Key nothing' }

    expect((await send({}, stream)).status).toBe(401)
    expect((await send(wrong, aForm())).status).toBe(401)
    expect(readBehind).toBe(0)
  })

  it('is read for a person', async () => {
    expect((await send({ authorization: as['editor'] ?? '' }, aForm())).status).toBe(200)
    expect(readBehind).toBeGreaterThan(FILE_BYTES)
  })

  it('is refused by Payload itself, unread, where no Express stands before it', async () => {
    let pulled = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += MIB
          controller.enqueue(new Uint8Array(MIB))
        },
      },
      { highWaterMark: 0 },
    )
    const { default: config } = await import('../../payload.config.ts')
    const answer = await handleEndpoints({
      config,
      request: new Request('http://localhost/api/media', {
        body,
        duplex: 'half',
        headers: { 'content-length': String(FILE_BYTES), 'content-type': FORM },
        method: 'POST',
      } as RequestInit),
    })

    expect(answer.status).toBe(401)
    expect(pulled).toBe(0)
  })

  it('leaves strangers the forms of the sign-in page', async () => {
    const form = new FormData()

    form.set('_payload', JSON.stringify({ email: 'editor@drumbeat.test', password: 'correct-horse-battery' }))

    const { default: config } = await import('../../payload.config.ts')
    const encoded = new Response(form)
    const body = Buffer.from(await encoded.arrayBuffer())
    const answer = await handleEndpoints({
      config,
      request: new Request('http://localhost/api/users/login', {
        body,
        headers: {
          'content-length': String(body.length),
          'content-type': encoded.headers.get('content-type') ?? '',
        },
        method: 'POST',
      }),
    })

    expect(answer.status).toBe(200)
  })
})
