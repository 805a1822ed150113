import type { VisibleLabel } from './rendition/treatment.ts'

/** The bytes of one file, ready to be uploaded. */
export interface MediaFile {
  bytes: Uint8Array<ArrayBuffer>
  /** With an ending that fits `mimeType`. */
  fileName: string
  height: number | null
  mimeType: string
  width: number | null
}

export interface ReadMediaArgs {
  /** The account that sends it (id), whose watermark is laid over pictures; the registry says it for every adapter. */
  channel?: string
  /** Labels that the law wants to see, beside that of AI, which comes by itself. */
  labels?: readonly VisibleLabel[]
  media: { id: string }
  /** Bytes at most; what cannot be made to fit is an error. */
  maxBytes?: number
  /** The platform's rendition by name, such as `wechat-cover`; the original unless given. */
  preset?: string
  signal: AbortSignal
}

/**
 * Reads media for adapters that upload bytes.
 *
 * Throws a `ChannelError` of class `invalid-payload` when the file is gone or cannot be made to fit.
 */
export interface MediaFiles {
  read(args: ReadMediaArgs): Promise<MediaFile>
}
