import sharp from 'sharp'

import type { Metadata } from 'sharp'

import { completeXmp, findAiLabel } from '../src/domain/aiLabel.ts'
import type { FileType } from '../src/domain/fileType.ts'
import { detectFileType, detectRefusedType, FILE_HEAD_BYTES, isImageType } from '../src/domain/fileType.ts'
import type { IngestChange } from '../src/domain/ingest.ts'
import type { UploadRefusal } from '../src/domain/uploadRules.ts'
import { BROKEN_IMAGE, findUploadRefusal } from '../src/domain/uploadRules.ts'
import { findFilmLabel } from './video/findFilmLabel.ts'
import { tellsPlace } from './video/withoutPlace.ts'
import { describePixels, type PixelFacts } from './describePixels.ts'

/** What a file really is. Sizes are in pixels as people see them, turned the right way up; null where there are none. */
export interface InspectedFile {
  /** What must be changed before the file is kept; `cleanImage` does it. */
  changes: IngestChange[]
  /** True when the file itself says that AI made it. */
  hasAiLabel: boolean
  height: number | null
  perceptualHash: string | null
  thumbHash: string | null
  type: FileType
  width: number | null
}

export type Inspection = { file: InspectedFile; ok: true } | { ok: false; refusal: UploadRefusal }

export interface InspectImageArgs {
  /** What the editor says; the file may say it too. */
  aiGenerated?: boolean
  data: Buffer
}

/**
 * Looks at the content of an upload: its real type, its size, and whether it decodes to its end.
 *
 * The header is read first and judged; only what passes is decoded, into a picture of 100 pixels, so that
 * a bomb is refused before it unpacks and a cut-off file is found before an editor schedules it.
 */
export async function inspectImage({ aiGenerated = false, data }: InspectImageArgs): Promise<Inspection> {
  const head = data.subarray(0, FILE_HEAD_BYTES)
  const type = detectFileType(head)
  const metadata = type !== null && isImageType(type) ? await readMetadata(data) : null

  if (type !== null && isImageType(type) && metadata === null) {
    return { ok: false, refusal: BROKEN_IMAGE }
  }

  const refusal = findUploadRefusal({
    aiGenerated,
    bytes: data.length,
    frames: metadata === null ? null : (metadata.pages ?? 1),
    pixels: metadata === null ? null : countPixels(metadata),
    refusedType: type === null ? detectRefusedType(head) : null,
    type,
  })

  if (refusal !== null || type === null) {
    return { ok: false, refusal: refusal ?? BROKEN_IMAGE }
  }

  if (metadata === null) {
    return { file: { ...NO_PICTURE, ...(type === 'video/mp4' && inspectFilm(data)), type }, ok: true }
  }

  const pixels = await readPixels(data)

  if (pixels === null) {
    return { ok: false, refusal: BROKEN_IMAGE }
  }

  const { height, width } = metadata.autoOrient
  const hasAiLabel = findAiLabel(metadata.xmpAsString) !== null

  return {
    file: {
      ...pixels,
      changes: findChanges({ isDeclared: aiGenerated && !hasAiLabel, metadata }),
      hasAiLabel,
      height,
      type,
      width,
    },
    ok: true,
  }
}

const NO_PICTURE = {
  changes: [] as IngestChange[],
  hasAiLabel: false,
  height: null,
  perceptualHash: null,
  thumbHash: null,
  width: null,
}

const inspectFilm = (data: Buffer): Pick<InspectedFile, 'changes' | 'hasAiLabel'> => ({
  changes: tellsPlace(data) ? ['metadata-removed'] : [],
  hasAiLabel: findFilmLabel(data) !== null,
})

function findChanges({ isDeclared, metadata }: { isDeclared: boolean; metadata: Metadata }): IngestChange[] {
  const { depth, exif, iptc, space, xmpAsString } = metadata
  const tellsPlace = xmpAsString !== undefined && completeXmp({ xmp: xmpAsString }) !== xmpAsString

  return [
    ...(isDeclared ? (['ai-label-added'] as const) : []),
    ...(space === 'cmyk' ? (['cmyk-converted'] as const) : []),
    ...(exif !== undefined || iptc !== undefined || tellsPlace ? (['metadata-removed'] as const) : []),
    ...(depth === 'ushort' ? (['reduced-to-8-bits'] as const) : []),
  ]
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

async function readPixels(data: Buffer): Promise<PixelFacts | null> {
  try {
    return await describePixels(data)
  } catch {
    return null
  }
}
