import { describe, expect, it } from 'vitest'

import { findLimitBreaches } from '../../../src/channels/findLimitBreaches.ts'
import { reason, type ReasonCode } from '../../../src/domain/reasons/reason.ts'
import type { ReasonValues } from '../../../src/domain/reasons/fillText.ts'
import type { VariantChange } from '../../../src/domain/writing/fix.ts'
import { type Draft, suggestFixes } from '../../../src/domain/writing/suggestFixes.ts'

const draft: Draft = {
  firstComment: '',
  media: [
    { id: 'a', mimeType: 'image/png' },
    { id: 'film', mimeType: 'video/mp4' },
    { id: 'b', mimeType: 'image/png' },
  ],
  mentions: [],
  text: '',
  title: '',
  topics: ['防晒', '夏日护肤', '好物'],
}

const suggest = (
  code: ReasonCode,
  values: ReasonValues,
  changes: Partial<Draft> = {},
  isFixedBy: (change: VariantChange) => boolean = () => true,
) =>
  suggestFixes({
    draft: { ...draft, ...changes },
    fill: (text) => text,
    finding: { ...reason(code, { values }), severity: 'error' },
    isFixedBy,
    language: 'zh',
  })

describe('suggestFixes', () => {
  it.each([
    ['pictures', 'TOO_MANY_IMAGES', { count: 2, max: 1 }, 'drop-media', { media: ['a', 'film'] }, '保留 2 个素材'],
    ['films', 'TOO_MANY_VIDEOS', { count: 1, max: 0 }, 'drop-media', { media: ['a', 'b'] }, '保留 2 个素材'],
    ['media', 'TOO_MANY_MEDIA', { count: 3, max: 2 }, 'drop-media', { media: ['a', 'film'] }, '保留 2 个素材'],
    [
      'topics',
      'TOO_MANY_TOPICS',
      { count: 3, max: 2 },
      'drop-topics',
      { topics: ['防晒', '夏日护肤'] },
      '只保留 2 个话题',
    ],
  ] as const)('keeps the first of too many %s', (_title, code, values, act, change, label) => {
    expect(suggest(code, values)).toEqual([{ act, change, label }])
  })

  it('moves a first comment that nobody would see to the end of the text', () => {
    const change = { firstComment: '', text: '买它\n\n优惠码 ABC' }

    expect(suggest('FIRST_COMMENT_LEFT_OUT', {}, { firstComment: '优惠码 ABC', text: '买它' })).toEqual([
      { act: 'move-comment', change, label: '放到正文末尾' },
    ])
  })

  it('offers one kind or the other where they may not be mixed', () => {
    expect(suggest('MEDIA_MIXED', { channel: '小红书' }).map(({ change }) => change)).toEqual([
      { media: ['a', 'b'] },
      { media: ['film'] },
    ])
  })

  it('never empties a part, because that would bring the post’s own back', () => {
    expect(
      suggest('TOO_MANY_VIDEOS', { count: 1, max: 0 }, { media: [{ id: 'film', mimeType: 'video/mp4' }] }),
    ).toEqual([])
    expect(suggest('TOO_MANY_TOPICS', { count: 3, max: 0 })).toEqual([])
    expect(suggest('TEXT_TOO_LONG', { count: 9, max: 1, unit: 'grapheme' }, { text: '{{link}}' }, () => false)).toEqual(
      [],
    )
  })

  it('offers for a text that is too long only what is enough', () => {
    const text = '海边也要补涂 https://brand.example/sun'
    const isFixedBy = (change: { text?: string; topics?: string[] }) =>
      findLimitBreaches({
        images: 0,
        limits: { text: { max: 20, unit: 'grapheme' } },
        text: [change.text ?? text, (change.topics ?? draft.topics).map((topic) => `#${topic}`).join(' ')].join('\n'),
        title: '',
      }).length === 0
    const fixes = suggestFixes({
      draft: { ...draft, mentions: ['小鹿'], text },
      fill: (given) => given,
      finding: { ...reason('TEXT_TOO_LONG', { values: { count: 45, max: 20, unit: 'grapheme' } }), severity: 'error' },
      isFixedBy,
      language: 'en',
    })

    // Mentions stand nowhere in what is counted here, and one topic less is not enough.
    expect(fixes).toEqual([
      { act: 'drop-links', change: { text: '海边也要补涂' }, label: 'Remove the links' },
      { act: 'shorten', change: { text: '海边也要补…' }, label: 'Shorten to 20 characters' },
    ])
  })

  it('leaves the name of a partner in the text where only mentions want their account', () => {
    const changes = { mentions: ['{{kol}}', 'lu'], text: '{{kol}} 推荐' }
    const inMentions = { act: 'drop-mentions', change: { mentions: ['lu'] }, label: '去掉提及' }

    expect(suggest('VARIABLE_KOL_EMPTY', {}, changes, (change) => change.text === undefined)).toEqual([inMentions])
    expect(suggest('VARIABLE_KOL_EMPTY', {}, changes, (change) => change.text !== undefined)).toEqual([
      { ...inMentions, change: { mentions: ['lu'], text: '推荐' } },
    ])
  })

  it('keeps the words of links that lead nowhere, and those that lead somewhere', () => {
    const text = '[领券]({{code}})，[官网](https://shop.example/?c={{code}})'
    const change = { text: '领券，[官网](https://shop.example/?c={{code}})' }

    expect(suggest('LINK_LEADS_NOWHERE', { address: '{{code}}', words: '领券' }, { text })).toEqual([
      { act: 'drop-links', change, label: '只保留文字' },
    ])
    expect(suggest('LINK_LEADS_NOWHERE', {}, { text: '' })).toEqual([])
  })

  it.each([
    ['VARIABLE_LINK_EMPTY', '[购买]({{link}})吧，[官网](https://a.example)', '购买吧，[官网](https://a.example)'],
    ['TEXT_TOO_LONG', '[购买]({{link}})吧，[官网](https://a.example)见', '购买吧，官网见'],
  ] as const)('leaves no halves of a link of Markdown: %s', (code, text, without) => {
    expect(
      suggest(code, { max: 9, unit: 'grapheme' }, { text }).find(({ act }) => act === 'drop-links')?.change,
    ).toEqual({
      text: without,
    })
  })

  it('takes the # off where a platform refuses topics in the text', () => {
    expect(suggest('HASH_TOPIC_REFUSED', { channel: '微博' }, { text: '今天#防晒#补涂' })).toEqual([
      { act: 'drop-topics', change: { text: '今天防晒补涂' }, label: '去掉话题的 # 号' },
    ])
  })
})
