import sharp, { type Metadata } from 'sharp'

import { RenditionError } from '../src/domain/errors.ts'
import type { SourcePicture } from './planPreset.ts'

export interface ReadPicture {
  picture: SourcePicture
  xmp: string | undefined
}

/** Reads what a plan needs to know of a picture from its header; throws `RenditionError` where there is none. */
export async function readPicture(data: Buffer): Promise<ReadPicture> {
  const { autoOrient, format, hasAlpha = false, mediaType, pages = 1, xmpAsString } = await readHeader(data)
  const { height, width } = autoOrient

  return {
    picture: { frames: pages, hasAlpha, height, type: mediaType ?? `image/${format}`, width },
    xmp: xmpAsString,
  }
}

async function readHeader(data: Buffer): Promise<Metadata> {
  try {
    return await sharp(data).metadata()
  } catch (error) {
    throw new RenditionError('The file is no picture that can be read', { cause: error })
  }
}
