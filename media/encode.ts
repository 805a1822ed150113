import type { Sharp } from 'sharp'

import type { RenditionFormat } from '../src/domain/presets/preset.ts'

/** Whose file grows and shrinks with a quality. */
export const isLossy = (format: RenditionFormat): boolean => format === 'jpeg' || format === 'webp'

/** Fine enough that nobody sees a loss; what a platform encodes again it spoils by itself. */
export const BEST_QUALITY = 88

/** Below it, a face in a picture looks like a mosaic. */
export const LEAST_QUALITY = 40

/** Sets the format of a picture; transparent parts become white where the format has none. */
export function encode(image: Sharp, format: RenditionFormat, quality: number): Sharp {
  switch (format) {
    case 'gif':
      return image.gif()
    case 'jpeg':
      return image
        .flatten({ background: '#ffffff' })
        .jpeg({ chromaSubsampling: quality < 80 ? '4:2:0' : '4:4:4', quality })
    case 'png':
      return image.png()
    case 'webp':
      return image.webp({ quality })
  }
}
