import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'

import { buildPostSnapshot } from '../../../src/channels/snapshot/buildPostSnapshot.ts'
import { buildVariantSnapshot } from '../../../src/channels/snapshot/buildVariantSnapshot.ts'
import { findMediaIds } from '../../../src/channels/snapshot/findMediaIds.ts'
import { block, lexicalDocument, paragraph, text } from '../../support/lexical.ts'

const [cover, inBody, inVariant, inCard] = [new ObjectId(), new ObjectId(), new ObjectId(), new ObjectId()]
const channel = new ObjectId()

const version = {
  body: {
    en: lexicalDocument(paragraph(text('Reapply')), block('productCard', { image: inCard, name: 'Milk' })),
    zh: lexicalDocument(paragraph(text('补涂')), { type: 'upload', value: inBody }),
  },
  cover,
  excerpt: { zh: '夏日必备' },
  gallery: [cover],
  kind: 'note',
  notes: '内部：预算 5 万',
  slug: 'summer',
  title: { en: 'Summer', zh: '夏日' },
  topics: ['防晒', '夏天'],
  variants: [{ channel, firstComment: '', media: [inVariant], text: '短文案', title: null }],
}

const media = new Map(
  [cover, inBody, inVariant].map((id) => [
    id.toHexString(),
    {
      _id: id,
      alt: { zh: '海边' },
      filename: '夏 日.jpg',
      height: 600,
      licence: { owner: 'secret' },
      mimeType: 'image/jpeg',
      sizes: {
        card: { filename: 'card.jpg', height: 300, width: 400 },
        tiny: { filename: null, height: null, width: null },
      },
      width: 800,
    },
  ]),
)

const build = (changes: object = {}) =>
  buildPostSnapshot({
    campaign: { _id: cover, budget: 1, name: { zh: '夏日大促' } },
    media,
    postId: 'p1',
    publicPath: '/api/media/file',
    version: { ...version, ...changes },
    versionId: 'v1',
  })

describe('buildPostSnapshot', () => {
  it('keeps what channels may see, in both locales', () => {
    expect(build()).toMatchObject({
      campaign: { id: cover.toHexString(), name: '夏日大促' },
      cover: {
        alt: '海边',
        renditions: { card: { height: 300, url: '/api/media/file/card.jpg', width: 400 } },
        url: '/api/media/file/%E5%A4%8F%20%E6%97%A5.jpg',
      },
      gallery: [{ id: cover.toHexString() }],
      id: 'p1',
      kind: 'note',
      locales: {
        en: { excerpt: '', text: 'Reapply\n\nMilk', title: 'Summer' },
        zh: { excerpt: '夏日必备', html: expect.stringContaining('<p>补涂</p><figure><img') as string, title: '夏日' },
      },
      slug: 'summer',
      topics: ['防晒', '夏天'],
      versionId: 'v1',
    })
  })

  it('lets nothing internal through', () => {
    expect(JSON.stringify(build())).not.toMatch(/预算|budget|secret|notes|licence/)
  })

  it('names films made with AI in a body on which nobody sees it, and knows those that show it', () => {
    const film = (changes: object) =>
      new Map<string, Record<string, unknown>>([
        ...media,
        [
          inBody.toHexString(),
          { _id: inBody, aiGenerated: true, filename: 'sun.mp4', mimeType: 'video/mp4', ...changes },
        ],
      ])
    const snapshot = (changes: object) =>
      buildPostSnapshot({
        campaign: null,
        media: film(changes),
        postId: 'p1',
        publicPath: '/api/media/file',
        version: { ...version, cover: inBody },
        versionId: 'v1',
      })
    const [bare, labelled] = [snapshot({ alt: { zh: '短片' } }), snapshot({ hasVisibleLabel: true })]

    expect(bare.locales.zh?.unlabelledFilms).toEqual([
      { alt: '短片', id: inBody.toHexString(), url: '/api/media/file/sun.mp4' },
    ])
    expect(bare.locales.en).not.toHaveProperty('unlabelledFilms')
    expect([bare.cover?.hasVisibleLabel, labelled.cover?.hasVisibleLabel]).toEqual([undefined, true])
    expect(labelled.locales.zh).not.toHaveProperty('unlabelledFilms')
  })

  it('leaves out a locale without a title', () => {
    expect(Object.keys(build({ title: { zh: '夏日' } }).locales)).toEqual(['zh'])
  })

  it('lets the default locale borrow from another', () => {
    expect(build({ title: { en: 'Summer' } }).locales.zh).toMatchObject({ text: 'Reapply\n\nMilk', title: 'Summer' })
  })

  it.each([
    ['an empty version', {}],
    ['fields of the wrong kind', { body: 'x', cover: 5, gallery: 'x', title: 7, topics: 'x', variants: 'x' }],
  ])('survives %s', (_title, changes) => {
    expect(
      buildPostSnapshot({
        campaign: null,
        media: new Map(),
        postId: 'p',
        publicPath: '',
        version: changes,
        versionId: 'v',
      }),
    ).toMatchObject({ cover: null, gallery: [], kind: 'article' })
  })
})

describe('buildVariantSnapshot', () => {
  it('finds the row of the channel and turns what is empty into null', () => {
    expect(buildVariantSnapshot({ channelId: channel.toHexString(), media, publicPath: '/f', version })).toMatchObject({
      firstComment: null,
      media: [{ id: inVariant.toHexString() }],
      text: '短文案',
      title: null,
    })
  })

  it('is null where the post speaks for itself', () => {
    expect(buildVariantSnapshot({ channelId: 'other', media, publicPath: '/f', version })).toBeNull()
  })
})

describe('findMediaIds', () => {
  it('names every file once, those inside bodies too', () => {
    expect(findMediaIds(version).sort()).toEqual(
      [cover, inBody, inVariant, inCard].map((id) => id.toHexString()).sort(),
    )
  })
})
