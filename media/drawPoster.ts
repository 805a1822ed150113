import sharp from 'sharp'

import { createSeededRandom } from '../src/domain/seededRandom.ts'
import { drawText } from './poster/drawText.ts'
import type { LayoutName, PosterWords } from './poster/layouts.ts'
import { LAYOUTS, POSTER_HEIGHT, POSTER_WIDTH } from './poster/layouts.ts'
import type { MotifName } from './poster/motifs.ts'
import { MOTIFS } from './poster/motifs.ts'
import type { PaletteName } from './poster/palettes.ts'
import { PALETTES } from './poster/palettes.ts'

export interface PosterSpec {
  layout: LayoutName
  motif: MotifName
  palette: PaletteName
  words: PosterWords
}

/**
 * Draws a poster of 1080 × 1440 pixels and returns it as a JPEG.
 *
 * Everything in it is drawn here, so nobody else's licence is needed. The same words give the same picture.
 */
export async function drawPoster({ layout, motif, palette: paletteName, words }: PosterSpec): Promise<Buffer> {
  const palette = PALETTES[paletteName]
  const random = createSeededRandom([layout, motif, paletteName, ...words.title].join('|'))
  const { shapes, texts } = LAYOUTS[layout]({ motif: MOTIFS[motif]({ palette, random }), palette, random, words })
  const overlays = (await Promise.all(texts.map(drawText))).flat()

  return sharp(Buffer.from(toSvg(shapes)))
    .composite(overlays)
    .jpeg({ chromaSubsampling: '4:4:4', quality: 86 })
    .toBuffer()
}

const toSvg = (shapes: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${POSTER_WIDTH}" height="${POSTER_HEIGHT}" viewBox="0 0 ${POSTER_WIDTH} ${POSTER_HEIGHT}">${shapes}</svg>`
