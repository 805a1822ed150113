import type { Labels } from '../labels.ts'

/** The formats that renditions are written in. */
export const RENDITION_FORMATS = ['gif', 'jpeg', 'png', 'webp'] as const

export type RenditionFormat = (typeof RENDITION_FORMATS)[number]

export const RENDITION_MIME_TYPES = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
} as const satisfies Record<RenditionFormat, string>

/** What one place on one platform wants of a picture. */
export interface Preset {
  /** A kebab-case name that begins with the platform; it stands in addresses. */
  name: string
  /** True where the place shows a moving picture; elsewhere its first frame goes out. */
  animation: boolean
  /** The day on which this was last compared with the platform's documentation. */
  checkedOn: string
  /** `cover` cuts to the shape of the box around the focal point; `inside` keeps the shape and fits into the box. */
  fit: 'cover' | 'inside'
  /** What the place takes, the best liked first. */
  formats: readonly RenditionFormat[]
  /** The box in pixels; a smaller picture is never scaled up to it. */
  height: number
  /** True where only hearsay gives the numbers: compare them before you rely on them. */
  isHearsay?: boolean
  label: Labels
  /** True where the platform shows less what carries a brand's mark. */
  refusesMarks?: boolean
  /** The most bytes of a file; absent where the platform names no limit. */
  maxBytes?: number
  width: number
}

/** Which presets a kind of channel sends: its head picture and the pictures of its gallery or text. */
export interface ChannelPresets {
  cover?: string
  images?: string
}
