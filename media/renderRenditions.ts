import sharp from 'sharp'

import { MAX_IMAGE_PIXELS } from '../src/domain/uploadRules.ts'
import type { PlannedRendition } from './planRenditions.ts'

export interface RenderedRendition {
  name: string
  bytes: number
  data: Buffer
  height: number
  width: number
}

export interface RenderRenditionsArgs {
  data: Buffer
  plan: readonly PlannedRendition[]
}

/**
 * Makes the planned renditions in the format of the original.
 *
 * Each keeps the XMP block (an AI label must survive every copy) and the colour profile; EXIF, and with it
 * the place where a photo was taken, is left behind. The picture is read once for all of them.
 */
export async function renderRenditions({ data, plan }: RenderRenditionsArgs): Promise<RenderedRendition[]> {
  const source = sharp(data, { limitInputPixels: MAX_IMAGE_PIXELS }).autoOrient().keepXmp().keepIccProfile()

  return Promise.all(
    plan.map(async ({ name, height, left, scaled, top, width }) => {
      const rendered = await source
        .clone()
        .resize({ ...scaled, fit: 'fill' })
        .extract({ height, left, top, width })
        .toBuffer()

      return { name, bytes: rendered.length, data: rendered, height, width }
    }),
  )
}
