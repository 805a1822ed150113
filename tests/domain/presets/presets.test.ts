import { describe, expect, it } from 'vitest'

import { mergePresets, PRESETS } from '../../../src/domain/presets/presets.ts'

describe('PRESETS', () => {
  it.each([
    ['wechat-cover', 2.35],
    ['wechat-cover-square', 1],
    ['wechat-share-card', 5 / 4],
    ['xiaohongshu', 3 / 4],
    ['douyin', 9 / 16],
  ])('keeps the shape of %s', (name, ratio) => {
    const preset = mergePresets().get(name)

    expect((preset?.width ?? 0) / (preset?.height ?? 1)).toBeCloseTo(ratio, 2)
  })

  it('names each place once, by a name that can stand in an address, with a date', () => {
    expect(new Set(PRESETS.map(({ name }) => name)).size).toBe(PRESETS.length)

    for (const { name, checkedOn, formats } of PRESETS) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      expect(formats.some((format) => format !== 'gif')).toBe(true)
    }
  })
})

describe('mergePresets', () => {
  it('lets an installation change one place and add another', () => {
    const [own] = PRESETS

    if (own === undefined) {
      throw new Error('There are no presets')
    }

    const merged = mergePresets([
      { ...own, maxBytes: 1 },
      { ...own, name: 'our-app' },
    ])

    expect(merged.get(own.name)?.maxBytes).toBe(1)
    expect(merged.size).toBe(PRESETS.length + 1)
  })
})
