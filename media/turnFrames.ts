import sharp, { type Metadata, type Sharp } from 'sharp'

/** Whether a moving picture lies on its side, on its head or in a mirror. */
export const mustTurnFrames = ({ orientation = 1, pages = 1 }: Metadata): boolean => pages > 1 && orientation !== 1

/**
 * A moving picture with every frame turned the right way up.
 *
 * sharp refuses a quarter turn of many frames, and half a turn would put them into the opposite order, because they lie below one another. So
 * each is turned by itself. How long each is shown is for the writer to say.
 */
export async function turnFrames(data: Buffer, { pages = 1 }: Metadata): Promise<Sharp> {
  const frames: Buffer[] = []

  // One after another: all frames together may be as large as the largest picture.
  for (let page = 0; page < pages; page += 1) {
    frames.push(await sharp(data, { page }).autoOrient().keepIccProfile().png({ compressionLevel: 1 }).toBuffer())
  }

  return sharp(frames, { join: { animated: true } })
}
