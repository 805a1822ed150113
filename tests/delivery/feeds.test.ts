import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'

import { writeAtom } from '../../src/delivery/feeds/atom.ts'
import type { Feed } from '../../src/delivery/feeds/feed.ts'
import { writeJsonFeed } from '../../src/delivery/feeds/jsonFeed.ts'
import { writeRss } from '../../src/delivery/feeds/rss.ts'
import { toPublicPost } from '../../src/delivery/publicPost.ts'
import { aNote, aPublished, contentOf } from '../support/aPublished.ts'
import { aPicture } from '../support/content.ts'

const BASE = 'https://beauty.example'
/** What breaks carelessly written XML: markup, quotes, CDATA's end, control characters, half a surrogate pair, emoji. */
const HOSTILE = `<b>"5 & 6"</b> ]]> \u0000\u000B\uFFFE\uD800 💄 '`
const CLEAN = `<b>"5 & 6"</b> ]]>  💄 '`

const aFeed = (given: Partial<Feed> = {}): Feed => ({
  description: HOSTILE,
  homePageUrl: `${BASE}/?a=1&b="2"`,
  hubUrl: null,
  locale: 'zh',
  posts: [
    toPublicPost({
      base: BASE,
      locale: 'zh',
      row: {
        ...aPublished({
          _id: 'publication-1',
          content: contentOf(
            aNote({
              cover: aPicture(),
              gallery: [aPicture()],
              locales: {
                zh: {
                  excerpt: HOSTILE,
                  html: '<p>看 <img alt="图" src="/api/media/file/sun.jpg"> <a href="/p?a=1&amp;b=2">&amp;</a></p>',
                  text: HOSTILE,
                  title: HOSTILE,
                },
              },
              slug: 'hostile',
              topics: [HOSTILE, '护肤'],
            }),
          ),
          receipt: { publishedAt: '2026-11-22T01:02:03.000Z', remoteId: 'r', url: 'https://platform.example/?a=1&b=2' },
        }),
        changedAt: new Date('2026-11-22T01:02:04.000Z'),
      },
    }),
  ],
  selfUrl: `${BASE}/delivery/v1/channels/ours/feed?locale=zh&x=1`,
  title: HOSTILE,
  ...given,
})

interface Element {
  attributes: Record<string, string>
  children: Element[]
  name: string
  text: string
}

/** Parses strictly, namespaces included; throws on what is not well-formed. */
function parseXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const root: Element = { attributes: {}, children: [], name: '', text: '' }
  const open = [root]

  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ attributes, name }) => {
    const element: Element = {
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value])),
      children: [],
      name,
      text: '',
    }

    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)

    if (element) {
      element.text += text
    }
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()

  return root.children[0] as Element
}

const find = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((child) => child.name === name) ?? []
const textOf = (element: Element | undefined, name: string): string | undefined => find(element, name)[0]?.text

describe('RSS', () => {
  it('is well-formed and says what the posts say, whatever is in them', () => {
    const rss = parseXml(writeRss(aFeed()))
    const [channel] = find(rss, 'channel')
    const [item] = find(channel, 'item')

    expect(rss).toMatchObject({ attributes: { version: '2.0' }, name: 'rss' })
    expect([textOf(channel, 'title'), textOf(channel, 'description'), textOf(item, 'title')]).toEqual([
      CLEAN,
      CLEAN,
      CLEAN,
    ])
    expect(find(item, 'category').map(({ text }) => text)).toEqual([CLEAN, '护肤'])
  })

  it('has what RSS 2.0 demands, absolute addresses and the publication for its guid', () => {
    const [channel] = find(parseXml(writeRss(aFeed())), 'channel')
    const [item] = find(channel, 'item')

    expect(textOf(channel, 'link')).toBe(`${BASE}/?a=1&b="2"`)
    expect(find(channel, 'atom:link')[0]?.attributes).toEqual({
      href: `${BASE}/delivery/v1/channels/ours/feed?locale=zh&x=1`,
      rel: 'self',
      type: 'application/rss+xml',
    })
    expect(find(item, 'guid')[0]).toMatchObject({ attributes: { isPermaLink: 'false' }, text: 'publication-1' })
    expect(textOf(item, 'pubDate')).toBe('Sun, 22 Nov 2026 01:02:03 GMT')
    expect(textOf(item, 'link')).toBe('https://platform.example/?a=1&b=2')
    expect(find(item, 'enclosure')[0]?.attributes).toEqual({
      length: '0',
      type: 'image/jpeg',
      url: `${BASE}/api/media/file/sun.jpg`,
    })
    expect(textOf(item, 'content:encoded')).toBe(
      `<p>看 <img alt="图" src="${BASE}/api/media/file/sun.jpg"> <a href="${BASE}/p?a=1&amp;b=2">&amp;</a></p>`,
    )
  })
})

