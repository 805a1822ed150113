import type { OverlayOptions } from 'sharp'

import type { TextBlock } from './layouts.ts'
import { setLine } from './setLine.ts'

/** Sets a run of lines in Noto Sans SC, ready to be laid over a picture; each line is one `size` high plus its leading. */
export async function drawText(block: TextBlock): Promise<OverlayOptions[]> {
  return Promise.all(
    block.lines.map(async (line, index) => {
      const { data, info } = await setLine({ ...block, line })
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
