import type { Db } from 'mongodb'

import { NotFoundError } from '../../src/domain/errors.ts'
import type { Preset } from '../../src/domain/presets/preset.ts'
import { keyOf, type RenditionAddress, signAddress } from '../../src/domain/rendition/address.ts'
import type { Rendition, Renditions, RenditionsForArgs } from '../../src/domain/rendition/renditions.ts'
import { parseTreatment } from '../../src/domain/rendition/treatment.ts'
import { makeOnce } from './claimRendition.ts'
import { findMark, findMarkId } from './findMark.ts'
import { makeFile, type MakeFileTools, type Wanted } from './makeFile.ts'
import { addressOf, findMedia } from './mediaSource.ts'
import { type MadeFile, renditionRows } from './records.ts'

export interface CreateRenditionsArgs extends MakeFileTools {
  clock: () => Date
  db: () => Db
  presets: ReadonlyMap<string, Preset>
  secret: string
}

/** Also what only jobs and routes of ours may ask. */
export interface RenditionMaker extends Renditions {
  /** The addresses at which the renditions stand or would be made; makes nothing. */
  addressesFor(args: RenditionsForArgs): Promise<RenditionAddress[]>
  /** Makes renditions without reading them; with `isAnew` also those that are there. */
  prepare(args: RenditionsForArgs & { isAnew?: boolean }): Promise<void>
}

/**
 * Makes renditions on demand and keeps them.
 *
 * Callers of this process that want the same one share one making; processes agree by a claim in the database.
 */
export function createRenditions(args: CreateRenditionsArgs): RenditionMaker {
  const { clock, presets, secret, store } = args
  const underWay = new Map<string, Promise<MadeFile>>()
  const rows = () => renditionRows(args.db())

  async function obtain(wanted: Wanted, isAnew = false): Promise<MadeFile> {
    const { address } = wanted
    const key = keyOf(address)
    const known = underWay.get(key)

    if (known !== undefined) {
      return known
    }

    const made = makeOnce({ address, clock, isAnew, make: () => makeFile(wanted, args), rows: rows() })

    underWay.set(key, made)

    return made.finally(() => underWay.delete(key))
  }

  async function read(address: RenditionAddress, made: MadeFile): Promise<Rendition | null> {
    const data = await store.read(keyOf(address))
    const { etag, height, mimeType, notes, width } = made

    return data && { data, etag, height, mimeType, notes, path: signAddress(address, secret), width }
  }

  async function obtainAll(given: RenditionsForArgs): Promise<Wanted[]> {
    const { labels = [], media } = given
    const preset = presetOf(given)

    const markId = preset.refusesMarks === true ? null : await findMarkId(args.db(), given)
    const mark = markId === null ? null : await findMark(args.db(), markId)
    const documents = await findMedia(args.db(), media)

    return documents.map((document) => {
      const needsLabel = document['aiGenerated'] === true && document['hasVisibleLabel'] !== true
      const treatment = { labels: needsLabel ? ([...labels, 'ai'] as const) : labels, mark: markId }

      return { address: addressOf({ mark, media: document, preset, treatment }), mark, media: document, preset }
    })
  }

  function presetOf({ maxBytes = Infinity, preset: name }: RenditionsForArgs): Preset {
    const preset = presets.get(name)

    if (preset === undefined) {
      throw new NotFoundError(`There is no preset ${name}`)
    }

    return maxBytes < (preset.maxBytes ?? Infinity) ? { ...preset, maxBytes } : preset
  }

  return {
    addressesFor: async (given) => (await obtainAll(given)).map(({ address }) => address),
    async find(address) {
      const row = await rows().findOne({ _id: keyOf(address) })
      const kept = row?.made ? await read(address, row.made) : null

      if (kept !== null) {
        return kept
      }

      const treatment = parseTreatment(address.treatment)
      const [wanted] =
        treatment === null
          ? []
          : await obtainAll({ ...treatment, media: [address.media], preset: address.preset }).catch(nothingThere)

      // A new focal point or file has another name; what an old name meant can only be shown from the store.
      return wanted !== undefined && keyOf(wanted.address) === keyOf(address)
        ? read(address, await obtain(wanted, row?.state === 'made'))
        : null
    },
    async prepare({ isAnew = false, ...given }) {
      for (const wanted of await obtainAll(given)) {
        await obtain(wanted, isAnew)
      }
    },
    async renditionsFor(given) {
      const renditions: Rendition[] = []

      // One after another: a picture of 50 megapixels needs 200 MB while it is made.
      for (const wanted of await obtainAll(given)) {
        const made = await obtain(wanted)
        const rendition = (await read(wanted.address, made)) ?? (await read(wanted.address, await obtain(wanted, true)))

        if (rendition === null) {
          throw new Error(`The store lost ${keyOf(wanted.address)} at the moment in which it was written`)
        }

        renditions.push(rendition)
      }

      return renditions
    },
  }
}

const nothingThere = (error: unknown): Wanted[] => {
  if (error instanceof NotFoundError) {
    return []
  }

  throw error
}
