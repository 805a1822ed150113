import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

import { planPreset } from '../../media/planPreset.ts'
import { readPicture } from '../../media/readPicture.ts'
import { renderPreset } from '../../media/renderPreset.ts'
import { completeXmp, findAiLabel } from '../../src/domain/aiLabel.ts'
import type { Preset } from '../../src/domain/presets/preset.ts'
import { mergePresets, PRESETS } from '../../src/domain/presets/presets.ts'
import {
  AI_LABEL,
  aCmykPicture,
  aDeepPicture,
  aMovingPicture,
  anAiPicture,
  aNoisyPicture,
  aPhonePhoto,
  aPicture,
  aWidePicture,
} from './pictures.ts'

async function make(data: Buffer, preset: Preset, aiGenerated = false) {
  const { picture, xmp } = await readPicture(data)
  const plan = planPreset({ aiGenerated, preset, source: picture })
  const rendered = await renderPreset({ data, maxBytes: preset.maxBytes, plan, xmp: completeXmp({ xmp }) })

  return { ...rendered, metadata: await sharp(rendered.data).metadata(), plan }
}

const presetOf = (name: string, changes: Partial<Preset> = {}): Preset => {
  const preset = mergePresets().get(name)

  if (preset === undefined) {
    throw new Error(`There is no preset ${name}`)
  }

  return { ...preset, ...changes }
}

describe('renderPreset', () => {
  it.each(PRESETS.map((preset) => [preset.name, preset] as const))(
    'makes %s within its limit, with the AI label and without the place',
    async (_name, preset) => {
      const { data, format, height, metadata, width } = await make(await aPhonePhoto({ height: 1200 }), preset, true)

      expect(data.length).toBeLessThanOrEqual(preset.maxBytes ?? Infinity)
      expect(preset.formats).toContain(format)
      expect(metadata).toMatchObject({ format, height, width })
      expect(metadata.xmpAsString).toContain(AI_LABEL)
      expect(metadata.exif).toBeUndefined()
    },
  )

  it.each(['avif', 'jpeg', 'png', 'webp'] as const)('carries the label of an AI %s into every preset', async (type) => {
    const data = await anAiPicture(type, { height: 450, width: 600 })

    for (const preset of PRESETS) {
      const { metadata } = await make(data, preset, true)

      expect([preset.name, findAiLabel(metadata.xmpAsString)]).toEqual([preset.name, '1'])
    }
  })

  it('finds a quality for a picture that is hard to make small, and keeps the label', async () => {
    const preset = presetOf('wechat-body', { maxBytes: 300_000 })
    const { data, metadata } = await make(await aNoisyPicture(), preset)

    expect(data.length).toBeLessThanOrEqual(300_000)
    expect(data.length).toBeGreaterThan(240_000)
    expect(metadata).toMatchObject({ format: 'jpeg', width: 1080 })
    expect(findAiLabel(metadata.xmpAsString)).toBe('1')
  })

  it('makes the picture smaller when no quality fits', async () => {
    const { data, metadata, plan } = await make(await aNoisyPicture(), presetOf('wechat-thumb', { maxBytes: 5_000 }))

    expect(data.length).toBeLessThanOrEqual(5_000)
    expect(metadata.width).toBeLessThan(plan.width)
    expect(metadata.width).toBe(metadata.height)
  })

  it('says so when nothing fits', async () => {
    await expect(make(await aPicture(), presetOf('wechat-thumb', { maxBytes: 10 }))).rejects.toMatchObject({
      code: 'RENDITION_FAILED',
    })
  })

  it('takes a JPEG where a PNG would be too large', async () => {
    const noisy = await sharp(await aNoisyPicture())
      .png()
      .toBuffer()

    expect(await make(noisy, presetOf('wechat-body'))).toMatchObject({ format: 'jpeg', width: 1080 })
  })

  it('turns a photo the way people see it', async () => {
    expect(await make(await aPhonePhoto(), presetOf('bluesky'))).toMatchObject({ height: 2000, width: 1500 })
  })

  it.each([
    ['CMYK', () => aCmykPicture(), 'jpeg'],
    ['16 bits', () => aDeepPicture(), 'png'],
  ] as const)('makes eight bits of sRGB of %s', async (_title, make_, format) => {
    const { metadata } = await make(await make_(), presetOf('bluesky'))

    expect(metadata).toMatchObject({ depth: 'uchar', format, space: 'srgb' })
  })

  it('turns the colours of a wider profile into sRGB instead of dropping the profile', async () => {
    const wide = await aWidePicture()
    const { metadata, data } = await make(wide, presetOf('bluesky'))
    const { data: pixel } = await sharp(data)
      .extract({ height: 1, left: 5, top: 5, width: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true })

    expect(metadata.icc).toBeUndefined()
    expect(pixel[0]).toBeGreaterThan(245)
    expect((await sharp(wide).metadata()).icc).toBeDefined()
  })

  it.each([
    ['a GIF on Weibo', 'gif', 'weibo', 3],
    ['a WebP on Discord', 'webp', 'discord', 3],
    ['the first frame of a GIF in WeChat', 'gif', 'wechat-body', 1],
    ['the first frame of a WebP on Telegram', 'webp', 'telegram', 1],
  ] as const)('keeps %s', async (_title, format, name, frames) => {
    const { metadata, plan } = await make(await aMovingPicture({ format }), presetOf(name))

    expect(metadata.pages ?? 1).toBe(frames)
    expect(plan.isAnimated).toBe(frames > 1)
  })

  it('cuts every frame of a moving picture', async () => {
    const { metadata } = await make(
      await aMovingPicture({ format: 'gif' }),
      presetOf('weibo', { fit: 'cover', height: 200, width: 400 }),
    )

    expect(metadata).toMatchObject({ height: 200, pages: 3, width: 400 })
  })

  it('keeps a moving AI picture as WebP with its label, or its first frame, never as GIF', async () => {
    const data = await aMovingPicture({ format: 'webp', isAi: true })
    const [moving, still] = [await make(data, presetOf('mastodon'), true), await make(data, presetOf('weibo'), true)]

    expect([moving.format, moving.metadata.pages, findAiLabel(moving.metadata.xmpAsString)]).toEqual(['webp', 3, '1'])
    expect([still.format, findAiLabel(still.metadata.xmpAsString)]).toEqual(['jpeg', '1'])
  })

  it('fails by name on a file that cannot be decoded', async () => {
    const data = await aPicture()
    const { picture } = await readPicture(data)
    const preset = presetOf('bluesky')
    const plan = planPreset({ aiGenerated: false, preset, source: picture })

    await expect(renderPreset({ data: Buffer.from('no picture'), plan })).rejects.toMatchObject({
      code: 'RENDITION_FAILED',
    })
  })
})
