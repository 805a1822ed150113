import { createHash } from 'node:crypto'

import { type Db, type Document, ObjectId } from 'mongodb'

import { NotFoundError } from '../../src/domain/errors.ts'
import type { Preset } from '../../src/domain/presets/preset.ts'
import type { RenditionAddress } from '../../src/domain/rendition/address.ts'
import type { MarkStyle } from '../../src/domain/rendition/markStyle.ts'
import { formatTreatment, type Treatment } from '../../src/domain/rendition/treatment.ts'
import { MEDIA } from '../../src/domain/slugs.ts'

/** A logo and how to lay it; `version` changes with either. */
export interface Mark {
  /** The raw `media` document of the logo. */
  file: Document
  style: MarkStyle
  version: string
}

export interface AddressOfArgs {
  mark: Mark | null
  /** The raw `media` document. */
  media: Document
  preset: Preset
  treatment: Treatment
}

/** Names the rendition of a medium as it is now; whatever decides its bytes is in the name. */
export const addressOf = ({ mark, media, preset, treatment }: AddressOfArgs): RenditionAddress => ({
  focal: `${percent(media['focalX'])}-${percent(media['focalY'])}`,
  media: String(media['_id']),
  preset: preset.name,
  treatment: formatTreatment(treatment),
  version: digest([versionOfFile(media), media['aiGenerated'] === true, preset, mark?.version ?? null]),
})

/** Old documents have no hash; a new file under the same id gets another name or size. */
export const versionOfFile = ({ contentHash, filename, filesize }: Document): string =>
  typeof contentHash === 'string' && contentHash !== '' ? contentHash : digest([filename, filesize])

export const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

const percent = (value: unknown): number =>
  typeof value === 'number' && value >= 0 && value <= 100 ? Math.round(value) : 50

/** Raw documents of media, in the order that was asked for. Throws `NotFoundError` for the first that is not there. */
export async function findMedia(db: Db, ids: readonly string[]): Promise<Document[]> {
  const wanted = ids.filter((id) => ObjectId.isValid(id)).map((id) => new ObjectId(id))
  const found = await db
    .collection(MEDIA)
    .find({ _id: { $in: wanted } })
    .toArray()
  const byId = new Map(found.map((document) => [String(document._id), document]))

  return ids.map((id) => {
    const document = byId.get(id)

    if (document === undefined) {
      throw new NotFoundError(`There is no medium ${id}`)
    }

    return document
  })
}
