import type { RenditionSpec } from '../src/domain/renditions.ts'

/** Where in the picture the eye should rest, in per cent from the left and the top. */
export interface FocalPoint {
  x: number
  y: number
}

/** One rendition to make: scale to `scaled`, then cut `width` × `height` out of it at `left`, `top`. */
export interface PlannedRendition {
  name: string
  height: number
  left: number
  scaled: { height: number; width: number }
  top: number
  width: number
}

export interface PlanRenditionsArgs {
  focalPoint?: FocalPoint
  height: number
  specs: readonly RenditionSpec[]
  width: number
}

const CENTRE: FocalPoint = { x: 50, y: 50 }

/**
 * Says which renditions of a picture to make and how to cut each around its focal point.
 *
 * Leaves out what would have to be scaled up, because blur looks broken; whoever needs that size takes the original.
 */
export const planRenditions = ({
  focalPoint = CENTRE,
  height,
  specs,
  width,
}: PlanRenditionsArgs): PlannedRendition[] => {
  return specs.flatMap((spec) => {
    const target = { height: spec.height ?? Math.round((spec.width * height) / width), width: spec.width }
    const scale = Math.max(target.width / width, target.height / height)

    if (scale > 1) {
      return []
    }

    const scaled = {
      height: Math.max(target.height, Math.round(height * scale)),
      width: Math.max(target.width, Math.round(width * scale)),
    }

    return [
      {
        name: spec.name,
        ...target,
        left: cut({ length: target.width, percent: focalPoint.x, within: scaled.width }),
        scaled,
        top: cut({ length: target.height, percent: focalPoint.y, within: scaled.height }),
      },
    ]
  })
}

/** Start of a cut of `length` that has its middle at `percent`, moved so that it stays inside. */
const cut = ({ length, percent, within }: { length: number; percent: number; within: number }): number =>
  Math.min(Math.max(Math.floor((within * percent) / 100 - length / 2), 0), within - length)
