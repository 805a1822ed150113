import { describe, expect, it } from 'vitest'

import { xiaohongshuKind } from '../../../src/channels/assisted/xiaohongshu.ts'
import { type PlanPackArgs, planPack } from '../../../src/domain/assisted/pack.ts'
import type { PostSnapshot, VariantSnapshot } from '../../../src/domain/content.ts'
import { channelOptions } from '../../support/channelOptions.ts'
import { aPicture, aPost } from '../../support/content.ts'

const { limits, presets } = xiaohongshuKind.manifest
const plan = (
  changes: Partial<PostSnapshot> = {},
  args: Partial<PlanPackArgs> = {},
  variant: VariantSnapshot | null = null,
) =>
  planPack({
    adLabel: null,
    assisted: xiaohongshuKind.manifest.assisted as PlanPackArgs['assisted'],
    limits,
    ...(presets && { presets }),
    rendered: xiaohongshuKind.create(channelOptions()).render({ limits, locale: 'zh', post: aPost(changes), variant }),
    ...args,
  })

describe('planPack', () => {
  it('counts each text in the unit of the platform', () => {
    expect(plan().texts).toEqual([
      { count: { count: 12, max: 40, unit: 'half-width' }, part: 'title', text: '夏日防晒攻略' },
      { count: { count: 16, max: 1_000, unit: 'grapheme' }, part: 'text', text: '记得补涂。\n\n#防晒 #夏日护肤' },
    ])
  })

  it('lists the pictures in order, each in the rendition of its place', () => {
    expect(plan().files).toMatchObject([
      { mediaId: '650000000000000000000001', preset: 'xiaohongshu' },
      { mediaId: '650000000000000000000003', preset: 'xiaohongshu' },
    ])
  })

  it('sends a film as it is', () => {
    const [file] = plan({ cover: null, gallery: [aPicture({ mimeType: 'video/mp4' })] }).files

    expect(file).not.toHaveProperty('preset')
  })

  it('carries the first comment and the topics', () => {
    const variant = { firstComment: '链接在评论区', media: [], text: null, title: null }

    expect(plan({}, {}, variant)).toMatchObject({
      texts: [{}, {}, { count: null, part: 'firstComment', text: '链接在评论区' }],
      topics: ['防晒', '夏日护肤'],
    })
  })

  it.each([
    ['nothing', {}, null, []],
    ['a paid collaboration', {}, '广告', [/广告/]],
    ['a picture made by AI', { cover: aPicture({ aiGenerated: true }) }, null, [/AI 生成/]],
  ])('names what must be declared of %s', (_title, changes, adLabel, labels) => {
    expect(plan(changes, { adLabel }).disclosures.map(({ zh }) => zh)).toEqual(
      labels.map((label) => expect.stringMatching(label) as string),
    )
  })
})
