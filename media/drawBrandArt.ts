import sharp from 'sharp'

import { BRAND_SHAPES } from './poster/brandShapes.ts'
import { drawText } from './poster/drawText.ts'

export type BrandArt = keyof typeof BRAND_SHAPES

/** Draws one piece of the demo brand's identity as a PNG of 1200 × 1200 pixels. */
export async function drawBrandArt(art: BrandArt): Promise<Buffer> {
  const { shapes, texts } = BRAND_SHAPES[art]
  const overlays = (await Promise.all(texts.map(drawText))).flat()

  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1200" viewBox="0 0 1200 1200">${shapes}</svg>`,
    ),
  )
    .composite(overlays)
    .png()
    .toBuffer()
}
