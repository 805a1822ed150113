import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { planPreset, type SourcePicture } from '../../media/planPreset.ts'
import type { Preset } from '../../src/domain/presets/preset.ts'
import { mergePresets, PRESETS } from '../../src/domain/presets/presets.ts'

const photo: SourcePicture = { frames: 1, hasAlpha: false, height: 3000, type: 'image/jpeg', width: 4000 }
const presetOf = (name: string): Preset => {
  const preset = mergePresets().get(name)

  if (preset === undefined) {
    throw new Error(`There is no preset ${name}`)
  }

  return preset
}
const plan = (name: string, source: Partial<SourcePicture> = {}, aiGenerated = false) =>
  planPreset({ aiGenerated, preset: presetOf(name), source: { ...photo, ...source } })

describe('planPreset', () => {
  it('cuts a photo to the shape of the place', () => {
    expect(plan('xiaohongshu')).toMatchObject({ height: 1440, left: 420, notes: [], top: 0, width: 1080 })
  })

  it('cuts around the focal point', () => {
    const { left } = planPreset({
      aiGenerated: false,
      focalPoint: { x: 100, y: 50 },
      preset: presetOf('xiaohongshu'),
      source: photo,
    })

    expect(left).toBe(1920 - 1080)
  })

  it('fits a tall picture into the box without cutting it', () => {
    expect(plan('bluesky', { height: 8000, width: 2000 })).toMatchObject({ height: 2000, left: 0, top: 0, width: 500 })
  })

  it('leaves a small picture small, and says so', () => {
    expect(plan('wechat-cover', { height: 200, width: 300 })).toMatchObject({
      height: 128,
      notes: ['smaller-than-wanted'],
      width: 300,
    })
  })

  it.each([
    ['JPEG of a photo', 'bluesky', { type: 'image/jpeg' }, ['jpeg', 'png', 'webp']],
    ['PNG of a PNG', 'wechat-body', { type: 'image/png' }, ['png', 'jpeg']],
    ['JPEG of an AVIF', 'wechat-body', { type: 'image/avif' }, ['jpeg', 'png']],
    ['what can be see-through', 'bluesky', { hasAlpha: true, type: 'image/avif' }, ['png', 'webp', 'jpeg']],
    ['JPEG where nothing else is taken', 'wechat-thumb', { hasAlpha: true, type: 'image/png' }, ['jpeg']],
  ] as const)('makes %s', (_title, name, source, formats) => {
    expect(plan(name, source).formats).toEqual(formats)
  })

  it.each([
    ['keeps a GIF moving on Weibo', 'weibo', 'image/gif', false, true, ['gif']],
    ['keeps a WebP moving on Discord', 'discord', 'image/webp', false, true, ['webp', 'gif']],
    ['makes a moving WebP a GIF where only that moves', 'weibo', 'image/webp', false, true, ['gif']],
    ['stops a GIF in the text of WeChat', 'wechat-body', 'image/gif', false, false, ['jpeg', 'png']],
    ['never makes a GIF of an AI picture', 'weibo', 'image/webp', true, false, ['jpeg', 'png']],
    ['keeps an AI picture moving as WebP', 'mastodon', 'image/webp', true, true, ['webp']],
  ] as const)('%s', (_title, name, type, aiGenerated, isAnimated, formats) => {
    expect(plan(name, { frames: 5, type }, aiGenerated)).toMatchObject({
      formats,
      isAnimated,
      notes: isAnimated ? [] : ['first-frame-only'],
    })
  })

  it('never scales up nor cuts outside, whatever the picture', () => {
    const side = fc.integer({ max: 9000, min: 1 })
    const percent = fc.integer({ max: 100, min: 0 })

    fc.assert(
      fc.property(side, side, percent, percent, fc.constantFrom(...PRESETS), (height, width, x, y, preset) => {
        const made = planPreset({
          aiGenerated: false,
          focalPoint: { x, y },
          preset,
          source: { ...photo, height, width },
        })

        expect(made.scaled.width).toBeLessThanOrEqual(width)
        expect(made.scaled.height).toBeLessThanOrEqual(height)
        expect(made.width).toBeLessThanOrEqual(preset.width)
        expect(made.height).toBeLessThanOrEqual(preset.height)
        expect(made.left).toBeGreaterThanOrEqual(0)
        expect(made.top).toBeGreaterThanOrEqual(0)
        expect(made.left + made.width).toBeLessThanOrEqual(made.scaled.width)
        expect(made.top + made.height).toBeLessThanOrEqual(made.scaled.height)
      }),
    )
  })
})
