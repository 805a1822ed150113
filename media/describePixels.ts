import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'

import { HASH_SIZE, hashBrightness } from '../src/domain/perceptualHash.ts'
import { MAX_IMAGE_PIXELS } from '../src/domain/uploadRules.ts'

/** ThumbHash takes at most 100 pixels on a side. */
const THUMB_SIDE = 100

export interface PixelFacts {
  perceptualHash: string | null
  /** In base64. */
  thumbHash: string
}

/**
 * Decodes a picture once, to its end, into a hundred pixels, and tells what they look like.
 *
 * Throws when the file is cut off or broken: this is also how ingest finds that out.
 */
export async function describePixels(data: Buffer): Promise<PixelFacts> {
  const { data: pixels, info } = await sharp(data, { failOn: 'truncated', limitInputPixels: MAX_IMAGE_PIXELS })
    .autoOrient()
    .resize({ fit: 'inside', height: THUMB_SIDE, width: THUMB_SIDE, withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { channels, height, width } = info
  const grey = await sharp(pixels, { raw: { channels, height, width } })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize({ ...HASH_SIZE, fit: 'fill' })
    .raw()
    .toBuffer()

  return {
    perceptualHash: hashBrightness(grey),
    thumbHash: Buffer.from(rgbaToThumbHash(width, height, pixels)).toString('base64'),
  }
}
