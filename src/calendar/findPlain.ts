import type { Db, Document, Filter } from 'mongodb'

import { MIB } from '../domain/duration.ts'
import { readBatch, readBson } from './readBson.ts'

export interface FindPlainArgs<Found, Read> {
  collection: string
  db: Db
  fields: Document
  filter: Filter<Document>
  limit: number
  /** What is kept of each, before the next is read: what is thrown away at once is never copied by the collector. */
  read: (found: Found) => Read
  sort?: Record<string, 1>
}

/** The database puts 16 MiB into one batch at most; one that comes near may not be all. */
const FULL_BATCH_BYTES = 15 * MIB

/**
 * Finds in one round trip, and reads the bytes of the answer itself, ids as texts.
 *
 * The driver's cursor makes three objects of each document, which live as long as the answer: they were half of what a month
 * took from the heap, and the pauses for that were the slowest twentieth of its answers.
 */
export async function findPlain<Found extends object, Read>(args: FindPlainArgs<Found, Read>): Promise<Read[]> {
  const { collection, db, fields, filter, limit, read, sort } = args
  const command = { find: collection, batchSize: limit, filter, limit, projection: fields, singleBatch: true }
  // A command is not tried again while another member becomes primary; a cursor is, and tells what is wrong otherwise.
  const answer = await db.command({ ...command, ...(sort && { sort }) }, { raw: true }).catch(() => null)
  const cursor = answer?.['cursor'] as Uint8Array | undefined

  return cursor === undefined || cursor.byteLength > FULL_BATCH_BYTES ? findByCursor(args) : readBatch(cursor, read)
}

async function findByCursor<Found extends object, Read>({
  collection,
  db,
  fields,
  filter,
  limit,
  read,
  sort,
}: FindPlainArgs<Found, Read>): Promise<Read[]> {
  const found = await db
    .collection(collection)
    .find<Uint8Array>(filter, { limit, projection: fields, raw: true, ...(sort && { sort }) })
    .toArray()

  return found.map((bytes) => read(readBson(bytes) as unknown as Found))
}
