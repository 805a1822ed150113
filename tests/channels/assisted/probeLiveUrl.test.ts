import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { probeLiveUrl } from '../../../src/channels/assisted/probeLiveUrl.ts'
import { withFurtherHosts } from '../../../src/domain/assisted/liveUrl.ts'
import { createSafeFetch } from '../../../src/channels/safeFetch.ts'
import type { AssistedManifest, SafeFetch } from '../../../src/domain/channelAdapter.ts'
import { type Receiver, startReceiver } from '../../support/receiver.ts'

const assisted: AssistedManifest = {
  checklist: [],
  liveUrlHosts: ['notes.test'],
  liveUrlPattern: '^/(post|status|hang|circle)',
  shortLinks: [{ host: 'short.test' }],
}

describe('probeLiveUrl', () => {
  let platform: Receiver
  let fetch: SafeFetch

  beforeAll(async () => {
    platform = await startReceiver(({ url }, response) => {
      const [, what, rest = ''] = /^\/(?:post\/)?(\w+)\/?(.*)$/.exec(url) ?? []

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
  const leadingTo = (url: string): string => at('short.test', `/to/${encodeURIComponent(url)}`)
  const probe = (url: string, changes: Partial<AssistedManifest> = {}) =>
    probeLiveUrl({ assisted: { ...assisted, ...changes }, fetch, signal: AbortSignal.timeout(5_000), url })

  it.each([
    ['a post', () => at('notes.test', '/post'), '/post'],
    ['a post behind a sign-in', () => at('notes.test', '/status/403'), '/status/403'],
    ['a platform’s own refusal of machines', () => at('notes.test', '/status/461'), '/status/461'],
    ['where a short link leads', () => leadingTo(at('notes.test', '/post?share=1')), '/post?share=1'],
  ])('sees %s', async (_title, url, path) => {
    expect(await probe(url())).toEqual({ kind: 'seen', url: at('notes.test', path) })
  })

  it.each([
    ['the home page', '/'],
    ['a sign-in', '/login?to=/post'],
  ])('sees no post in a short link to %s, and keeps that link', async (_title, path) => {
    const url = leadingTo(at('notes.test', path))

    expect(await probe(url)).toEqual({ code: 'NO_POST', kind: 'unseen', url })
  })

  it('sees no post in a short link that leads nowhere', async () => {
    expect(await probe(at('short.test', '/a'))).toMatchObject({ code: 'NO_POST', kind: 'unseen' })
  })

  it('keeps the post on the way where the platform shows a machine its sign-in', async () => {
    const post = at('notes.test', `/post/to/${encodeURIComponent(at('notes.test', '/login'))}`)

    expect(await probe(leadingTo(post))).toEqual({ code: 'NO_POST', kind: 'unseen', url: post })
  })

  it('takes the form of a host as it comes that the account added', async () => {
    const further = withFurtherHosts(assisted, { liveUrlHosts: 'away.test' })

    expect(await probe(at('away.test', '/any'), further)).toEqual({ kind: 'seen', url: at('away.test', '/any') })
  })

  it.each([
    ['a post that was deleted', '/status/404', '404'],
    ['a server that is down', '/status/502', '502'],
  ])('does not see %s', async (_title, path, code) => {
    expect(await probe(at('notes.test', path))).toEqual({ code, kind: 'unseen', url: at('notes.test', path) })
  })

  it('does not see what never answers', async () => {
    expect(await probe(at('notes.test', '/hang'))).toMatchObject({ kind: 'unseen' })
  })

  it('does not see what leads in circles', async () => {
    expect(await probe(at('notes.test', '/circle'))).toMatchObject({ code: 'REDIRECTS', kind: 'unseen' })
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

    expect(await probe(at('inner.notes.test', '/post'))).toMatchObject({ code: 'OUTBOUND_REFUSED', kind: 'unseen' })
    expect(platform.received).toEqual([])
  })

  it('asks nothing of a platform that shows posts to no machine', async () => {
    platform.received.length = 0

    expect(await probe(at('notes.test', '/post'), { isHiddenFromMachines: true })).toMatchObject({ kind: 'seen' })
    expect(platform.received).toEqual([])
  })
})
