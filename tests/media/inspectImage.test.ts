import { describe, expect, it } from 'vitest'

import { inspectImage } from '../../media/inspectImage.ts'
import { aBomb, aPhonePhoto, aPicture } from './pictures.ts'

const refusalOf = async (data: Buffer): Promise<string | null> => {
  const inspection = await inspectImage({ data })

  return inspection.ok ? null : inspection.refusal.code
}

describe('inspectImage', () => {
  it('tells type and size of a picture', async () => {
    expect(await inspectImage({ data: await aPicture() })).toEqual({
      file: { hasExif: false, height: 1500, type: 'image/jpeg', width: 2000 },
      ok: true,
    })
  })

  it('measures a photo the way people see it, not as the sensor lay', async () => {
    expect(await inspectImage({ data: await aPhonePhoto() })).toMatchObject({
      file: { hasExif: true, height: 2000, width: 1500 },
    })
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
