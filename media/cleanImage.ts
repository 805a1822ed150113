import sharp from 'sharp'

import type { FileType } from '../src/domain/fileType.ts'
import { MAX_IMAGE_PIXELS } from '../src/domain/uploadRules.ts'

export interface CleanImageArgs {
  data: Buffer
  type: FileType
}

/**
 * The same picture without its EXIF block, turned the right way up.
 *
 * EXIF of a member's photo tells where she lives; XMP may hold the AI label that no one may remove
 * (GB 45438-2025), and the colour profile keeps the lipstick's red. So the first goes and the others stay.
 */
export async function cleanImage({ data, type }: CleanImageArgs): Promise<Buffer> {
  const isAnimated = type === 'image/gif' || type === 'image/webp'
  const image = sharp(data, { animated: isAnimated, limitInputPixels: MAX_IMAGE_PIXELS })
    .autoOrient()
    .keepXmp()
    .keepIccProfile()

  switch (type) {
    case 'image/avif':
      return image.avif({ quality: 80 }).toBuffer()
    case 'image/jpeg':
      return image.jpeg({ chromaSubsampling: '4:4:4', quality: 95 }).toBuffer()
    case 'image/png':
      return image.png().toBuffer()
    case 'image/webp':
      return image.webp({ quality: 92 }).toBuffer()
    default:
      return data
  }
}
