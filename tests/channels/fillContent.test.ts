import { describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createFeedChannel } from '../../src/channels/feed.ts'
import { fillPost, fillVariant } from '../../src/channels/fillContent.ts'
import type { VariantSnapshot } from '../../src/domain/content.ts'
import type { VariableValues } from '../../src/domain/writing/variables.ts'
import { aPost } from '../support/content.ts'

const values = { code: 'SUN20', kol: '小鹿 & 阿宝', link: 'https://beat.example/r/abc?x=1&y=2' }

const filled = (html: string) =>
  fillPost(aPost({ locales: { zh: { excerpt: '', html, text: '', title: '' } } }), values).locales.zh?.html

const compile = (words: Partial<VariantSnapshot>, locales = aPost().locales, changes: Partial<VariableValues> = {}) =>
  compileContent({
    adapter: createFeedChannel(),
    limits: {},
    locale: 'zh',
    post: aPost({ locales }),
    values: { ...values, code: null, ...changes },
    variant: { firstComment: null, media: [], text: null, title: null, ...words },
  })

describe('variables in content', () => {
  it('become a link that can be clicked, except inside of one', () => {
    const address = 'https://beat.example/r/abc?x=1&amp;y=2'

    expect(filled('<p>看 {{link}}</p>')).toBe(`<p>看 <a href="${address}">${address}</a></p>`)
    expect(filled('<p><a href="https://a.example">到 {{ link }}</a> {{link}}</p>')).toBe(
      `<p><a href="https://a.example">到 ${address}</a> <a href="${address}">${address}</a></p>`,
    )
  })

  it('become the address of a link, and stand in the way where they have none', () => {
    const html = '<p><a href="{{link}}" rel="noopener noreferrer" target="_blank">购买</a></p>'
    const zh = { excerpt: '', html, text: '购买', title: '防晒' }

    expect(filled(html)).toBe(
      '<p><a href="https://beat.example/r/abc?x=1&amp;y=2" rel="noopener noreferrer" target="_blank">购买</a></p>',
    )
    expect(compile({}, { zh }).findings).toEqual([])
    expect(compile({}, { zh }, { link: null }).findings).toMatchObject([{ code: 'VARIABLE_LINK_EMPTY', path: 'text' }])
  })

  it.each([
    ['an address of its own', '{{kol}}', 'https://lu.example/', 'https://lu.example/'],
    ['a part of one', 'https://shop.example/?c={{kol}}', '鹿 & Co', 'https://shop.example/?c=%E9%B9%BF%20%26%20Co'],
    ['the front of one', '{{link}}#{{kol}}', 'lu', 'https://beat.example/r/abc?x=1&amp;y=2#lu'],
  ])('make of a link %s', (_title, href, kol, address) => {
    const html = `<p><a href="${href}">购买</a></p>`
    const { content, findings } = compile({}, { zh: { excerpt: '', html, text: '购买', title: '防晒' } }, { kol })

    expect(findings).toEqual([])
    expect(content.rendered['html']).toBe(`<p><a href="${address}">购买</a></p>`)
  })

  it.each([
    ['a code', '{{code}}', { code: 'SUN20' }],
    ['a script', '{{kol}}', { kol: 'javascript:alert(1)' }],
    ['a host without its name', 'https://{{code}}', { code: ' ' }],
  ])('leave the words of a link that leads to %s, and say so', (_title, address, changes) => {
    const html = `<p><a href="${address}"><strong>购</strong>买</a>吧</p>`
    const { content, findings } = compile({}, { zh: { excerpt: '', html, text: '购买吧', title: '防晒' } }, changes)

    expect(content.rendered['html']).toBe('<p><strong>购</strong>买吧</p>')
    expect(findings).toMatchObject([
      { code: 'LINK_LEADS_NOWHERE', path: 'text', severity: 'error', values: { address, words: '购买' } },
    ])
    expect(
      compile({ text: '购买' }, { zh: { excerpt: '', html, text: '购买吧', title: '防晒' } }, changes).findings,
    ).toEqual([])
  })

  it('never make a script of an address of which a part is unknown', () => {
    const html = '<p><a href="{{kol}}{{who}}">购买</a></p>'
    const { content, findings } = compile(
      {},
      { zh: { excerpt: '', html, text: '购买', title: '防晒' } },
      { kol: 'javascript:alert(1)//' },
    )

    expect(content.rendered['html']).toBe(html)
    expect(findings.map(({ code }) => code)).toContain('VARIABLE_UNKNOWN')
  })

  it('tell of addresses that never were any, and let them pass', () => {
    const deadLinks = [{ address: 'www.shop.example', words: '商城' }]
    const zh = { deadLinks, excerpt: '', html: '<p>商城</p>', text: '商城', title: '防晒' }

    expect(compile({}, { zh }).findings).toMatchObject([{ code: 'LINK_LEADS_NOWHERE', severity: 'warning' }])
    expect(compile({}, { en: zh, zh: { ...zh, deadLinks: [] } }).findings).toMatchObject([{ severity: 'warning' }])
    expect(compile({ text: '商城' }, { zh }).findings).toEqual([])
  })

  it('are filled into the links of Markdown as into those of HTML', () => {
    const fill = (text: string, isMarkdown = true) =>
      fillVariant({
        isMarkdown,
        values: { ...values, kol: '鹿 (Co)' },
        variant: { firstComment: null, media: [], text, title: null },
      })

    expect(fill('[买 {{code}}]({{link}}) [看](https://a.example/{{kol}})')?.text).toBe(
      `[买 SUN20](${values.link}) [看](https://a.example/%E9%B9%BF%20%28Co%29)`,
    )
    expect(fill('[领券]({{code}})，![图]({{code}})')).toMatchObject({
      deadLinks: [{ address: '{{code}}', words: '领券' }],
      text: '领券，![图](SUN20)',
    })
    // In a plain text the signs are only signs, such as those of a face.
    expect(fill('[礼物]({{code}})', false)).toMatchObject({ text: '[礼物](SUN20)' })
  })

  it.each([
    ['HTML', { html: '<p>{{<strong>link</strong>}}</p>', text: '' }],
    ['Markdown', { html: '', text: '买：{{**link**}}' }],
  ])('are found where formats split them in %s', (_title, words) => {
    expect(compile({}, { zh: { excerpt: '', title: '防晒', ...words } }).findings).toMatchObject([
      { code: 'VARIABLE_SPLIT', path: 'text', severity: 'error', values: { variable: '{{link}}' } },
    ])
  })

  it('are escaped where they stand in HTML, and not where they stand in text', () => {
    expect(filled('<aside>{{kol}}</aside>')).toBe('<aside>小鹿 &amp; 阿宝</aside>')
    expect(compile({ title: '{{kol}}' }).content.rendered).toMatchObject({ title: '小鹿 & 阿宝' })
  })

  it.each([
    ['the title', { title: '{{code}}' }, 'VARIABLE_CODE_EMPTY', 'title'],
    ['the first comment', { firstComment: '{{code}}' }, 'VARIABLE_CODE_EMPTY', 'firstComment'],
    ['the text', { text: '{{promo_code}}' }, 'VARIABLE_UNKNOWN', 'text'],
    ['the mentions', { mentions: ['{{who}}'] }, 'VARIABLE_UNKNOWN', 'text'],
  ])('that would be read as they are written are found in %s', (_title, words, code, path) => {
    expect(compile(words).findings).toMatchObject([{ code, path, severity: 'error' }])
  })

  it('mention the partner by an account, and nobody by a name', () => {
    const words = { mentions: ['{{kol}}'], text: '{{kol}} 推荐' }
    const called = compile(words, undefined, { handle: 'lu' })
    const named = compile(words)

    expect(called.findings).toEqual([])
    expect(called.content.rendered).toMatchObject({ mentions: ['lu'], text: '小鹿 & 阿宝 推荐\n\n@lu' })
    expect(named.findings).toMatchObject([{ code: 'VARIABLE_KOL_EMPTY', severity: 'error' }])
  })

  it('are found in other languages too, because readers of the delivery API may ask for those', () => {
    const { en, zh } = aPost().locales
    const { findings } = compile({}, { en: { ...(en ?? NO_TEXT), text: 'Take {{code}}' }, ...(zh && { zh }) })

    expect(findings.map(({ code }) => code)).toEqual(['VARIABLE_CODE_EMPTY'])
  })

  it('are no matter where a variant says something else', () => {
    const zh = { excerpt: '', html: '<p>{{code}}</p>', text: '{{code}}', title: '防晒' }

    expect(compile({ text: '短文案' }, { zh }).findings).toEqual([])
    expect(compile({}, { zh }).findings).toHaveLength(1)
  })

  it('leave the hash of content without them as it was', () => {
    const args = { adapter: createFeedChannel(), limits: {}, locale: 'zh', post: aPost(), variant: null } as const

    expect(compileContent({ ...args, values }).contentHash).toBe(compileContent(args).contentHash)
  })
})

const NO_TEXT = { excerpt: '', html: '', text: '', title: '' }
