import { type Preset, RENDITION_MIME_TYPES } from './preset.ts'

interface Size {
  height: number
  width: number
}

/**
 * The size in whole pixels that a picture has in one place; never larger than it is, because blur looks broken.
 *
 * Only where no quality fits into the place's limit of bytes is it made smaller still.
 */
export const sizeInPreset = (preset: Preset, source: Size): Size =>
  preset.fit === 'cover' ? cover(preset, source) : inside(preset, source)

const cover = ({ height, width }: Preset, source: Size): Size => {
  const scale = Math.min(1, source.width / width, source.height / height)

  return { height: atLeastOne(height * scale), width: atLeastOne(width * scale) }
}

const inside = ({ height, width }: Preset, source: Size): Size => {
  const scale = Math.min(1, width / source.width, height / source.height)

  return { height: atLeastOne(source.height * scale), width: atLeastOne(source.width * scale) }
}

const atLeastOne = (length: number): number => Math.max(1, Math.round(length))

export interface TypeInPresetArgs {
  aiGenerated: boolean
  /** Of the file as it was uploaded. */
  mimeType: string
  preset: Preset
}

/**
 * The type that a picture will most likely have in one place: its own where that is taken, else the best liked.
 *
 * What is only known from the pixels (a GIF that does not move, an AVIF that is see-through) is told by the answer to the fetch itself.
 */
export function typeInPreset({ aiGenerated, mimeType, preset }: TypeInPresetArgs): string {
  const taken = preset.formats
    .filter((format) => format !== 'gif' || (preset.animation && !aiGenerated))
    .map((format): string => RENDITION_MIME_TYPES[format])
  // A GIF moves, as long as the place lets it.
  const moving = mimeType === 'image/gif' && preset.animation ? 'image/webp' : null

  return taken.find((type) => type === mimeType) ?? taken.find((type) => type === moving) ?? taken[0] ?? mimeType
}
