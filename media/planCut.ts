/** Where in the picture the eye should rest, in per cent from the left and the top. */
export interface FocalPoint {
  x: number
  y: number
}

interface Size {
  height: number
  width: number
}

/** Scale to `scaled`, then cut `width` × `height` out of it at `left`, `top`. */
export interface PlannedCut extends Size {
  left: number
  scaled: Size
  top: number
}

export interface PlanCutArgs extends Size {
  focalPoint?: FocalPoint
  /** The size to end with; must not need scaling up. */
  target: Size
}

const CENTRE: FocalPoint = { x: 50, y: 50 }

/**
 * Says how to cut a picture to a size around its focal point.
 *
 * Scaled before it is cut, so that a JPEG decoder may leave out pixels that nobody will see.
 */
export function planCut({ focalPoint = CENTRE, height, target, width }: PlanCutArgs): PlannedCut {
  const scale = Math.max(target.width / width, target.height / height)
  const scaled = {
    height: Math.max(target.height, Math.round(height * scale)),
    width: Math.max(target.width, Math.round(width * scale)),
  }

  return {
    ...target,
    left: cut({ length: target.width, percent: focalPoint.x, within: scaled.width }),
    scaled,
    top: cut({ length: target.height, percent: focalPoint.y, within: scaled.height }),
  }
}

/** Start of a cut of `length` that has its middle at `percent`, moved so that it stays inside. */
const cut = ({ length, percent, within }: { length: number; percent: number; within: number }): number =>
  Math.min(Math.max(Math.floor((within * percent) / 100 - length / 2), 0), within - length)
