import { describe, expect, it } from 'vitest'

import { createDiscordChannel } from '../../src/channels/discord/createDiscordChannel.ts'
import { renderPost } from '../../src/channels/renderPost.ts'
import { createSlackChannel } from '../../src/channels/slack/createSlackChannel.ts'
import type { VariantSnapshot } from '../../src/domain/content.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPost } from '../support/content.ts'

const aVariant = (changes: Partial<VariantSnapshot>): VariantSnapshot => ({
  firstComment: null,
  media: [],
  text: null,
  title: null,
  ...changes,
})

const render = (changes: Partial<VariantSnapshot>) =>
  renderPost({ locale: 'zh', post: aPost(), publicUrl: '', variant: aVariant(changes) })

const nobody = () => Promise.reject(new Error('nobody'))

describe('renderPost', () => {
  it('says the topics of a variant in the place of the post’s, and the post’s where it has none', () => {
    expect(render({ topics: ['好物'] }).topics).toEqual(['好物'])
    expect(render({ topics: [] }).topics).toEqual(['防晒', '夏日护肤'])
    expect(render({}).topics).toEqual(['防晒', '夏日护肤'])
  })

  it('lets mentions follow the text, in words and in HTML', () => {
    expect(render({ mentions: ['小鹿', '阿宝'] })).toMatchObject({
      html: '<p>记得补涂。</p><p>@小鹿 @阿宝</p>',
      mentions: ['小鹿', '阿宝'],
      text: '记得补涂。\n\n@小鹿 @阿宝',
    })
  })

  it.each([
    ['nobody twice whom the text mentions already', '谢谢 @小鹿！', '谢谢 @小鹿！'],
    ['somebody whose name only begins alike', '谢谢 @小鹿乱撞', '谢谢 @小鹿乱撞\n\n@小鹿'],
  ])('mentions %s', (_title, text, expected) => {
    expect(render({ mentions: ['小鹿'], text }).text).toBe(expected)
  })

  it('makes links of the addresses in a variant, without the full stop behind them', () => {
    expect(render({ text: '见 https://a.example/?x=1&y=2. <b>' }).html).toBe(
      '<p>见 <a href="https://a.example/?x=1&amp;y=2">https://a.example/?x=1&amp;y=2</a>. &lt;b&gt;</p>',
    )
  })

  it('is as it was where a variant has neither mentions nor topics', () => {
    expect(render({ text: '短文案' })).not.toHaveProperty('mentions')
  })
})

describe('mentions on platforms that know accounts by their number', () => {
  const mentions = ['小鹿', '123456789012345678', 'U012ABCDEF']

  it.each([
    ['Discord', createDiscordChannel, '@小鹿 <@123456789012345678> @U012ABCDEF'],
    ['Slack', createSlackChannel, '@小鹿 @123456789012345678 <@U012ABCDEF>'],
  ])('are written as %s reads them', (_title, create, expected) => {
    const adapter = create(channelOptions({ account: {}, fetch: nobody }))
    const { text } = adapter.render({
      limits: {},
      locale: 'zh',
      post: aPost(),
      variant: aVariant({ mentions, text: 'a & b' }),
    })

    expect(text).toContain(expected)
  })
})

describe('a body on Discord', () => {
  it('is Markdown, with headings down to the third', () => {
    const adapter = createDiscordChannel(channelOptions({ account: {}, fetch: nobody }))
    const post = aPost()

    Object.assign(post.locales.zh ?? {}, { html: '<h2>步骤</h2><h4>一</h4><p><strong>两指</strong>量</p>' })
    expect(adapter.masterText?.({ locale: 'zh', post })).toBe('## 步骤\n\n**一**\n\n**两指**量')
  })
})
