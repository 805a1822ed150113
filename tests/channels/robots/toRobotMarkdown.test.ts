import { describe, expect, it } from 'vitest'

import { toRobotMarkdown } from '../../../src/channels/robots/toRobotMarkdown.ts'

describe('toRobotMarkdown', () => {
  it.each([
    ['headings and paragraphs', '<h2>步骤</h2><p>洁面</p><p>涂抹</p>', '## 步骤\n\n洁面\n\n涂抹'],
    ['bold and line ends', '<p><strong>每两小时</strong>一次<br />别忘了</p>', '**每两小时**一次\n别忘了'],
    ['links', '<p>看<a href="https://a.example/?a=1&amp;b=2">这里</a></p>', '看[这里](https://a.example/?a=1&b=2)'],
    ['quotes', '<blockquote>真的不黏</blockquote>', '> 真的不黏'],
    ['entities', '<p>5 &lt; 6 &amp; &quot;x&quot;</p>', '5 < 6 & "x"'],
    ['tables', '<table><tbody><tr><th><p>肤质</p></th></tr></tbody></table>', '肤质'],
    [
      'lists within lists',
      '<ol><li>一</li><li>二<ul><li>甲</li></ul></li><li>三</li></ol>',
      '1. 一\n2. 二\n\n  - 甲\n\n3. 三',
    ],
    ['pictures as nothing', '<p>前</p><figure><img alt="x" data-media="1" src="/a.jpg"></figure><p>后</p>', '前\n\n后'],
  ])('writes %s', (_title, html, markdown) => {
    expect(toRobotMarkdown(html)).toBe(markdown)
  })
})
