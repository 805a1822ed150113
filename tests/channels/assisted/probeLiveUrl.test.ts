import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { probeLiveUrl } from '../../../src/channels/assisted/probeLiveUrl.ts'
import { createSafeFetch } from '../../../src/channels/safeFetch.ts'
import type { AssistedManifest, SafeFetch } from '../../../src/domain/channelAdapter.ts'
import { type Receiver, startReceiver } from '../../support/receiver.ts'

const assisted: AssistedManifest = {
  checklist: [],
  liveUrlHosts: ['notes.test'],
  shortLinks: [{ host: 'short.test' }],
}

describe('probeLiveUrl', () => {
  let platform: Receiver
  let fetch: SafeFetch

  beforeAll(async () => {
    platform = await startReceiver(({ url }, response) => {
      const [, what, rest = ''] = /^\/(\w+)\/?(.*)$/.exec(url) ?? []

      switch (what) {
        case 'to':
          return void response.writeHead(302, { location: decodeURIComponent(rest) }).end()
        case 'status':
          return void response.writeHead(Number(rest)).end()
        case 'circle':
          return void response.writeHead(302, { location: '/circle' }).end()
        case 'hang':
          return void response.destroy()
        default:
          return void response.writeHead(200).end('<html>')
      }
    })
    // Every name is this receiver; the policy permits the names that the tests name and nothing else.
    fetch = createSafeFetch({
      allow: 'notes.test,www.notes.test,short.test,away.test',
      lookup: (_name, options, callback) =>
        options.all === true ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4),
      maxAnswerBytes: 1_024,
    })
  })

  afterAll(() => platform.close())

  const at = (host: string, path: string): string => `http://${host}:${platform.port}${path}`
  const probe = (url: string, changes: Partial<AssistedManifest> = {}) =>
    probeLiveUrl({ assisted: { ...assisted, ...changes }, fetch, signal: AbortSignal.timeout(5_000), url })

  it.each([
    ['a post', () => at('notes.test', '/post')],
    ['a post behind a sign-in', () => at('notes.test', '/status/403')],
    ['a platform’s own refusal of machines', () => at('notes.test', '/status/461')],
    ['a short link to a post', () => at('short.test', `/to/${encodeURIComponent(at('www.notes.test', '/post'))}`)],
  ])('sees %s', async (_title, url) => {
    expect(await probe(url())).toEqual({ kind: 'seen' })
  })

  it.each([
    ['a post that was deleted', '/status/404', '404'],
    ['a server that is down', '/status/502', '502'],
  ])('does not see %s', async (_title, path, code) => {
    expect(await probe(at('notes.test', path))).toEqual({ code, kind: 'unseen' })
  })

  it('does not see what never answers', async () => {
    expect(await probe(at('notes.test', '/hang'))).toMatchObject({ kind: 'unseen' })
  })

  it('does not see what leads in circles', async () => {
    expect(await probe(at('notes.test', '/circle'))).toEqual({ code: 'REDIRECTS', kind: 'unseen' })
  })

  it('stops at the first hop away from the platform, before it calls there', async () => {
    platform.received.length = 0

    expect(await probe(at('short.test', `/to/${encodeURIComponent(at('away.test', '/post'))}`))).toEqual({
      host: 'away.test',
      kind: 'leads-away',
    })
    expect(platform.received).toHaveLength(1)
  })

  it('calls no private address, wherever a platform’s name leads', async () => {
    platform.received.length = 0

    expect(await probe(at('inner.notes.test', '/post'))).toEqual({ code: 'OUTBOUND_REFUSED', kind: 'unseen' })
    expect(platform.received).toEqual([])
  })

  it('asks nothing of a platform that shows posts to no machine', async () => {
    platform.received.length = 0

    expect(await probe(at('notes.test', '/post'), { isHiddenFromMachines: true })).toEqual({ kind: 'seen' })
    expect(platform.received).toEqual([])
  })
})