describe('Atom', () => {
  it('is well-formed and says what the posts say, whatever is in them', () => {
    const feed = parseXml(writeAtom(aFeed()))
    const [entry] = find(feed, 'entry')

    expect(feed).toMatchObject({ attributes: { xmlns: 'http://www.w3.org/2005/Atom' }, name: 'feed' })
    expect([textOf(feed, 'title'), textOf(entry, 'title'), textOf(entry, 'summary')]).toEqual([CLEAN, CLEAN, CLEAN])
    expect(find(entry, 'category').map(({ attributes }) => attributes['term'])).toEqual([CLEAN, '护肤'])
  })

  it('has what RFC 4287 demands of feed and entry', () => {
    const feed = parseXml(writeAtom(aFeed()))
    const [entry] = find(feed, 'entry')

    expect(textOf(feed, 'id')).toBe(`${BASE}/delivery/v1/channels/ours/feed?locale=zh&x=1`)
    expect(textOf(feed, 'updated')).toBe('2026-11-22T01:02:04.000Z')
    expect(textOf(find(feed, 'author')[0], 'name')).toBe(CLEAN)
    expect(textOf(entry, 'id')).toBe('urn:drumbeat:publication:publication-1')
    expect(textOf(entry, 'published')).toBe('2026-11-22T01:02:03.000Z')
    expect(find(entry, 'content')[0]).toMatchObject({
      attributes: { type: 'html', 'xml:lang': 'zh-CN' },
      text: expect.stringContaining(`src="${BASE}/api/media/file/sun.jpg"`) as string,
    })
  })

  it('is valid with nothing in it', () => {
    const feed = parseXml(writeAtom(aFeed({ posts: [] })))

    expect([textOf(feed, 'updated'), find(feed, 'entry')]).toEqual(['1970-01-01T00:00:00.000Z', []])
  })
})

describe('JSON Feed', () => {
  it('has what version 1.1 demands, absolute addresses and the publication for its id', () => {
    expect(JSON.parse(writeJsonFeed(aFeed({ title: '美妆' })))).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: '美妆',
      authors: [{ name: '美妆' }],
      feed_url: `${BASE}/delivery/v1/channels/ours/feed?locale=zh&x=1`,
      home_page_url: `${BASE}/?a=1&b="2"`,
      items: [
        {
          id: 'publication-1',
          attachments: [{ mime_type: 'image/jpeg', url: `${BASE}/api/media/file/sun.jpg` }],
          content_html: expect.stringContaining(`src="${BASE}/api/media/file/sun.jpg"`) as string,
          date_modified: '2026-11-22T01:02:04.000Z',
          date_published: '2026-11-22T01:02:03.000Z',
          image: `${BASE}/api/media/file/sun.jpg`,
          language: 'zh-CN',
          url: 'https://platform.example/?a=1&b=2',
        },
      ],
      language: 'zh-CN',
    })
  })
})

describe('a WebSub hub', () => {
  const hubUrl = 'https://hub.example/?a=1&b=2'

  it('stands in all three forms, and in none where there is none', () => {
    const links = (xml: string, path: string[], name: string) =>
      find(
        path.reduce((element, child) => find(element, child)[0] as Element, parseXml(xml)),
        name,
      ).filter(({ attributes }) => attributes['rel'] === 'hub')

    expect(links(writeRss(aFeed({ hubUrl })), ['channel'], 'atom:link')).toMatchObject([
      { attributes: { href: hubUrl } },
    ])
    expect(links(writeAtom(aFeed({ hubUrl })), [], 'link')).toMatchObject([{ attributes: { href: hubUrl } }])
    expect(JSON.parse(writeJsonFeed(aFeed({ hubUrl })))).toMatchObject({ hubs: [{ type: 'WebSub', url: hubUrl }] })

    expect(links(writeRss(aFeed()), ['channel'], 'atom:link')).toEqual([])
    expect(links(writeAtom(aFeed()), [], 'link')).toEqual([])
    expect(JSON.parse(writeJsonFeed(aFeed()))).not.toHaveProperty('hubs')
  })
})
