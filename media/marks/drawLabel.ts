import sharp from 'sharp'

import { AD_WORD } from '../../src/domain/disclosure/adLabel.ts'
import type { VisibleLabel } from '../../src/domain/rendition/treatment.ts'
import { setLine } from '../poster/setLine.ts'

export const LABEL_WORDS: Record<VisibleLabel, string> = { ad: AD_WORD, ai: 'AI生成' }

/** The least height of the letters, as a share of the picture's shortest side (GB 45438-2025, 4.3). */
export const LEAST_LABEL_SHARE = 0.05

/** A little more than the law asks, for what scaling takes. */
const WANTED_SHARE = 0.054

export interface DrawnLabel {
  /** PNG. */
  data: Buffer
  height: number
  width: number
}

/** Draws one label, white on a dark pill, so that it can be read on any picture; its letters are as high as the law wants. */
export async function drawLabel({
  label,
  shortestSide,
}: {
  label: VisibleLabel
  shortestSide: number
}): Promise<DrawnLabel> {
  const least = Math.ceil(shortestSide * WANTED_SHARE)
  // Ink is about nine tenths of its type.
  const { data, info } = await setWithInk(LABEL_WORDS[label], Math.ceil(least / 0.9), least)
  const pad = Math.ceil(info.height * 0.45)
  const [height, width] = [info.height + 2 * Math.ceil(pad * 0.7), info.width + 2 * pad]
  const pill = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="${Math.round(height * 0.22)}" fill="#000" fill-opacity=".58"/></svg>`
  const drawn = await sharp(Buffer.from(pill))
    .composite([
      {
        input: data,
        left: pad,
        raw: { channels: info.channels, height: info.height, width: info.width },
        top: Math.round((height - info.height) / 2),
      },
    ])
    .png()
    .toBuffer()

  return { data: drawn, height, width }
}

async function setWithInk(line: string, size: number, leastInk: number): ReturnType<typeof setLine> {
  const set = await setLine({ colour: '#ffffff', line, size, weight: 'bold' })

  return set.info.height >= leastInk ? set : setWithInk(line, size + 1, leastInk)
}
