import { type Db, MongoBulkWriteError } from 'mongodb'

import { keyOf, type RenditionAddress } from '../../src/domain/rendition/address.ts'
import { renditionRows } from './records.ts'

/** Before any clock's now. */
const LONG_AGO = new Date(0)

/**
 * Orders renditions, so that they are made soon: each is a claim whose holder is gone.
 *
 * Outside of any transaction, since many posts share a picture: an arming that comes to nothing costs a picture that nobody fetches.
 */
export async function wantRenditions(db: Db, addresses: readonly RenditionAddress[]): Promise<void> {
  if (addresses.length === 0) {
    return
  }

  try {
    await renditionRows(db).insertMany(
      addresses.map((address) => ({
        _id: keyOf(address),
        address,
        error: null,
        leaseUntil: LONG_AGO,
        made: null,
        state: 'making' as const,
        token: '',
      })),
      { ordered: false },
    )
  } catch (error) {
    // It is there, wanted or made.
    if (!(error instanceof MongoBulkWriteError && error.code === 11_000)) {
      throw error
    }
  }
}

export interface FindWantedArgs {
  db: Db
  limit: number
  now: Date
}

/** What was ordered, or left by a process that died, the oldest first. */
export async function findWanted({ db, limit, now }: FindWantedArgs): Promise<RenditionAddress[]> {
  const rows = await renditionRows(db)
    .find({ leaseUntil: { $lt: now }, state: 'making' }, { projection: { address: 1 } })
    .sort({ leaseUntil: 1 })
    .limit(limit)
    .toArray()

  return rows.map(({ address }) => address)
}
