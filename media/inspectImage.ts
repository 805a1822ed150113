import sharp from 'sharp'

import type { Metadata } from 'sharp'

import type { FileType } from '../src/domain/fileType.ts'
import { detectFileType, FILE_HEAD_BYTES, isImageType } from '../src/domain/fileType.ts'
import type { UploadRefusal } from '../src/domain/uploadRules.ts'
import { BROKEN_IMAGE, findUploadRefusal, MAX_IMAGE_PIXELS } from '../src/domain/uploadRules.ts'

/** What a file really is. Sizes are in pixels as people see them, turned the right way up; null where there are none. */
export interface InspectedFile {
  /** True when the file carries EXIF: the camera's settings, its orientation and often the place. */
  hasExif: boolean
  height: number | null
  type: FileType
  width: number | null
}

export type Inspection = { file: InspectedFile; ok: true } | { ok: false; refusal: UploadRefusal }

export interface InspectImageArgs {
  aiGenerated?: boolean
  data: Buffer
}

/**
 * Looks at the content of an upload: its real type, its size, and whether it decodes to its end.
 *
 * The header is read first and judged; only what passes is decoded, into a picture of 32 pixels, so that
 * a bomb is refused before it unpacks and a cut-off file is found before an editor schedules it.
 */
export async function inspectImage({ aiGenerated = false, data }: InspectImageArgs): Promise<Inspection> {
  const type = detectFileType(data.subarray(0, FILE_HEAD_BYTES))
  const metadata = type !== null && isImageType(type) ? await readMetadata(data) : null

  if (type !== null && isImageType(type) && metadata === null) {
    return { ok: false, refusal: BROKEN_IMAGE }
  }

  const pixels = metadata === null ? null : countPixels(metadata)
  const refusal = findUploadRefusal({ aiGenerated, bytes: data.length, pixels, type })

  if (refusal !== null || type === null) {
    return { ok: false, refusal: refusal ?? BROKEN_IMAGE }
  }

  if (metadata === null) {
    return { file: { hasExif: false, height: null, type, width: null }, ok: true }
  }

  if (!(await canDecode(data))) {
    return { ok: false, refusal: BROKEN_IMAGE }
  }

  const { height, width } = metadata.autoOrient

  return { file: { hasExif: metadata.exif !== undefined, height, type, width }, ok: true }
}

async function readMetadata(data: Buffer): Promise<Metadata | null> {
  try {
    return await sharp(data, { limitInputPixels: false }).metadata()
  } catch {
    return null
  }
}

/** `height` counts one frame: sharp was not asked for all pages. */
const countPixels = ({ height, pages = 1, width }: Metadata): number => width * height * pages

async function canDecode(data: Buffer): Promise<boolean> {
  try {
    await sharp(data, { failOn: 'truncated', limitInputPixels: MAX_IMAGE_PIXELS }).resize(32).raw().toBuffer()

    return true
  } catch {
    return false
  }
}
