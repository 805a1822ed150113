import type { OverlayOptions } from 'sharp'

import { type MarkPosition, type MarkStyle, place } from '../../src/domain/rendition/markStyle.ts'
import type { VisibleLabel } from '../../src/domain/rendition/treatment.ts'
import { drawLabel } from './drawLabel.ts'
import { drawLogo } from './drawLogo.ts'

export interface DrawOverlaysArgs {
  labels: readonly VisibleLabel[]
  logo: { data: Buffer; style: MarkStyle } | null
  /** Of the whole work, where the picture is only a part of it. */
  shortestSide?: number
  /** Of the picture, in pixels. */
  size: { height: number; width: number }
}

/** Labels stand on an edge, each in a corner of its own; the logo goes where neither is when it wants the same. */
const CORNERS: Record<VisibleLabel, MarkPosition> = { ad: 'bottom-left', ai: 'bottom-right' }
const OTHER_SIDE: Partial<Record<MarkPosition, MarkPosition>> = {
  'bottom-left': 'top-left',
  'bottom-right': 'top-right',
}
const LABEL_MARGIN_SHARE = 0.025

/** What is to be laid over a finished picture: the labels that the law wants, and the brand's mark. */
export async function drawOverlays({
  labels,
  logo,
  size,
  shortestSide = Math.min(size.height, size.width),
}: DrawOverlaysArgs): Promise<OverlayOptions[]> {
  const drawn = await Promise.all(
    labels.map(async (label) => {
      const { data, ...thing } = await drawLabel({ label, shortestSide })
      const margin = shortestSide * LABEL_MARGIN_SHARE

      return { input: data, ...place({ margin, on: size, position: CORNERS[label], thing }) }
    }),
  )

  if (logo === null) {
    return drawn
  }

  const { data, ...thing } = await drawLogo({ data: logo.data, shortestSide, style: logo.style })
  const isTaken = labels.some((label) => CORNERS[label] === logo.style.position)
  const position = (isTaken && OTHER_SIDE[logo.style.position]) || logo.style.position
  const margin = (shortestSide * logo.style.marginPercent) / 100

  return [{ input: data, ...place({ margin, on: size, position, thing }) }, ...drawn]
}
