import { type ClientSession, type Db, type Document, ObjectId } from 'mongodb'

import { findMediaIds } from '../../src/channels/snapshot/findMediaIds.ts'
import type { Licence } from '../../src/domain/rights/licence.ts'
import { BRAND_ASSETS, MEDIA } from '../../src/domain/slugs.ts'
import { readText } from '../rhythm/checking/neighbours.ts'

/** The works in which somebody may have rights: all media and brand assets that a version of a post shows. */
export const worksOf = (version: Document): ObjectId[] =>
  [...findMediaIds(version), ...readIds(version['brandAssets']).map(String)]
    .filter((id) => ObjectId.isValid(id))
    .map((id) => new ObjectId(id))

export interface FindLicencesArgs {
  db: Db
  session?: ClientSession | undefined
  works: readonly ObjectId[]
}

/** What sets a bound at all; most pictures are the brand's own. */
const IS_BOUND = {
  $or: [
    { 'licence.channels.0': { $exists: true } },
    { 'licence.territories.0': { $exists: true } },
    { 'licence.validFrom': { $gt: '' } },
    { 'licence.validUntil': { $gt: '' } },
  ],
}

/** The licences that bound any of these works, by the work's id (hex); two queries, none for no work. */
export async function findLicences({ db, session, works }: FindLicencesArgs): Promise<Map<string, Licence>> {
  const found = new Map<string, Licence>()

  if (works.length === 0) {
    return found
  }

  // One after the other: a session takes no two at once.
  for (const collection of [MEDIA, BRAND_ASSETS]) {
    const documents = await db
      .collection(collection)
      .find(
        { ...IS_BOUND, _id: { $in: [...works] } },
        { projection: { alt: 1, filename: 1, licence: 1, name: 1 }, ...(session === undefined ? {} : { session }) },
      )
      .toArray()

    documents.forEach((work) => found.set(String(work._id), readLicence(work)))
  }

  return found
}

function readLicence(work: Document): Licence {
  const licence = (work['licence'] ?? {}) as Document

  return {
    channelIds: readTexts(licence['channels']),
    name: [work['name'], work['alt'], work['filename']].map(readText).find((name) => name !== '') ?? '',
    territories: readTerritories(licence['territories']),
    validFrom: readDay(licence['validFrom']),
    validUntil: readDay(licence['validUntil']),
  }
}

/** Country codes, however they were typed. */
export const readTerritories = (value: unknown): string[] => readTexts(value).map((code) => code.trim().toUpperCase())

/** The ids in a relationship to one or many. */
export function readIds(value: unknown): ObjectId[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]

  return values.flatMap((each) => (each instanceof ObjectId ? [each] : []))
}

const readTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const readDay = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
