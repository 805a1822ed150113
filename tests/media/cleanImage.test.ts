import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

import { cleanImage } from '../../media/cleanImage.ts'
import { ingestFile } from '../../media/ingestFile.ts'
import { inspectImage } from '../../media/inspectImage.ts'
import { findAiLabel } from '../../src/domain/aiLabel.ts'
import { AI_LABEL, aCmykPicture, aDeepPicture, anAiPicture, aPhonePhoto, aPicture, aScene } from './pictures.ts'

const small = { height: 60, width: 80 }

/** Between the pixels of two pictures, on average. */
const difference = (one: Buffer = Buffer.alloc(0), other: Buffer = Buffer.alloc(0)): number =>
  one.length === other.length
    ? one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length
    : Infinity

describe('cleanImage', () => {
  it('takes EXIF out, turns the picture up and keeps the AI label', async () => {
    const cleaned = await cleanImage({ changes: ['metadata-removed'], data: await aPhonePhoto(), type: 'image/jpeg' })
    const { exif, height, width, xmpAsString } = await sharp(cleaned).metadata()

    expect({ exif, height, width }).toEqual({ exif: undefined, height: 2000, width: 1500 })
    expect(xmpAsString).toContain(AI_LABEL)
  })

  it.each([2, 3, 4, 5, 6, 7, 8])(
    'turns every frame of a moving picture up, and loses none (EXIF %i)',
    async (orientation) => {
      const still = await sharp(await aScene('turned'))
        .resize({ fit: 'fill', height: 60, width: 80 })
        .png()
        .toBuffer()
      const upright = [
        still,
        await sharp(still).negate().toBuffer(),
        await sharp(still).modulate({ hue: 90 }).toBuffer(),
      ]
      const data = await sharp(upright, { join: { animated: true } })
        .withMetadata({ orientation })
        .withXmp(`<x>${AI_LABEL}</x>`)
        .webp({ delay: [100, 200, 300], lossless: true, loop: 2 })
        .toBuffer()
      const inspection = await inspectImage({ data })
      const { data: cleaned } = await ingestFile({ data, file: inspection.ok ? inspection.file : expect.fail() })
      const metadata = await sharp(cleaned, { animated: true }).metadata()
      const expected = await sharp(upright[2]).withMetadata({ orientation }).toBuffer()
      const [should, last] = await Promise.all(
        [sharp(expected).autoOrient(), sharp(cleaned, { page: 2 })].map((one) => one.removeAlpha().raw().toBuffer()),
      )

      expect(metadata).toMatchObject({ delay: [100, 200, 300], loop: 2, pages: 3 })
      expect([metadata.width, metadata.pageHeight]).toEqual(orientation < 5 ? [80, 60] : [60, 80])
      expect(inspection).toMatchObject({ file: { height: metadata.pageHeight, width: metadata.width } })
      expect([metadata.exif, findAiLabel(metadata.xmpAsString)]).toEqual([undefined, '1'])
      expect(difference(should, last)).toBeLessThan(12)
    },
  )

  it('leaves a file with nothing to change as it is', async () => {
    const data = await aPicture(small)

    expect(await cleanImage({ changes: [], data, type: 'image/jpeg' })).toBe(data)
  })

  it('turns the colours of print into those of a screen', async () => {
    const cleaned = await cleanImage({
      changes: ['cmyk-converted'],
      data: await aCmykPicture(small),
      type: 'image/jpeg',
    })
    const { icc, space } = await sharp(cleaned).metadata()
    const { dominant } = await sharp(cleaned).stats()

    expect({ icc, space }).toEqual({ icc: undefined, space: 'srgb' })
    // #e76f8a, as it was before it went to print.
    expect(Math.abs(dominant.r - 0xe7) + Math.abs(dominant.g - 0x6f) + Math.abs(dominant.b - 0x8a)).toBeLessThan(60)
  })

  it('brings sixteen bits down to eight and keeps what is see-through', async () => {
    const cleaned = await cleanImage({
      changes: ['reduced-to-8-bits'],
      data: await aDeepPicture(small),
      type: 'image/png',
    })

    expect(await sharp(cleaned).metadata()).toMatchObject({ depth: 'uchar', hasAlpha: true })
  })

  it.each(['avif', 'jpeg', 'png', 'webp'] as const)(
    'writes a label into an %s that is declared to be AI',
    async (type) => {
      const data = await sharp(await aPicture(small))
        [type]()
        .toBuffer()
      const cleaned = await cleanImage({
        changes: ['ai-label-added'],
        data,
        declared: { id: 'a1', propagator: 'drumbeat' },
        type: `image/${type}`,
      })

      expect(findAiLabel((await sharp(cleaned).metadata()).xmpAsString)).toBe('2')
    },
  )

  it('keeps the label that a generator wrote', async () => {
    const cleaned = await cleanImage({
      changes: ['metadata-removed'],
      data: await anAiPicture('webp', small),
      declared: { id: 'a1', propagator: 'drumbeat' },
      type: 'image/webp',
    })

    expect(findAiLabel((await sharp(cleaned).metadata()).xmpAsString)).toBe('1')
  })
})
