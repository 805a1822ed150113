import { createHash } from 'node:crypto'

import type { Document } from 'mongodb'

import { drawOverlays } from '../../media/marks/drawOverlays.ts'
import { planPreset } from '../../media/planPreset.ts'
import { readPicture } from '../../media/readPicture.ts'
import { renderPreset } from '../../media/renderPreset.ts'
import type { RenditionStore } from '../../media/stores/renditionStore.ts'
import { completeXmp } from '../../src/domain/aiLabel.ts'
import { RenditionError } from '../../src/domain/errors.ts'
import { isImageType, type FileType } from '../../src/domain/fileType.ts'
import type { Preset } from '../../src/domain/presets/preset.ts'
import { keyOf, type RenditionAddress } from '../../src/domain/rendition/address.ts'
import { parseTreatment } from '../../src/domain/rendition/treatment.ts'
import type { Mark } from './mediaSource.ts'
import type { MadeFile } from './records.ts'

/** One rendition with all that it is made of. */
export interface Wanted {
  address: RenditionAddress
  mark: Mark | null
  /** The raw `media` document. */
  media: Document
  preset: Preset
}

export interface MakeFileTools {
  /** Gives the original of a raw `media` document, wherever uploads lie. */
  readOriginal: (media: Document) => Promise<Buffer>
  store: RenditionStore
}

/** Makes one rendition and puts it in the store; throws `RenditionError` for what can never be made. */
export async function makeFile(
  { address, mark, media, preset }: Wanted,
  { readOriginal, store }: MakeFileTools,
): Promise<MadeFile> {
  if (!isImageType(String(media['mimeType']) as FileType)) {
    throw new RenditionError(`${String(media['filename'])} is no picture`)
  }

  const aiGenerated = media['aiGenerated'] === true
  const [data, logo] = [await readOriginal(media), mark && (await readOriginal(mark.file))]
  const { picture, xmp } = await readPicture(data)
  const focalPoint = { x: Number(address.focal.split('-')[0]), y: Number(address.focal.split('-')[1]) }
  const plan = planPreset({ aiGenerated, focalPoint, preset, source: picture })
  const labels = parseTreatment(address.treatment)?.labels ?? []
  const rendered = await renderPreset({
    data,
    maxBytes: preset.maxBytes,
    overlays: (size) => drawOverlays({ labels, logo: mark && logo && { data: logo, style: mark.style }, size }),
    plan,
    xmp: completeXmp({
      ...(aiGenerated && { declared: { id: address.media, propagator: 'drumbeat' } }),
      xmp,
    }),
  })

  await store.write(keyOf(address), rendered.data, rendered.mimeType)

  return {
    bytes: rendered.data.length,
    etag: `"${createHash('sha256').update(rendered.data).digest('hex').slice(0, 32)}"`,
    height: rendered.height,
    mimeType: rendered.mimeType,
    notes: [...plan.notes],
    width: rendered.width,
  }
}
