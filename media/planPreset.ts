import { sizeInPreset } from '../src/domain/presets/fitPreset.ts'
import type { Preset, RenditionFormat } from '../src/domain/presets/preset.ts'
import type { RenditionNote } from '../src/domain/rendition/renditions.ts'
import { type FocalPoint, planCut, type PlannedCut } from './planCut.ts'

/** What is known of a picture before it is rendered; sizes the right way up. */
export interface SourcePicture {
  /** Frames; 1 for what does not move. */
  frames: number
  hasAlpha: boolean
  height: number
  type: string
  width: number
}

export interface PlanPresetArgs {
  aiGenerated: boolean
  focalPoint?: FocalPoint
  preset: Preset
  source: SourcePicture
}

export interface PresetPlan extends PlannedCut {
  /** How many stand in the rendition; 1 when it does not move. */
  frames: number
  isAnimated: boolean
  /** The formats to try, in this order, until one fits into the limit of bytes. */
  formats: readonly RenditionFormat[]
  notes: readonly RenditionNote[]
}

/**
 * Says how to make a picture fit for one place of a platform.
 *
 * Never scaled up: a picture smaller than the box is cut to its shape and stays small, because blur looks broken. It
 * keeps its own format where the place takes it. An AI-generated picture never becomes a GIF, which cannot carry the
 * label that the law wants in every copy.
 */
export function planPreset({ aiGenerated, focalPoint, preset, source }: PlanPresetArgs): PresetPlan {
  const taken = preset.formats.filter((format) => !(aiGenerated && format === 'gif'))
  const moving = preset.animation ? taken.filter((format) => format === 'gif' || format === 'webp') : []
  const isAnimated = source.frames > 1 && moving.length > 0

  return {
    ...planCut({ ...source, ...(focalPoint && { focalPoint }), target: sizeInPreset(preset, source) }),
    formats: isAnimated ? ownFirst(moving, source) : stillFormats(taken, source),
    frames: isAnimated ? source.frames : 1,
    isAnimated,
    notes: [
      ...(source.frames > 1 && !isAnimated ? (['first-frame-only'] as const) : []),
      ...(isSmaller(preset, source) ? (['smaller-than-wanted'] as const) : []),
    ],
  }
}

const isSmaller = ({ fit, height, width }: Preset, source: SourcePicture): boolean =>
  fit === 'cover' && (source.width < width || source.height < height)

const formatOf = (type: string): string => type.replace('image/', '')

const ownFirst = (formats: readonly RenditionFormat[], { type }: SourcePicture): RenditionFormat[] =>
  [...formats].sort((a, b) => Number(b === formatOf(type)) - Number(a === formatOf(type)))

/** A still is never a GIF; what is see-through wants a format that can be, its own before another. */
function stillFormats(taken: readonly RenditionFormat[], source: SourcePicture): RenditionFormat[] {
  const stills = ownFirst(
    taken.filter((format) => format !== 'gif'),
    source,
  )

  return source.hasAlpha ? stills.sort((a, b) => Number(isClear(b)) - Number(isClear(a))) : stills
}

const isClear = (format: RenditionFormat): boolean => format === 'png' || format === 'webp'
