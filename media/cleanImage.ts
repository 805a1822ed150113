import sharp from 'sharp'

import { completeXmp } from '../src/domain/aiLabel.ts'
import type { FileType } from '../src/domain/fileType.ts'
import type { IngestChange } from '../src/domain/ingest.ts'
import { MAX_IMAGE_PIXELS } from '../src/domain/uploadRules.ts'
import { mustTurnFrames, turnFrames } from './turnFrames.ts'
import { withoutPlace } from './video/withoutPlace.ts'

export interface CleanImageArgs {
  /** What `inspectImage` found to change. */
  changes: readonly IngestChange[]
  data: Buffer
  /** Who declares that AI made the picture, where its editor does and the file has no label. */
  declared?: { id: string; propagator: string } | undefined
  type: FileType
}

/**
 * The picture as it is kept: turned the right way up, in eight bits of a screen's colours, without EXIF and IPTC.
 *
 * EXIF of a member's photo tells where she lives; XMP may hold the AI label that no one may remove
 * (GB 45438-2025), and the colour profile keeps the lipstick's red. So the first goes and the others stay. A file with
 * nothing to change comes back as it is, byte for byte.
 */
export async function cleanImage({ changes, data, declared, type }: CleanImageArgs): Promise<Buffer> {
  if (changes.length === 0) {
    return data
  }

  if (type === 'video/mp4') {
    return withoutPlace(data)
  }

  const isAnimated = type === 'image/gif' || type === 'image/webp'
  const source = sharp(data, { animated: isAnimated, limitInputPixels: MAX_IMAGE_PIXELS })
  const metadata = await source.metadata()
  const { delay, loop, xmpAsString } = metadata
  const xmp = completeXmp({ ...(declared && { declared }), xmp: xmpAsString })
  const turned = mustTurnFrames(metadata) ? await turnFrames(data, metadata) : source.autoOrient()
  const upright = turned.toColourspace('srgb')
  // The profile of a printer says nothing about a screen.
  const coloured = changes.includes('cmyk-converted') ? upright : upright.keepIccProfile()
  const image = xmp === undefined || type === 'image/gif' ? coloured : coloured.withXmp(xmp)

  switch (type) {
    case 'image/avif':
      return image.avif({ quality: 80 }).toBuffer()
    case 'image/gif':
      return image.gif().toBuffer()
    case 'image/jpeg':
      return image.jpeg({ chromaSubsampling: '4:4:4', quality: 95 }).toBuffer()
    case 'image/png':
      return image.png().toBuffer()
    case 'image/webp':
      return image.webp({ quality: 92, ...(delay && { delay }), ...(loop !== undefined && { loop }) }).toBuffer()
    default:
      return data
  }
}
