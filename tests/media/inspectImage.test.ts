import sharp from 'sharp'
import { thumbHashToAverageRGBA } from 'thumbhash'
import { describe, expect, it } from 'vitest'

import { inspectImage } from '../../media/inspectImage.ts'
import { hashDistance, SIMILAR_WITHIN_BITS } from '../../src/domain/perceptualHash.ts'
import { MAX_FRAMES } from '../../src/domain/uploadRules.ts'
import {
  aBomb,
  aCmykPicture,
  aDeepPicture,
  aMovingPicture,
  anAiPicture,
  aPhonePhoto,
  aPicture,
  aPictureWithPlaceInXmp,
  aScene,
} from './pictures.ts'
import { aBox, aFilm } from './video/films.ts'

const refusalOf = async (data: Buffer): Promise<string | null> => {
  const inspection = await inspectImage({ data })

  return inspection.ok ? null : inspection.refusal.code
}

describe('inspectImage', () => {
  it('tells type and size of a picture', async () => {
    expect(await inspectImage({ data: await aPicture() })).toMatchObject({
      file: { changes: [], hasAiLabel: false, height: 1500, type: 'image/jpeg', width: 2000 },
      ok: true,
    })
  })

  it('measures a photo the way people see it, not as the sensor lay', async () => {
    expect(await inspectImage({ data: await aPhonePhoto() })).toMatchObject({
      file: { changes: ['metadata-removed'], hasAiLabel: true, height: 2000, width: 1500 },
    })
  })

  it.each([
    ['CMYK', () => aCmykPicture({ height: 60, width: 80 }), ['cmyk-converted']],
    ['16 bits', () => aDeepPicture({ height: 60, width: 80 }), ['reduced-to-8-bits']],
    ['a place in XMP', () => aPictureWithPlaceInXmp(), ['metadata-removed']],
  ] as const)('finds %s to change', async (_title, make, changes) => {
    expect(await inspectImage({ data: await make() })).toMatchObject({ file: { changes } })
  })

  it('finds a declared AI picture without a label, and none to add where there is one', async () => {
    const [bare, labelled] = [await aPicture(), await anAiPicture('png', { height: 60, width: 80 })]

    expect(await inspectImage({ aiGenerated: true, data: bare })).toMatchObject({
      file: { changes: ['ai-label-added'] },
    })
    expect(await inspectImage({ aiGenerated: true, data: labelled })).toMatchObject({ file: { changes: [] } })
  })

  it('finds the label inside a film, and none in one that only speaks of it', async () => {
    const label = '{"AIGC":{"Label":"1","ContentProducer":"a maker of films"}}'
    const film = (words: string) => aFilm(aBox('moov', aBox('udta', aBox('meta', Buffer.alloc(4), words))))

    expect(await inspectImage({ data: film(`AIGC and again ${label}`) })).toMatchObject({ file: { hasAiLabel: true } })
    expect(await inspectImage({ data: film('all about AIGC') })).toMatchObject({ file: { hasAiLabel: false } })
  })

  it.each([
    [
      'an SVG',
      '<?xml version="1.0"?>\n<!-- a logo -->\n<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      'svg',
    ],
    ['an HEIC photo', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
    ['a TIFF', 'II*\0\x08\0\0\0', 'tiff'],
    ['nothing at all', '', 'empty'],
  ])('refuses %s', async (_title, content, code) => {
    expect(await refusalOf(Buffer.from(content, 'latin1'))).toBe(code)
  })

  it('refuses a moving picture with too many frames', async () => {
    expect(await refusalOf(await aMovingPicture({ format: 'gif', frames: MAX_FRAMES + 1, side: 8 }))).toBe(
      'too-many-frames',
    )
  })

  it('tells a picture and its smaller copy alike, and from another', async () => {
    const [one, other] = [await aScene('one'), await aScene('other')]
    const smaller = await sharp(one).resize(300).modulate({ brightness: 1.1 }).webp({ quality: 60 }).toBuffer()
    const hashOf = async (data: Buffer): Promise<string> => {
      const inspection = await inspectImage({ data })

      return (inspection.ok && inspection.file.perceptualHash) || ''
    }

    expect(hashDistance(await hashOf(one), await hashOf(smaller))).toBeLessThanOrEqual(SIMILAR_WITHIN_BITS)
    expect(hashDistance(await hashOf(one), await hashOf(other))).toBeGreaterThan(2 * SIMILAR_WITHIN_BITS)
  })

  it('gives a placeholder of some bytes that looks like the picture', async () => {
    const inspection = await inspectImage({ data: await aPicture() })
    const { a, b, g, r } = thumbHashToAverageRGBA(
      Buffer.from((inspection.ok && inspection.file.thumbHash) || '', 'base64'),
    )

    expect([r, g, b, a].map((share) => Math.round(share * 10))).toEqual([9, 5, 5, 10])
  })

  it('refuses a text, whatever its name', async () => {
    expect(await refusalOf(Buffer.from('this is a text, named cover.jpg'))).toBe('unknown-type')
  })

  it('refuses a picture that was cut off', async () => {
    const picture = await aPicture()

    expect(await refusalOf(picture.subarray(0, picture.length / 2))).toBe('broken')
  })

  it('refuses garbage behind a good first byte', async () => {
    expect(await refusalOf(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(500, 7)]))).toBe('broken')
  })

  it('refuses a bomb of 100 megapixels without unpacking it', async () => {
    const bomb = aBomb()
    const before = process.memoryUsage().rss

    expect(await refusalOf(bomb)).toBe('too-many-pixels')
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })
})
