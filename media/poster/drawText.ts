import { createRequire } from 'node:module'

import sharp from 'sharp'
import type { OverlayOptions } from 'sharp'

import type { TextBlock } from './layouts.ts'

const resolve = createRequire(import.meta.url).resolve

// A bare machine has no Chinese font; two weights of Noto Sans SC (OFL 1.1) come with the package.
const FACES = {
  bold: { file: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf', name: 'Noto Sans SC Bold' },
  regular: { file: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf', name: 'Noto Sans SC' },
} as const

/** Sets a run of lines in Noto Sans SC, ready to be laid over a picture; each line is one `size` high plus its leading. */
export async function drawText(block: TextBlock): Promise<OverlayOptions[]> {
  return Promise.all(
    block.lines.map(async (line, index) => {
      const { file, name } = FACES[block.weight]
      const { data, info } = await sharp({
        text: {
          dpi: 72,
          font: `${name} ${block.size}`,
          fontfile: resolve(file),
          rgba: true,
          text: `<span foreground="${block.colour}">${escapeMarkup(line)}</span>`,
        },
      })
        .raw()
        .toBuffer({ resolveWithObject: true })
      const indent = block.align === 'centre' ? (block.width - info.width) / 2 : 0
      // Ink is cropped to its own height: put it on the middle of its line.
      const drop = (block.size * LEADING - info.height) / 2

      return {
        input: data,
        raw: { channels: info.channels, height: info.height, width: info.width },
        left: Math.max(0, Math.round(block.x + indent)),
        top: Math.round(block.y + index * block.size * LEADING + drop),
      }
    }),
  )
}

const LEADING = 1.28

const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
