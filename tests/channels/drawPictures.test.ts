import { describe, expect, it } from 'vitest'

import { compileContent, hashContent } from '../../src/channels/compileContent.ts'
import { type Drawing, drawPictures } from '../../src/channels/drawPictures.ts'
import { createFeedChannel } from '../../src/channels/feed.ts'
import { mediaHtml } from '../../src/channels/richText/nodeConverters.ts'
import { toPublicPost } from '../../src/delivery/publicPost.ts'
import { LOCALES, type MediaSnapshot, type VariantSnapshot } from '../../src/domain/content.ts'
import { NO_COMMERCE } from '../../src/domain/disclosure/commerce.ts'
import type { VisibleLabel } from '../../src/domain/rendition/treatment.ts'
import { aPublished } from '../support/aPublished.ts'
import { aPicture, aPost } from '../support/content.ts'

const inText = aPicture({ id: '65000000000000000000000a', url: '/api/media/file/sun.jpg.webp' })
const untouched = aPicture({ id: '65000000000000000000000b', url: '/api/media/file/plain.jpg' })
const all = [aPicture(), inText, untouched]

const drawingOf = (labels: readonly VisibleLabel[] = []): Drawing => ({
  all,
  draw: (media, place) =>
    media.id === untouched.id
      ? media
      : { ...media, height: 60, renditions: {}, url: `/drawn/${media.id}/${place}/${labels.join('-')}`, width: 80 },
})

const aVariant = (changes: Partial<VariantSnapshot> = {}): VariantSnapshot => ({
  firstComment: null,
  media: [],
  text: null,
  title: null,
  ...changes,
})

const aPostShowing = (...media: MediaSnapshot[]) => {
  const html = media.map((each) => mediaHtml(each)).join('')

  return aPost({ gallery: [], locales: { zh: { excerpt: '', html, text: '', title: '夏日' } } })
}

describe('drawPictures', () => {
  it('puts addresses and measures in cover, gallery, variant and every language', () => {
    const post = aPost({
      locales: {
        en: { excerpt: '', html: mediaHtml(inText), text: '', title: 'Sun' },
        zh: { excerpt: '', html: `<p>${mediaHtml(inText)}</p>`, text: '', title: '夏日' },
      },
    })
    const drawn = drawPictures({ drawing: drawingOf(), post, variant: aVariant({ media: [inText] }) })
    const tag = `<img alt="海边的防晒乳" data-media="${inText.id}" height="60" width="80" src="/drawn/${inText.id}/images/">`

    expect(drawn?.post.cover).toMatchObject({ height: 60, url: `/drawn/${aPicture().id}/cover/`, width: 80 })
    expect(drawn?.post.gallery[0]?.url).toBe('/drawn/650000000000000000000003/images/')
    expect(drawn?.post.locales.en?.html).toBe(tag)
    expect(drawn?.post.locales.zh?.html).toBe(`<p>${tag}</p>`)
    expect(drawn?.variant?.media[0]?.url).toBe(`/drawn/${inText.id}/images/`)
  })

  it('leaves alone what goes as it is, and is null where everything does', () => {
    const post = { ...aPostShowing(untouched), cover: untouched }

    expect(drawPictures({ drawing: { ...drawingOf(), all: [untouched] }, post, variant: null })).toBeNull()
    expect(
      drawPictures({ drawing: drawingOf(), post: aPostShowing(untouched, inText), variant: null })?.post.locales.zh
        ?.html,
    ).toContain(mediaHtml(untouched))
  })

  it.each([
    ['in Markdown', `![](https://beat.example${inText.url})`, `![](https://beat.example/drawn/${inText.id}/images/)`],
    ['at the end of a sentence', `看 ${aPicture().url}。`, `看 /drawn/${aPicture().id}/images/。`],
    ['but not inside of another name', `/api/media/file/sun.jpg.png`, `/api/media/file/sun.jpg.png`],
    ['but not that of a picture that goes as it is', untouched.url, untouched.url],
  ])('finds the address of a file in a text that was written for the channel, %s', (_title, text, expected) => {
    const drawn = drawPictures({ drawing: drawingOf(), post: aPost(), variant: aVariant({ text }) })

    expect(drawn?.variant?.text).toBe(expected)
  })
})

describe('compileContent with pictures that are fetched', () => {
  const adapter = createFeedChannel()
  const compile = (excerpt: string, drawWith: ((labels: readonly VisibleLabel[]) => Drawing) | null) =>
    compileContent({
      adapter,
      commerce: { ...NO_COMMERCE, declared: 'ad' },
      drawWith,
      limits: {},
      locale: 'zh',
      post: aPost({ gallery: [], locales: { zh: { excerpt, html: '', text: '', title: '【广告】夏日' } } }),
      variant: null,
    })

  it('draws what the words ask for, names each picture once, and hashes it all', () => {
    const { content, contentHash } = compile('两指量。', drawingOf)
    const path = `/drawn/${aPicture().id}/cover/ad`

    expect(content).toMatchObject({
      labels: ['ad'],
      pictures: [path],
      post: { cover: { url: path } },
      rendered: { media: [{ height: 60, url: path, width: 80 }] },
    })
    expect(hashContent(content)).toBe(contentHash)
  })

  it('is as it was where nothing is drawn', () => {
    const plain = { all: [], draw: (media: MediaSnapshot) => media }

    expect(compile('两指量。', () => plain)).toEqual(compile('两指量。', null))
    expect(compile('两指量。', null).content).not.toHaveProperty('pictures')
  })

  it.each([
    ['the post', null],
    ['pictures of the channel', aVariant({ media: [inText] })],
    ['words of the channel', aVariant({ text: `看 ${aPicture().url}。` })],
    ['both of the channel', aVariant({ media: [inText], text: '' })],
  ])('names of a feed exactly the pictures that can be served, with %s', (_title, variant) => {
    const body = (id: string) => ({ excerpt: '', html: mediaHtml(aPicture({ id })), text: '', title: '夏日' })
    const media = ['c', 'd'].map((last) => aPicture({ id: `65000000000000000000000${last}`, url: `/file/${last}.jpg` }))
    const { content } = compileContent({
      adapter,
      drawWith: () => ({ ...drawingOf(), all: [...all, ...media] }),
      limits: {},
      locale: 'zh',
      post: aPost({ locales: { en: body(media[0]?.id ?? ''), zh: body(media[1]?.id ?? '') } }),
      variant,
    })
    const served = JSON.stringify(
      LOCALES.map((locale) =>
        toPublicPost({ base: 'https://b.example', locale, row: { ...aPublished({ content }), changedAt: new Date() } }),
      ),
    )

    expect(content.pictures).toEqual([...new Set(served.match(/\/drawn\/\w+\/\w+\//g))].sort())
    expect(content.pictures?.length).toBeGreaterThan(2)
  })
})
