import type { Db } from 'mongodb'

import { DrumbeatError, NotFoundError, RenditionError, UnknownSecretError } from '../../src/domain/errors.ts'
import type { Preset } from '../../src/domain/presets/preset.ts'
import { keyOf, parsePath, readPath, type RenditionAddress, signAddress } from '../../src/domain/rendition/address.ts'
import type { Rendition, Renditions, RenditionsForArgs } from '../../src/domain/rendition/renditions.ts'
import { labelsOn, parseTreatment } from '../../src/domain/rendition/treatment.ts'
import type { Log } from '../log.ts'
import { makeOnce } from './claimRendition.ts'
import { type DrawingOf, findDrawings, type FindDrawingsArgs, presetOf } from './findDrawings.ts'
import { findMade } from './findMade.ts'
import { findMark, findMarkId } from './findMark.ts'
import { makeFile, type MakeFileTools, type Wanted } from './makeFile.ts'
import { addressOf, findMedia } from './mediaSource.ts'
import { type MadeFile, renditionRows } from './records.ts'
import { standingOf } from './standingOf.ts'
import { findWanted, wantRenditions } from './wantRenditions.ts'

export interface CreateRenditionsArgs extends MakeFileTools {
  clock: () => Date
  db: () => Db
  /** Secrets of before a change: what they signed stays good. */
  oldSecrets?: readonly string[]
  presets: ReadonlyMap<string, Preset>
  secret: string
}

/** Also what only jobs and routes of ours may ask. */
export interface RenditionMaker extends Renditions {
  /** The addresses at which the renditions stand or would be made; makes nothing. */
  addressesFor(args: RenditionsForArgs): Promise<RenditionAddress[]>
  /** How channels show pictures that are fetched from us; makes nothing. */
  drawingsFor(args: FindDrawingsArgs): Promise<DrawingOf>
  /** Those of some paths whose pictures are made; many are asked for as quickly as one. */
  findMade(paths: readonly string[]): Promise<string[]>
  /**
   * Sees to it that what some signed paths name is made.
   *
   * Throws `RenditionError` for what cannot be made, or not any more because the medium was changed since, and `UnknownSecretError` for
   * what is still to be made and would not be shown under this path.
   */
  make(paths: readonly string[]): Promise<void>
  /** Makes what was ordered, until an instant. What cannot be made is told to the log, and by the send once more. */
  makeWanted(args: { endsAt: Date; log: Log }): Promise<void>
  /** Makes renditions without reading them; with `isAnew` also those that are there. */
  prepare(args: RenditionsForArgs & { isAnew?: boolean }): Promise<void>
  /** Orders what some signed paths name, to be made soon by a worker. */
  want(paths: readonly string[]): Promise<void>
}

/**
 * Makes renditions on demand and keeps them.
 *
 * Callers of this process that want the same one share one making; processes agree by a claim in the database.
 */
export function createRenditions(args: CreateRenditionsArgs): RenditionMaker {
  const { clock, oldSecrets = [], presets, secret, store } = args
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

  async function findStored(address: RenditionAddress): Promise<Rendition | null> {
    const row = await rows().findOne({ _id: keyOf(address) })
    const kept = row?.made ? await read(address, row.made) : null

    if (kept !== null) {
      return kept
    }

    // A new file has another name; what an old name meant can only be shown from the store.
    const wanted = await wantedAt(address)

    return wanted && read(address, await obtain(wanted, row?.state === 'made'))
  }

  async function obtainAll(given: RenditionsForArgs): Promise<Wanted[]> {
    const { labels = [], media } = given
    const preset = limitedPreset(given)

    const markId = preset.refusesMarks === true ? null : await findMarkId(args.db(), given)
    const mark = markId === null ? null : await findMark(args.db(), markId)
    const documents = await findMedia(args.db(), media)

    return documents.map((document) => {
      const treatment = { labels: labelsOn(document, labels), mark: markId }

      return { address: addressOf({ mark, media: document, preset, treatment }), mark, media: document, preset }
    })
  }

  function limitedPreset({ maxBytes = Infinity, preset: name }: RenditionsForArgs): Preset {
    const preset = presetOf(presets, name)

    return maxBytes < (preset.maxBytes ?? Infinity) ? { ...preset, maxBytes } : preset
  }

  /** What an address that was given out asks for; null where its medium, preset or logo is another by now. */
  async function wantedAt(address: RenditionAddress): Promise<Wanted | null> {
    const treatment = parseTreatment(address.treatment)
    const [wanted] =
      treatment === null
        ? []
        : await obtainAll({ ...treatment, media: [address.media], preset: address.preset }).catch(nothingThere)

    // Where the eye should rest the address says itself.
    return wanted !== undefined && keyOf({ ...wanted.address, focal: address.focal }) === keyOf(address)
      ? { ...wanted, address }
      : null
  }

  function addressAt(path: string): RenditionAddress {
    const address = parsePath(path)

    if (address === null) {
      throw new RenditionError(`${path} is not the address of a picture`)
    }

    return address
  }

  function checkSignature(path: string): void {
    if (readPath(path, [secret, ...oldSecrets]) === null) {
      throw new UnknownSecretError(
        `${path} was signed with a secret that is neither PAYLOAD_SECRET nor in PAYLOAD_OLD_SECRETS`,
      )
    }
  }

  return {
    addressesFor: async (given) => (await obtainAll(given)).map(({ address }) => address),
    drawingsFor: (given) => findDrawings({ db: args.db(), presets, secret }, given),
    async find(address) {
      const standing = await standingOf(address, { db: args.db(), now: clock() })

      if (standing === null) {
        return null
      }

      const found = await findStored(address)

      return found && standing.until ? { ...found, until: standing.until } : found
    },
    findMade: (paths) => findMade(args.db(), paths),
    async make(paths) {
      for (const path of paths) {
        const address = addressAt(path)
        const row = await rows().findOne({ _id: keyOf(address) }, { projection: { state: 1 } })

        // What is made needs no proof: the path stands in content of ours, which its hash covers.
        if (row?.state !== 'made') {
          checkSignature(path)

          const wanted = await wantedAt(address)

          if (wanted === null) {
            throw new RenditionError('The picture was changed after its address was given out')
          }

          await obtain(wanted)
        }
      }
    },
    async makeWanted({ endsAt, log }) {
      // What is left comes with the next run, and so does what is being made by somebody else at this moment.
      for (const address of await findWanted({ db: args.db(), limit: WANTED_AT_ONCE, now: clock() })) {
        if (clock() >= endsAt) {
          return
        }

        try {
          const wanted = await wantedAt(address)

          await (wanted === null ? rows().deleteOne({ _id: keyOf(address), state: 'making' }) : obtain(wanted))
        } catch (error) {
          if (!(error instanceof DrumbeatError)) {
            throw error
          }

          log.warn({ err: error, media: address.media, preset: address.preset }, 'a picture cannot be made ahead')
        }
      }
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
    want: (paths) => wantRenditions(args.db(), paths.map(addressAt)),
  }
}

/** Of the longest line of orders so many are looked at in one run. */
const WANTED_AT_ONCE = 500

const nothingThere = (error: unknown): Wanted[] => {
  if (error instanceof NotFoundError) {
    return []
  }

  throw error
}
