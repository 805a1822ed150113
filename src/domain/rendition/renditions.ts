import type { RenditionAddress } from './address.ts'
import type { VisibleLabel } from './treatment.ts'

/** Something that an editor should know of a rendition; none of it stands in the way. */
export type RenditionNote = 'first-frame-only' | 'smaller-than-wanted'

/** One picture as a platform takes it. */
export interface Rendition {
  data: Uint8Array
  /** Strong, in quotes, as HTTP writes it. */
  etag: string
  /** In pixels. */
  height: number
  mimeType: string
  notes: readonly RenditionNote[]
  /** A signed path below the public address; whoever has it may fetch the picture, and it never changes. */
  path: string
  /** When the right to show it ends; absent where nothing sets an end, or nobody asked. */
  until?: Date
  width: number
}

export interface RenditionsForArgs {
  /** The id of the channel that sends them; its watermark is laid over them. */
  channel?: string
  /** Labels beside that of AI, which a picture gets by itself when it needs one. */
  labels?: readonly VisibleLabel[]
  /** The brand asset whose logo is laid over them, where no channel says it. */
  mark?: string | null
  /** Bytes at most, where an account takes less than its platform. */
  maxBytes?: number
  /** Ids of media, such as `MediaSnapshot.id`. */
  media: readonly string[]
  /** A name in `src/domain/presets`. */
  preset: string
}

/** Pictures in the form that a place on a platform wants; made once, and mostly ahead of time. */
export interface Renditions {
  /**
   * The rendition that an address of ours names; null when it may not be shown any more, because its medium is gone or a licence has ended,
   * or when it was never made and cannot be made any more.
   */
  find(address: RenditionAddress): Promise<Rendition | null>
  /**
   * The renditions of some media for one preset, in the order of the media.
   *
   * Throws `NotFoundError` for a medium or preset that is not there, and `RenditionError` for a picture that cannot be
   * made to fit: trying again changes neither.
   */
  renditionsFor(args: RenditionsForArgs): Promise<Rendition[]>
}
