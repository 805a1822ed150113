import type { LookupFunction } from 'node:net'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { guardLeaving } from '../../src/channels/leaving.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'

const KIB = 1_024
const refused = expect.objectContaining({ code: 'OUTBOUND_REFUSED' }) as Error

let inner: Receiver
let outer: Receiver

beforeAll(async () => {
  inner = await startReceiver()
  outer = await startReceiver()
})

beforeEach(() => {
  for (const receiver of [inner, outer]) {
    receiver.received.length = 0
    receiver.respond((_request, response) => response.end('ok'))
  }
})

afterAll(async () => {
  await inner.close()
  await outer.close()
})

/** Allows only the outer server, so that the inner one stands for a private address. */
const fetchOuter = (lookup?: LookupFunction, maxAnswerBytes = 4 * KIB) =>
  createSafeFetch({
    allow: `127.0.0.1:${outer.port}`,
    maxAnswerBytes,
    silenceTimeoutMs: 2_000,
    ...(lookup && { lookup }),
  })

const resolveTo =
  (...addresses: string[]): LookupFunction =>
  (_hostname, _options, callback) => {
    callback(null, [{ address: addresses.length > 1 ? addresses.shift()! : addresses[0]!, family: 4 }])
  }

describe('createSafeFetch', () => {
  it('calls what is allowed and hands the answer on', async () => {
    outer.respond((_request, response) => response.writeHead(418, { 'retry-after': '7' }).end('teapot'))

    const response = await fetchOuter()(`${outer.url}/hook?x=1`, {
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
      method: 'POST',
    })

    expect(response.status).toBe(418)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(await response.text()).toBe('teapot')
    expect(outer.received).toMatchObject([{ body: '{"a":1}', method: 'POST', url: '/hook?x=1' }])
  })

  it.each([
    ['dotted', (port: number) => `http://127.0.0.1:${port}/`],
    ['short', (port: number) => `http://127.1:${port}/`],
    ['one number', (port: number) => `http://2130706433:${port}/`],
    ['hexadecimal', (port: number) => `http://0x7f000001:${port}/`],
    ['octal', (port: number) => `http://0177.0.0.1:${port}/`],
    ['full-width digits', (port: number) => `http://１２７.0.0.1:${port}/`],
    ['trailing dot', (port: number) => `http://127.0.0.1.:${port}/`],
    ['zero', (port: number) => `http://0.0.0.0:${port}/`],
    ['IPv6', (port: number) => `http://[::1]:${port}/`],
    ['IPv4-mapped', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['a name', (port: number) => `http://localhost:${port}/`],
  ])('does not even connect to a private address spelled as %s', async (_title, spell) => {
    const before = inner.connections()

    await expect(fetchOuter()(spell(inner.port))).rejects.toEqual(refused)
    expect(inner.connections()).toBe(before)
  })

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'not a url',
    'http://user:pw@example.com/',
  ])('refuses %s', async (url) => {
    await expect(fetchOuter()(url)).rejects.toEqual(refused)
  })

  it('refuses a name that resolves to a private address', async () => {
    await expect(fetchOuter(resolveTo('10.0.0.1'))('http://rebound.example/')).rejects.toEqual(refused)
  })

  it('refuses a name that turns private after it was first asked for', async () => {
    const fetch = createSafeFetch({
      allow: '127.0.0.2',
      lookup: resolveTo('127.0.0.2', '127.0.0.1'),
      maxAnswerBytes: KIB,
    })

    await expect(fetch(`http://rebound.example:${inner.port}/`)).rejects.toMatchObject({ code: 'OUTBOUND_UNREACHABLE' })
    const before = inner.connections()

    await expect(fetch(`http://rebound.example:${inner.port}/`)).rejects.toEqual(refused)
    expect(inner.connections()).toBe(before)
  })

  it('refuses a redirect to a private address', async () => {
    outer.respond((_request, response) => response.writeHead(302, { location: `${inner.url}/secret` }).end())

    await expect(fetchOuter()(outer.url)).rejects.toEqual(refused)
    expect(inner.received).toEqual([])
  })

  it('follows a redirect of a GET, without the credentials where the origin changes', async () => {
    const fetch = createSafeFetch({ allow: '127.0.0.0/8', maxAnswerBytes: KIB })

    outer.respond((_request, response) => response.writeHead(302, { location: `${inner.url}/next` }).end())

    const headers = { accept: 'text/plain', 'api-key': 'x', authorization: 'Bearer x', cookie: 'x' }

    expect(await (await fetch(outer.url, { headers })).text()).toBe('ok')
    expect(inner.received[0]).toMatchObject({ method: 'GET', url: '/next' })
    expect(inner.received[0]?.headers).toMatchObject({ accept: 'text/plain' })
    expect(Object.keys(inner.received[0]?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(api-key|authorization|cookie)$/)]),
    )
  })

  it('never follows a redirect of a POST', async () => {
    outer.respond((_request, response) => response.writeHead(307, { location: `${outer.url}/again` }).end())

    expect((await fetchOuter()(outer.url, { body: 'x', method: 'POST' })).status).toBe(307)
    expect(outer.received).toHaveLength(1)
  })

  it('gives up on redirects that go round in a circle', async () => {
    outer.respond((_request, response) => response.writeHead(302, { location: '/round' }).end())

    await expect(fetchOuter()(outer.url)).rejects.toEqual(refused)
    expect(outer.received).toHaveLength(6)
  })

  it('cuts an answer at its cap', async () => {
    outer.respond((_request, response) => response.end('x'.repeat(1_000_000)))

    expect((await (await fetchOuter(undefined, 1_000)(outer.url)).text()).length).toBe(1_000)
  })

  it('keeps the status of an answer whose body breaks off', async () => {
    outer.respond((_request, response) => {
      response.writeHead(202, { 'content-length': '100' }).write('partial', () => response.destroy())
    })

    const response = await fetchOuter()(outer.url)

    expect(response.status).toBe(202)
    expect(await response.text()).toBe('partial')
  })

  it('gives up on a silent server', async () => {
    outer.respond(() => undefined)

    const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: KIB, silenceTimeoutMs: 50 })

    await expect(fetch(outer.url)).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' })
  })

  it('stops when told to', async () => {
    const controller = new AbortController()

    outer.respond(() => controller.abort())

    await expect(fetchOuter()(outer.url, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('writes nothing any more that waited for its connection until it was not to leave', async () => {
    const { signal } = new AbortController()
    let mayStillLeave = true

    guardLeaving(signal, () => mayStillLeave)
    outer.respond((_request, response) => {
      mayStillLeave = false
      response.end('ok')
    })

    const fetch = createSafeFetch({ allow: '127.0.0.1', connections: 1, maxAnswerBytes: KIB })
    const [first, second] = await Promise.allSettled([fetch(outer.url), fetch(outer.url, { method: 'POST', signal })])

    expect(first).toMatchObject({ status: 'fulfilled' })
    expect(second).toMatchObject({ reason: { code: 'OUTBOUND_CALLED_OFF' }, status: 'rejected' })
    expect(outer.received).toHaveLength(1)
  })

  it('says that nothing has left when it is called off while it waits for its connection', async () => {
    const controller = new AbortController()

    outer.respond((_request, response) => {
      controller.abort()
      response.end('ok')
    })

    const fetch = createSafeFetch({ allow: '127.0.0.1', connections: 1, maxAnswerBytes: KIB })
    const waiting = [fetch(outer.url), fetch(outer.url, { method: 'POST', signal: controller.signal })] as const

    await expect(waiting[1]).rejects.toMatchObject({ code: 'OUTBOUND_CALLED_OFF' })
    await expect(waiting[0]).resolves.toMatchObject({ status: 200 })
    expect(outer.received).toHaveLength(1)
  })

  it('keeps the status of an answer whose body breaks off', async () => {
    outer.respond((_request, response) => {
      response.writeHead(201, { 'content-length': '100' }).write('half')
      setImmediate(() => response.destroy())
    })

    const response = await fetchOuter()(outer.url, { method: 'POST' })

    expect(response.status).toBe(201)
    expect(await response.text()).toBe('half')
  })

  it('tells an unreachable server from a refusal', async () => {
    const gone = await startReceiver()

    await gone.close()
    await expect(createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: KIB })(gone.url)).rejects.toMatchObject({
      code: 'OUTBOUND_UNREACHABLE',
    })
  })
})
