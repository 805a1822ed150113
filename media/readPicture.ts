import sharp from 'sharp'

import type { SourcePicture } from './planPreset.ts'

export interface ReadPicture {
  picture: SourcePicture
  xmp: string | undefined
}

/** Reads what a plan needs to know of a picture from its header; throws what sharp throws where there is none. */
export async function readPicture(data: Buffer): Promise<ReadPicture> {
  const { autoOrient, format, hasAlpha = false, mediaType, pages = 1, xmpAsString } = await sharp(data).metadata()
  const { height, width } = autoOrient

  return {
    picture: { frames: pages, hasAlpha, height, type: mediaType ?? `image/${format}`, width },
    xmp: xmpAsString,
  }
}
