import { describe, expect, it } from 'vitest'

import { ASSISTED_KINDS } from '../../src/channels/assisted/index.ts'
import { compileContent } from '../../src/channels/compileContent.ts'
import type { ChannelLimits, TextLimit } from '../../src/domain/channelAdapter.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPicture, aPost } from '../support/content.ts'

const NARROW: ChannelLimits = { images: 1, text: { max: 3, unit: 'grapheme' } }

describe.each(ASSISTED_KINDS.map((kind) => [kind.manifest.kind, kind] as const))('%s channel', (_name, kind) => {
  itHonoursTheChannelContract({ create: () => kind.create(channelOptions()), kind, narrow: NARROW })

  const adapter = kind.create(channelOptions())
  const { limits } = kind.manifest
  const findings = (changes: Parameters<typeof aPost>[0]) =>
    compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(changes), variant: null }).findings.map(
      ({ code }) => code,
    )
  const written = (text: string, title = '') => ({
    locales: { zh: { excerpt: '', html: '', text, title } },
    topics: [],
  })

  it('takes a text of its whole length, and no unit more', () => {
    const { max, unit } = limits.text as TextLimit

    expect(unit).toBe('grapheme')
    expect(findings(written('好'.repeat(max)))).toEqual([])
    expect(findings(written('好'.repeat(max + 1)))).toEqual(['TEXT_TOO_LONG'])
  })

  const { title } = limits

  if (title !== undefined) {
    it('takes a title of its whole length, and no unit more', () => {
      const whole = title.unit === 'half-width' ? '好'.repeat(title.max / 2) : '好'.repeat(title.max)

      expect(findings(written('', whole))).toEqual([])
      expect(findings(written('', `${whole}a`))).toEqual(['TITLE_TOO_LONG'])
    })
  }

  it('takes as many pictures as it may, and not one more', () => {
    const pictures = (count: number) => ({
      cover: null,
      gallery: Array.from({ length: count }, (_, index) => aPicture({ id: String(index) })),
    })

    expect(findings(pictures(limits.images ?? 0))).toEqual([])
    expect(findings(pictures((limits.images ?? 0) + 1))).toEqual(['TOO_MANY_IMAGES'])
  })
})

describe('an assisted channel whose posts are pictures or a film', () => {
  const kinds = ['douyin', 'wechat-channels', 'xiaohongshu']

  it.each([
    ['nothing to look at', [], ['MEDIA_NEEDED']],
    ['both', [aPicture(), aPicture({ id: '2', mimeType: 'video/mp4' })], ['MEDIA_MIXED']],
    ['a film', [aPicture({ mimeType: 'video/mp4' })], []],
  ])('says of a post with %s what is wrong', (_title, gallery, codes) => {
    for (const kind of ASSISTED_KINDS.filter(({ manifest }) => kinds.includes(manifest.kind))) {
      const post = aPost({ cover: null, gallery })
      const { findings } = compileContent({
        adapter: kind.create(channelOptions()),
        limits: {},
        locale: 'zh',
        post,
        variant: null,
      })

      expect(findings.map(({ code }) => code)).toEqual(codes)
    }
  })
})
