import sharp from 'sharp'

import type { MarkStyle } from '../../src/domain/rendition/markStyle.ts'
import { MAX_IMAGE_PIXELS } from '../../src/domain/uploadRules.ts'

export interface DrawLogoArgs {
  data: Buffer
  /** Of the picture below it, in pixels. */
  shortestSide: number
  style: MarkStyle
}

/** Scales a logo for a picture and lets the picture shine through it; gives a PNG with its size. */
export async function drawLogo({ data, shortestSide, style }: DrawLogoArgs) {
  const side = Math.max(1, Math.round((shortestSide * style.widthPercent) / 100))
  const { data: drawn, info } = await sharp(data, { limitInputPixels: MAX_IMAGE_PIXELS })
    .autoOrient()
    .resize({ fit: 'inside', height: side, width: side })
    .toColourspace('srgb')
    .ensureAlpha()
    // Alpha is multiplied; the colours stay as the brand wants them.
    .composite([{ blend: 'dest-in', input: veil(style.opacityPercent), raw: ONE_PIXEL, tile: true }])
    .png()
    .toBuffer({ resolveWithObject: true })

  return { data: drawn, height: info.height, width: info.width }
}

const ONE_PIXEL = { channels: 4, height: 1, width: 1 } as const

const veil = (percent: number): Buffer => Buffer.from([255, 255, 255, Math.round((255 * percent) / 100)])
