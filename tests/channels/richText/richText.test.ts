import { describe, expect, it } from 'vitest'

import { findDeadLinks } from '../../../src/channels/richText/linkAddress.ts'
import { parseRichText, type RichTextDocument } from '../../../src/channels/richText/richTextNode.ts'
import { richTextToHtml } from '../../../src/channels/richText/toHtml.ts'
import { richTextToText } from '../../../src/channels/richText/toText.ts'
import type { MediaSnapshot } from '../../../src/domain/content.ts'
import { block, lexicalDocument, link, node, paragraph, text } from '../../support/lexical.ts'

const picture: MediaSnapshot = {
  aiGenerated: false,
  alt: '海边 "防晒"',
  height: 600,
  id: 'm1',
  mimeType: 'image/jpeg',
  renditions: {},
  url: '/api/media/file/sun.jpg',
  width: 800,
}

const parse = (...children: unknown[]): RichTextDocument => parseRichText(lexicalDocument(...children))!

const html = (...children: unknown[]): string =>
  richTextToHtml({ document: parse(...children), findMedia: (value) => (value === 'm1' ? picture : null) })

describe('richTextToHtml', () => {
  it('marks up headings, emphasis, quotes and lists', () => {
    expect(
      html(
        node('heading', [text('夏日防晒')], { tag: 'h2' }),
        paragraph(text('每两小时', 1), text('补涂一次')),
        node('quote', [text('真的不黏')]),
        node('list', [node('listitem', [text('洁面')]), node('listitem', [text('涂抹')])], {
          listType: 'number',
          tag: 'ol',
        }),
      ),
    ).toMatchInlineSnapshot(
      `"<h2>夏日防晒</h2><p><strong>每两小时</strong>补涂一次</p><blockquote>真的不黏</blockquote><ol class="list-number"><li>洁面</li><li>涂抹</li></ol>"`,
    )
  })

  it('escapes what editors typed', () => {
    expect(html(paragraph(text('<script>alert("1")</script> & more')))).toBe(
      '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more</p>',
    )
  })

  it.each([
    ['javascript:', 'javascript:alert(1)'],
    ['capitals', 'JaVaScRiPt:alert(1)'],
    ['a control character', 'java\u0000script:alert(1)'],
    ['a tab', 'java\tscript:alert(1)'],
    ['a leading space', ' javascript:alert(1)'],
    ['data:', 'data:text/html,<b>x</b>'],
    ['vbscript:', 'vbscript:x'],
    ['another host without its scheme', '//evil.example/'],
  ])('keeps only the text of a link with %s', (_title, url) => {
    expect(html(paragraph(link(url, '点我')))).toBe('<p>点我</p>')
  })

  it.each(['{{link}}', '%7B%7Blink%7D%7D', '%7b%7b%20link%20%7d%7d'])(
    'keeps the variable as the address of a link: %s',
    (url) => {
      expect(html(paragraph(link(url, '购买')))).toBe('<p><a href="{{link}}">购买</a></p>')
    },
  )

  it.each([
    ['%7B%7Bcode%7D%7D', '{{code}}'],
    ['https://shop.example/?c={{ code }}&amp', 'https://shop.example/?c={{code}}&amp;amp'],
    ['{{link}}"><script>', '{{link}}&quot;&gt;&lt;script&gt;'],
  ])('keeps what variables may make an address of: %s', (url, href) => {
    expect(html(paragraph(link(url, '购买')))).toBe(`<p><a href="${href}">购买</a></p>`)
  })

  it.each(['x{{link}}', 'javascript:{{code}}', 'shop.example/{{code}}'])('takes no other for one: %s', (url) => {
    expect(html(paragraph(link(url, '购买')))).toBe('<p>购买</p>')
  })

  it('keeps a link that is safe, and escapes its address', () => {
    expect(html(paragraph(link('https://example.com/?a=1&b="x"', '官网', { newTab: true })))).toBe(
      '<p><a href="https://example.com/?a=1&amp;b=&quot;x&quot;" rel="noopener noreferrer" target="_blank">官网</a></p>',
    )
  })

  it('shows pictures, tables, code, check lists and product cards', () => {
    expect(
      html(
        { type: 'upload', value: 'm1' },
        { type: 'upload', value: 'gone' },
        node('table', [
          node('tablerow', [node('tablecell', [paragraph(text('肤质'))], { headerState: 1 })]),
          node('tablerow', [node('tablecell', [paragraph(text('油皮'))], { colSpan: 2, headerState: 0 })]),
        ]),
        block('Code', { code: 'if (a < b) {}', language: 'ts"onload=' }),
        node('list', [node('listitem', [text('已购')], { checked: true })], { listType: 'check', tag: 'ul' }),
        block('productCard', { image: 'm1', name: '轻透防晒乳', price: 12_900, url: 'https://shop.example/1' }),
      ),
    ).toMatchInlineSnapshot(
      `"<figure><img alt="海边 &quot;防晒&quot;" data-media="m1" height="600" width="800" src="/api/media/file/sun.jpg"></figure><table><tbody><tr><th><p>肤质</p></th></tr><tr><td colspan="2"><p>油皮</p></td></tr></tbody></table><pre><code class="language-tsonload">if (a &lt; b) {}</code></pre><ul class="list-check"><li>☑ 已购</li></ul><aside class="product-card"><img alt="海边 &quot;防晒&quot;" data-media="m1" height="600" width="800" src="/api/media/file/sun.jpg"><p><strong><a href="https://shop.example/1">轻透防晒乳</a></strong></p><p>¥129.00</p></aside>"`,
    )
  })

  it('leaves out nodes that it does not know', () => {
    expect(html({ type: 'iframe', url: 'https://evil.example' }, block('mystery', {}), paragraph(text('正文')))).toBe(
      '<p>正文</p>',
    )
  })

  it('gives the same bytes for the same document', () => {
    const list = node('list', [node('listitem', [text('x')])], { listType: 'check', tag: 'ul' })

    expect(html(list)).toBe(html(list))
  })
})

