import { describe, expect, it } from 'vitest'

import { readMarks } from '../../src/admin/preview/marks.ts'

/** Marks in short: `bold(加粗)`. */
const read = (...[text, dialect]: Parameters<typeof readMarks>): string[] =>
  readMarks(text, dialect).map(
    ({ kind, marks }) =>
      `${kind}: ${marks.map((mark) => (mark.kind === 'words' ? mark.text : `${mark.kind}(${mark.text})`)).join('')}`,
  )

describe('readMarks', () => {
  it.each([
    [
      'ends an address at full-width punctuation',
      '看这里https://a.example/x?y=1，快来',
      ['words: 看这里link(https://a.example/x?y=1)，快来'],
    ],
    ['finds topics with one # and with two', '#防晒 和 #夏日 攻略#', ['words: topic(#防晒) 和 topic(#夏日) 攻略#']],
    ['finds a topic between two signs', '#夏日攻略# 来了', ['words: topic(#夏日攻略#) 来了']],
    ['finds mentions', '谢谢 @林小满 的笔记', ['words: 谢谢 mention(@林小满) 的笔记']],
    ['keeps empty lines', '一\n\n二', ['words: 一', 'words: ', 'words: 二']],
    ['leaves the stars of plain text alone', '**加粗**', ['words: **加粗**']],
  ] as const)('%s', (_title, text, lines) => {
    expect(read(text, 'plain')).toEqual(lines)
  })

  it('reads Markdown: headings, quotes, bold words, links and pictures', () => {
    expect(
      read('## 标题\n> 引用\n**加粗**与[链接](https://a.example)\n![一瓶面霜](https://a.example/1.jpg)', 'markdown'),
    ).toEqual(['heading: 标题', 'quote: 引用', 'words: bold(加粗)与link(链接)', 'picture: 一瓶面霜'])
  })

  it('reads Slack’s own marks and the signs that it escapes', () => {
    expect(read('*标题* &lt;b&gt; &amp;amp; <https://a.example|链接>', 'slack')).toEqual([
      'words: bold(标题) <b> &amp; link(链接)',
    ])
  })
})
