import { describe, expect, it } from 'vitest'

import { htmlToMarkdown } from '../../../src/channels/richText/htmlToMarkdown.ts'

describe('htmlToMarkdown', () => {
  it.each([
    ['paragraphs and breaks', '<p>记得补涂。</p><p>两指量<br>两小时</p>', '记得补涂。\n\n两指量  \n两小时'],
    ['marks', '<p><strong>重点</strong>和<em>提示</em>、<s>旧价</s></p>', '**重点**和*提示*、~~旧价~~'],
    ['headings', '<h2>步骤</h2><p>一</p>', '## 步骤\n\n一'],
    ['links', '<p><a href="https://a.example/x?a=1&amp;b=(2)">看</a></p>', '[看](https://a.example/x?a=1&b=%282%29)'],
    [
      'pictures',
      '<figure><img alt="瓶" height="1" width="1" src="https://a.example/b.jpg"></figure>',
      '![瓶](https://a.example/b.jpg)',
    ],
    ['lists', '<ul><li>一</li><li>二</li></ul><ol><li>甲</li></ol>', '- 一\n- 二\n\n1. 甲'],
    ['nested lists', '<ul><li>一<ul><li>内</li></ul></li></ul>', '- 一\n   - 内'],
    ['quotes', '<blockquote>原话<br>第二行</blockquote>', '> 原话\n> 第二行'],
    [
      'tables',
      '<table><tbody><tr><th>名</th><th>价</th></tr><tr><td>乳</td><td>9</td></tr></tbody></table>',
      '| 名 | 价 |\n| --- | --- |\n| 乳 | 9 |',
    ],
    ['code', '<p><code>a_b</code></p><pre><code>a_b*c</code></pre>', '`a_b`\n\n```\na_b*c\n```'],
    ['a rule', '<p>上</p><hr><p>下</p>', '上\n\n---\n\n下'],
    ['elements that it does not know', '<section><p>内容</p></section>', '内容'],
    ['what is not closed', '<p>一<strong>二', '一**二**'],
  ])('writes %s', (_title, html, markdown) => {
    expect(htmlToMarkdown(html)).toBe(markdown)
  })

  it.each([
    ['signs', '<p>5*6 [x] &lt;b&gt; a_b</p>', '5\\*6 \\[x\\] \\<b\\> a\\_b'],
    ['a line that begins as a list does', '<p># 一</p><p>1. 二</p>', '\\# 一\n\n1\\. 二'],
    ['addresses not at all', '<p>https://a.example/a_b_c</p>', 'https://a.example/a_b_c'],
  ])('escapes %s', (_title, html, markdown) => {
    expect(htmlToMarkdown(html)).toBe(markdown)
  })
})