describe('findDeadLinks', () => {
  it('names each link that leaves only its words, as it was written', () => {
    const document = parse(
      paragraph(link('https://shop.example', '官网'), link('{{code}}', '领券'), link('www.shop.example', '商城')),
      node('list', [node('listitem', [link('javascript%3A%7B%7Bcode%7D%7D', '点我')])], { listType: 'bullet' }),
      paragraph(link('', '详情', { doc: { relationTo: 'posts', value: 'p1' }, linkType: 'internal' })),
    )

    expect(findDeadLinks(document)).toEqual([
      { address: 'www.shop.example', words: '商城' },
      { address: 'javascript%3A{{code}}', words: '点我' },
      { address: '', words: '详情' },
    ])
  })
})

describe('richTextToText', () => {
  it('reads like the page', () => {
    expect(
      richTextToText(
        parse(
          node('heading', [text('夏日防晒')], { tag: 'h2' }),
          paragraph(text('第一行'), { type: 'linebreak' }, text('第二行 '), link('https://example.com', '官网')),
          { type: 'upload', value: 'm1' },
          node(
            'list',
            [
              node('listitem', [text('洁面')]),
              node('listitem', [node('list', [node('listitem', [text('温水')])], { listType: 'bullet' })]),
              node('listitem', [text('涂抹')]),
            ],
            { listType: 'number' },
          ),
          node('table', [
            node('tablerow', [
              node('tablecell', [paragraph(text('肤质'))]),
              node('tablecell', [paragraph(text('用量'))]),
            ]),
          ]),
          block('productCard', { currency: 'JPY', name: '防晒乳', price: 2_980 }),
        ),
      ),
    ).toBe('夏日防晒\n\n第一行\n第二行 官网\n\n1. 洁面\n  • 温水\n2. 涂抹\n\n肤质 | 用量\n\n防晒乳 JP¥2,980')
  })
})
