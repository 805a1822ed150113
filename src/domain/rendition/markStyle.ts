export const MARK_POSITIONS = ['top-left', 'top-right', 'bottom-left', 'bottom-right', 'centre'] as const

export type MarkPosition = (typeof MARK_POSITIONS)[number]

/** How the logo of a brand asset is laid over a picture; lengths in per cent of the picture's shorter side. */
export interface MarkStyle {
  marginPercent: number
  opacityPercent: number
  position: MarkPosition
  widthPercent: number
}

export const STANDARD_MARK: MarkStyle = {
  marginPercent: 4,
  opacityPercent: 90,
  position: 'top-right',
  widthPercent: 18,
}

interface Size {
  height: number
  width: number
}

export interface PlaceArgs {
  /** In pixels. */
  margin: number
  on: Size
  position: MarkPosition
  thing: Size
}

/** The top left corner, in whole pixels, of a thing that is laid on a picture; never outside of it. */
export function place({ margin, on, position, thing }: PlaceArgs): { left: number; top: number } {
  const [vertical, horizontal = 'centre'] = position === 'centre' ? ['centre'] : position.split('-')

  return {
    left: along({ length: thing.width, margin, side: horizontal === 'left' ? 'start' : horizontal, within: on.width }),
    top: along({
      length: thing.height,
      margin,
      side: vertical === 'top' ? 'start' : (vertical ?? ''),
      within: on.height,
    }),
  }
}

interface AlongArgs {
  length: number
  margin: number
  side: string
  within: number
}

function along({ length, margin, side, within }: AlongArgs): number {
  const rest = Math.max(0, within - length)
  const at = side === 'start' ? margin : side === 'centre' ? rest / 2 : rest - margin

  return Math.round(Math.min(Math.max(0, at), rest))
}
