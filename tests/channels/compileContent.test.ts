import { describe, expect, it } from 'vitest'

import { compileContent, hashContent } from '../../src/channels/compileContent.ts'
import { readAccount } from '../../src/channels/readAccount.ts'
import { createSecretBox } from '../../src/channels/secretBox.ts'
import { NO_COMMERCE } from '../../src/domain/disclosure/commerce.ts'
import { aPost } from '../support/content.ts'

const adapter = {
  manifest: {
    checkedOn: '2026-11-01',
    credentials: [],
    deduplication: 'native-key' as const,
    kind: 'test',
    label: { en: 'Test', zh: '测试' },
    limits: { images: 9, text: { max: 10, unit: 'grapheme' as const } },
    mode: 'api' as const,
    settings: [],
  },
  render: ({ limits }: { limits: object }) => ({ limits, omitted: undefined }),
  validate: ({ limits }: { limits: object }) => [
    { code: JSON.stringify(limits), message: '', severity: 'error' as const },
  ],
}

const compile = (limits = {}) =>
  compileContent({ adapter, limits, locale: 'zh', post: aPost({ cover: null, gallery: [] }), variant: null })

describe('compileContent', () => {
  it('gives render and validate the limits of the account over those of the kind', () => {
    const { content, findings } = compile({ images: 3 })

    expect(content.rendered).toEqual({ limits: { images: 3, text: { max: 10, unit: 'grapheme' } } })
    expect(findings[0]?.code).toContain('"images":3')
  })

  it.each([
    ['feed', ['AD_LABEL_TRANSLATION']],
    ['api', []],
  ] as const)('judges translations where readers choose the language: %s', (mode, codes) => {
    const { findings } = compileContent({
      adapter: {
        manifest: { ...adapter.manifest, mode },
        render: () => ({ text: '【广告】https://shop.example' }),
        validate: () => [],
      },
      commerce: { ...NO_COMMERCE, hasOffers: true },
      limits: {},
      locale: 'zh',
      post: aPost({
        cover: null,
        gallery: [],
        locales: { en: { excerpt: '', html: '', text: 'At https://shop.example', title: 'Sun' } },
      }),
      variant: null,
    })

    expect(findings.map(({ code }) => code)).toEqual(codes)
  })

  it('hashes the same content to the same value, whatever the order of its keys', () => {
    const { content, contentHash } = compile()
    const turned = Object.fromEntries(Object.entries(content).reverse()) as unknown as typeof content

    expect(hashContent(turned)).toBe(contentHash)
    expect(hashContent({ ...content, rendered: { changed: true } })).not.toBe(contentHash)
  })
})

describe('readAccount', () => {
  it('opens the credentials of a stored channel', () => {
    const box = createSecretBox({ secret: 'sixteen characters and more' })

    expect(
      readAccount(
        { _id: 'c1', credentials: { secret: box.seal('whsec_x') }, kind: 'webhook', mode: 'live', slug: 'hook' },
        box,
      ),
    ).toEqual({
      credentials: { secret: 'whsec_x' },
      id: 'c1',
      kind: 'webhook',
      limits: {},
      mode: 'live',
      name: '',
      settings: {},
      slug: 'hook',
      timeZone: 'Asia/Shanghai',
    })
  })

  it('pauses a channel whose mode nobody knows', () => {
    expect(readAccount({ id: 'c1', mode: 'banana' }, { open: String }).mode).toBe('paused')
  })
})
