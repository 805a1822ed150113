/** The kinds of file that Drumbeat keeps; anything else is refused. */
export const FILE_TYPES = [
  'image/avif',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  'video/mp4',
] as const

export type FileType = (typeof FILE_TYPES)[number]

/** The ending that a stored file of each type gets. */
export const FILE_ENDINGS: Record<FileType, string> = {
  'application/pdf': 'pdf',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
}

/** Bytes that `detectFileType` and `detectRefusedType` want to see. */
export const FILE_HEAD_BYTES = 1_024

/**
 * Tells a file's real type from its first bytes.
 *
 * A name and a declared type are only claims: a text named `cover.jpg` must not get past the upload.
 * Null when the content is none of `FILE_TYPES`.
 */
export function detectFileType(head: Uint8Array): FileType | null {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (/^GIF8[79]a/.test(text(head, 0, 6))) return 'image/gif'
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'image/webp'
  if (text(head, 0, 5) === '%PDF-') return 'application/pdf'
  if (text(head, 4, 8) === 'ftyp') return /^avi[fs]$/.test(text(head, 8, 12)) ? 'image/avif' : detectVideo(head)

  return null
}

/** Kinds that people often bring and that are refused by name, so that they learn what to do instead. */
export type RefusedType = 'heic' | 'svg' | 'tiff'

/** Tells some of the kinds that `detectFileType` does not take. */
export function detectRefusedType(head: Uint8Array): RefusedType | null {
  if (/<svg[\s>]/i.test(text(head, 0, head.length))) return 'svg'
  if (text(head, 4, 8) === 'ftyp' && /^(heic|heix|heim|heis|hevc|mif1|msf1)$/.test(text(head, 8, 12))) return 'heic'
  if (startsWith(head, [0x49, 0x49, 0x2a, 0x00]) || startsWith(head, [0x4d, 0x4d, 0x00, 0x2a])) return 'tiff'

  return null
}

export const isImageType = (type: FileType): boolean => type.startsWith('image/')

const VIDEO_BRANDS = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |dash|MSNV|f4v )$/

const detectVideo = (head: Uint8Array): FileType | null => (VIDEO_BRANDS.test(text(head, 8, 12)) ? 'video/mp4' : null)

const startsWith = (head: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => head[index] === byte)

const text = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to))
