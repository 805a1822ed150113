import type { RenditionSpec } from '../src/domain/renditions.ts'
import { type FocalPoint, planCut, type PlannedCut } from './planCut.ts'

/** One rendition to make. */
export interface PlannedRendition extends PlannedCut {
  name: string
}

export interface PlanRenditionsArgs {
  focalPoint?: FocalPoint
  height: number
  specs: readonly RenditionSpec[]
  width: number
}

/**
 * Says which renditions of a picture to make and how to cut each around its focal point.
 *
 * Leaves out what would have to be scaled up, because blur looks broken; whoever needs that size takes the original.
 */
export const planRenditions = ({ focalPoint, height, specs, width }: PlanRenditionsArgs): PlannedRendition[] =>
  specs.flatMap((spec) => {
    const target = { height: spec.height ?? Math.round((spec.width * height) / width), width: spec.width }

    return target.width > width || target.height > height
      ? []
      : [{ name: spec.name, ...planCut({ ...(focalPoint && { focalPoint }), height, target, width }) }]
  })
