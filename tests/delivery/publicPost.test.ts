import { describe, expect, it } from 'vitest'

import { renderPost } from '../../src/channels/renderPost.ts'
import { type PublishedRow, toPublicPost } from '../../src/delivery/publicPost.ts'
import type { Receipt } from '../../src/domain/channelAdapter.ts'
import { aNote, aPublished, contentOf } from '../support/aPublished.ts'
import { aPicture, aPost } from '../support/content.ts'

const sentAt = new Date('2026-11-22T01:00:00.000Z')

const aRow = (given: Partial<PublishedRow> = {}): PublishedRow => ({
  ...aPublished({ content: contentOf(aNote({ slug: 'one' })) }),
  changedAt: sentAt,
  startedAt: sentAt,
  ...given,
})

const withReceipt = (receipt: Receipt | null) =>
  toPublicPost({ base: 'https://b.example', locale: 'zh', row: aRow({ receipt }) })

describe('toPublicPost', () => {
  it.each([
    ['the platform says so', { publishedAt: '2026-11-22T09:00:01+08:00', remoteId: 'r' }, '2026-11-22T01:00:01.000Z'],
    ['it was sent, when the platform says nothing', { remoteId: 'r' }, sentAt.toISOString()],
    ['it was sent, when the platform says nonsense', { publishedAt: 'soon', remoteId: 'r' }, sentAt.toISOString()],
    ['it was sent, without a receipt', null, sentAt.toISOString()],
  ])('was published when %s', (_title, receipt, expected) => {
    expect(withReceipt(receipt).publishedAt).toBe(expected)
  })

  it.each([
    ['https://platform.example/1', 'https://platform.example/1'],
    ['javascript:alert(1)', null],
    ['https://', null],
  ])('links to %j as %j', (url, expected) => {
    expect(withReceipt({ remoteId: 'r', url }).url).toBe(expected)
  })

  it("takes the channel's own pictures before those of the post", () => {
    const post = aNote({ gallery: [aPicture({ alt: 'of the post' })], slug: 'one' })
    const variant = { firstComment: null, media: [aPicture({ alt: 'of the channel' })], text: null, title: null }
    const { gallery } = toPublicPost({
      base: 'https://b.example',
      locale: 'zh',
      row: aRow({ content: contentOf(post, { variant }) }),
    })

    expect(gallery.map(({ alt }) => alt)).toEqual(['of the channel'])
  })

  it.each([
    ['its own words', 'zh', { text: '两指量，问 @lu' }, '两指量，问 @lu\n\n@阿宝 & 小鹿'],
    ['a translation', 'en', { text: null }, 'Reapply.\n\n@lu @阿宝 & 小鹿'],
  ] as const)('mentions in %s whom the preview shows', (_title, locale, words, text) => {
    const variant = { firstComment: null, media: [], mentions: ['lu', '阿宝 & 小鹿'], title: null, ...words }
    const content = contentOf(aPost(), { variant })
    const served = toPublicPost({ base: 'https://b.example', locale, row: aRow({ content }) })
    const { html, text: previewed } = renderPost({ locale, post: content.post, publicUrl: '', variant })

    expect([served.text, previewed]).toEqual([text, text])
    expect(served.html.split('<p>').at(-1)).toBe(html.split('<p>').at(-1))
  })
})
