import type { OverlayOptions } from 'sharp'

import type { TextBlock } from './layouts.ts'
import { setLine, type SetLineArgs } from './setLine.ts'

/**
 * Sets a run of lines in Noto Sans SC, ready to be laid over a picture; each line is one `size` high plus its leading.
 *
 * How wide letters are is only guessed until they are set, so a line that proves wider than its room is set smaller: it would cover what
 * stands beside it, such as a QR code.
 */
export async function drawText(block: TextBlock): Promise<OverlayOptions[]> {
  return Promise.all(
    block.lines.map(async (line, index) => {
      const { data, info } = await setWithin({ ...block, line }, block.width)
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

async function setWithin(line: SetLineArgs, width: number): ReturnType<typeof setLine> {
  const set = await setLine(line)

  return set.info.width <= width
    ? set
    : setWithin({ ...line, size: Math.floor((line.size * width) / set.info.width) }, width)
}
