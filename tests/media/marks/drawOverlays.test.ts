import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

import { drawLabel, LEAST_LABEL_SHARE } from '../../../media/marks/drawLabel.ts'
import { drawOverlays } from '../../../media/marks/drawOverlays.ts'
import { STANDARD_MARK } from '../../../src/domain/rendition/markStyle.ts'
import { VISIBLE_LABELS } from '../../../src/domain/rendition/treatment.ts'

const size = { height: 1440, width: 1080 }
const aLogo = (): Promise<Buffer> =>
  sharp({ create: { background: '#1466ff', channels: 3, height: 200, width: 400 } })
    .png()
    .toBuffer()

/** Rows in which something white stands: the letters. */
async function inkHeight(label: Buffer): Promise<number> {
  const { data, info } = await sharp(label).raw().toBuffer({ resolveWithObject: true })
  const isWhite = (row: number): boolean =>
    Array.from({ length: info.width }, (_, column) => (row * info.width + column) * info.channels).some(
      (at) => (data[at] ?? 0) > 200 && (data[at + 3] ?? 0) > 200,
    )

  return Array.from({ length: info.height }, (_, row) => row).filter(isWhite).length
}

describe('drawLabel', () => {
  it.each(VISIBLE_LABELS.flatMap((label) => [200, 360, 1080, 4000].map((side) => [label, side] as const)))(
    'draws %s with letters of the legal height on a picture of %i pixels',
    async (label, shortestSide) => {
      const { data, height, width } = await drawLabel({ label, shortestSide })

      expect(await inkHeight(data)).toBeGreaterThanOrEqual(shortestSide * LEAST_LABEL_SHARE)
      expect(width).toBeLessThan(shortestSide / 2)
      expect(height).toBeLessThan(shortestSide / 5)
    },
  )
})

describe('drawOverlays', () => {
  it('puts labels on the lower edge, each in its corner', async () => {
    const [ad, ai] = await drawOverlays({ labels: ['ad', 'ai'], logo: null, size })

    expect(ad).toMatchObject({ left: 27 })
    expect(ai?.left).toBeGreaterThan(size.width / 2)
    expect(ai?.top).toBeGreaterThan(size.height * 0.88)
  })

  it('draws labels by the size of the whole work', async () => {
    const [ai] = await drawOverlays({ labels: ['ai'], logo: null, shortestSide: 2_000, size })

    expect(await inkHeight(ai?.input as Buffer)).toBeGreaterThanOrEqual(2_000 * LEAST_LABEL_SHARE)
  })

  it('lays the logo as its brand asset says, with the picture shining through', async () => {
    const style = { marginPercent: 10, opacityPercent: 50, position: 'top-left', widthPercent: 20 } as const
    const [logo] = await drawOverlays({ labels: [], logo: { data: await aLogo(), style }, size })
    const { data, info } = await sharp(logo?.input as Buffer)
      .raw()
      .toBuffer({ resolveWithObject: true })

    expect(logo).toMatchObject({ left: 108, top: 108 })
    expect([info.width, info.height]).toEqual([216, 108])
    expect([...data.subarray(0, 4)]).toEqual([0x14, 0x66, 0xff, 128])
  })

  it('moves the logo out of the corner of a label', async () => {
    const logo = { data: await aLogo(), style: { ...STANDARD_MARK, position: 'bottom-right' as const } }
    const [moved] = await drawOverlays({ labels: ['ai'], logo, size })
    const [kept] = await drawOverlays({ labels: ['ad'], logo, size })

    expect(moved?.top).toBeLessThan(100)
    expect(kept?.top).toBeGreaterThan(1_000)
  })
})
