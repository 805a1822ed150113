import { describe, expect, it } from 'vitest'

import type { UploadFacts } from '../../src/domain/uploadRules.ts'
import { findUploadRefusal, MAX_FRAMES, MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from '../../src/domain/uploadRules.ts'

const aPhoto: UploadFacts = {
  aiGenerated: false,
  bytes: 200_000,
  frames: 1,
  pixels: 2_000_000,
  refusedType: null,
  type: 'image/jpeg',
}

describe('findUploadRefusal', () => {
  it.each<[string, Partial<UploadFacts>, string | undefined]>([
    ['takes a photo', {}, undefined],
    ['takes the largest photo', { bytes: MAX_IMAGE_BYTES, pixels: MAX_IMAGE_PIXELS }, undefined],
    ['refuses one pixel more', { pixels: MAX_IMAGE_PIXELS + 1 }, 'too-many-pixels'],
    ['takes the longest moving picture', { frames: MAX_FRAMES, type: 'image/gif' }, undefined],
    ['refuses one frame more', { frames: MAX_FRAMES + 1, type: 'image/gif' }, 'too-many-frames'],
    ['refuses an SVG by name', { frames: null, pixels: null, refusedType: 'svg', type: null }, 'svg'],
    ['refuses one byte more', { bytes: MAX_IMAGE_BYTES + 1 }, 'too-large'],
    ['takes a longer video', { bytes: MAX_IMAGE_BYTES + 1, pixels: null, type: 'video/mp4' }, undefined],
    ['refuses an empty file', { bytes: 0, pixels: null, type: null }, 'empty'],
    ['refuses what it does not know', { pixels: null, type: null }, 'unknown-type'],
    ['refuses an AI-made GIF, which cannot carry the label', { aiGenerated: true, type: 'image/gif' }, 'ai-gif'],
    ['takes an AI-made PNG', { aiGenerated: true, type: 'image/png' }, undefined],
  ])('%s', (_title, given, code) => {
    expect(findUploadRefusal({ ...aPhoto, ...given })?.code).toBe(code)
  })

  it('says in both languages what is too much', () => {
    const refusal = findUploadRefusal({ ...aPhoto, pixels: 100_000_000 })

    expect(refusal?.message.en).toContain('100 megapixels')
    expect(refusal?.message.zh).toContain('100 百万像素')
  })
})
