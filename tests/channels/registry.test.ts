import { describe, expect, it } from 'vitest'

import { feedKind } from '../../src/channels/feed.ts'
import { createChannelRegistry } from '../../src/channels/registry.ts'
import { createSandboxKind } from '../../src/channels/sandbox.ts'
import { createWebhookKind } from '../../src/channels/webhook.ts'
import type { ChannelAccount } from '../../src/domain/channelAdapter.ts'
import { aPost } from '../support/content.ts'

const called: string[] = []
const sandbox = createSandboxKind({
  fetch: (url) => {
    called.push(url)

    return Promise.resolve(Response.json({ id: 'p1' }))
  },
  token: 't',
  url: 'http://sandbox.test/sandbox/',
})
const registry = createChannelRegistry({
  fetch: () => Promise.reject(new Error('the platform must not be called')),
  kinds: [feedKind, createWebhookKind({ publicUrl: 'https://beat.example' })],
  sandbox,
})

const anAccount = (changes: Partial<ChannelAccount> = {}): ChannelAccount => ({
  credentials: {},
  id: 'c1',
  kind: 'webhook',
  limits: {},
  mode: 'rehearsal',
  name: '品牌公众号',
  settings: {},
  slug: 'brand/号',
  timeZone: 'Asia/Shanghai',
  ...changes,
})

describe('createChannelRegistry', () => {
  it('knows its kinds by name', () => {
    expect(registry.kinds().map(({ manifest }) => manifest.kind)).toEqual(['feed', 'webhook', 'sandbox'])
    expect(registry.find('nothing')).toBeNull()
  })

  it('sends a rehearsal to the sandbox, rendered as the real channel does', async () => {
    const adapter = registry.adapterFor(anAccount())
    const rendered = adapter.render({ limits: {}, locale: 'zh', post: aPost(), variant: null })
    const content = { post: aPost(), rendered, schemaVersion: 1 as const, variant: null }

    expect(rendered['media']).toMatchObject([{ url: 'https://beat.example/api/media/file/sun.jpg' }, {}])
    expect(adapter.manifest).toMatchObject({ kind: 'webhook', limits: { bodyBytes: 262_144 } })
    expect(await adapter.commit({ content, publicationId: 'p', signal: new AbortController().signal })).toMatchObject({
      remoteId: 'p1',
    })
    expect(called).toEqual(['http://sandbox.test/sandbox/api/accounts/brand%2F%E5%8F%B7/posts'])
  })

  it('gives the real adapter to an account that is live', () => {
    expect(registry.adapterFor(anAccount({ mode: 'live' }))).not.toHaveProperty('reconcile')
  })

  it('refuses an account of a kind that nobody registered', () => {
    expect(() => registry.adapterFor(anAccount({ kind: 'nothing' }))).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    )
  })

  it('refuses two kinds of one name', () => {
    expect(() =>
      createChannelRegistry({
        fetch: () => Promise.reject(new Error()),
        kinds: [feedKind, { ...feedKind }],
        sandbox,
      }),
    ).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION' }))
  })
})
