import { describe, expect, it } from 'vitest'

import { feedKind } from '../../src/channels/feed.ts'
import { createChannelRegistry } from '../../src/channels/registry.ts'
import { createSandboxKind } from '../../src/channels/sandbox.ts'
import { webhookKind } from '../../src/channels/webhook.ts'
import type { ChannelAccount, ChannelKind } from '../../src/domain/channelAdapter.ts'
import { channelOptions } from '../support/channelOptions.ts'
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

const registryOf = (kinds: readonly ChannelKind[]) => {
  const { account: _account, tokens, ...shared } = channelOptions()

  return createChannelRegistry({
    ...shared,
    kinds,
    sandbox,
    standIns: {
      fetch: (url) => {
        called.push(url)

        return Promise.resolve(new Response(null, { status: 204 }))
      },
      pageOf: ({ slug }) => `https://beat.example/sandbox/accounts/${slug}`,
      token: 'stand-in-token',
      urlOf: ({ kind, slug }) => `http://sandbox.test/sandbox/platforms/${kind}/${encodeURIComponent(slug)}`,
    },
    tokensOf: () => tokens,
  })
}

const registry = registryOf([feedKind, webhookKind])

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
    expect(
      await adapter.commit({ content, handles: {}, publicationId: 'p', signal: new AbortController().signal }),
    ).toMatchObject({ remoteId: 'p1' })
    expect(called.splice(0)).toEqual(['http://sandbox.test/sandbox/api/accounts/brand%2F%E5%8F%B7/posts'])
  })

  it('sends a rehearsal to the stand-in of its kind where there is one, and takes no secret of the account there', async () => {
    const withStandIn: ChannelKind = {
      ...webhookKind,
      rehearseAt: ({ token, url }) => ({ credentials: { secret: `whsec_${btoa(token)}` }, settings: { url } }),
    }
    const adapter = registryOf([withStandIn]).adapterFor(
      anAccount({ credentials: { secret: 'the real one' }, settings: { url: 'https://real.example' } }),
    )
    const rendered = adapter.render({ limits: {}, locale: 'zh', post: aPost(), variant: null })
    const content = { post: aPost(), rendered, schemaVersion: 1 as const, variant: null }

    expect(
      await adapter.commit({ content, handles: {}, publicationId: 'p', signal: new AbortController().signal }),
    ).toMatchObject({ url: 'https://beat.example/sandbox/accounts/brand/号' })
    expect(called.splice(0)).toEqual(['http://sandbox.test/sandbox/platforms/webhook/brand%2F%E5%8F%B7'])
  })

  it('checks an account by the fields of its kind and by the rules of the kind', () => {
    const check = (credentials: Record<string, string>, settings: Record<string, unknown>) =>
      registry.check('webhook', { credentials, settings }).map(({ code, path }) => `${path} ${code}`)

    expect(check({}, {})).toEqual(['settings.url FIELD_MISSING', 'credentials.secret FIELD_MISSING'])
    expect(check({ secret: 'plain' }, { url: 'ftp://x' })).toEqual([
      'settings.url FIELD_URL',
      'credentials.secret BAD_SECRET',
    ])
    expect(registry.check('nothing', { credentials: {}, settings: {} })).toEqual([])
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
    expect(() => registryOf([feedKind, { ...feedKind }])).toThrow(
      expect.objectContaining({ code: 'BAD_CONFIGURATION' }),
    )
  })
})
