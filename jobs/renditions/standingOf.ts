import { type Db, type Document, ObjectId } from 'mongodb'

import { DAY } from '../../src/domain/duration.ts'
import type { RenditionAddress } from '../../src/domain/rendition/address.ts'
import { parseTreatment } from '../../src/domain/rendition/treatment.ts'
import { BRAND_ASSETS, MEDIA } from '../../src/domain/slugs.ts'

/** Until when what an address shows may be shown; null where nothing sets an end. */
export interface Standing {
  until: Date | null
}

/**
 * Whether a picture may still be shown: its medium is in the library, and neither its licence nor that of the logo on it has ended.
 *
 * Null where it may not. The last day of a licence counts to its end by UTC: an address belongs to no channel, and so to no zone.
 */
export async function standingOf(
  address: Pick<RenditionAddress, 'media' | 'treatment'>,
  { db, now }: { db: Db; now: Date },
): Promise<Standing | null> {
  const mark = parseTreatment(address.treatment)?.mark ?? null
  const [medium, asset] = await Promise.all([
    find(db, MEDIA, address.media),
    mark === null ? null : find(db, BRAND_ASSETS, mark),
  ])

  if (medium === null || medium['deletedAt']) {
    return null
  }

  const ends = [medium, asset].map(endOf).filter((end) => end !== null)
  const until = ends.length === 0 ? null : new Date(Math.min(...ends))

  return until !== null && until <= now ? null : { until }
}

const find = (db: Db, collection: string, id: string): Promise<Document | null> =>
  db
    .collection(collection)
    .findOne({ _id: new ObjectId(id) }, { projection: { deletedAt: 1, 'licence.validUntil': 1 } })

function endOf(work: Document | null): number | null {
  const { validUntil } = (work?.['licence'] ?? {}) as { validUntil?: unknown }
  const lastDay = typeof validUntil === 'string' ? Date.parse(validUntil) : NaN

  return Number.isNaN(lastDay) ? null : lastDay + DAY
}
