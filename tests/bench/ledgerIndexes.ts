import type { Db } from 'mongodb'

import { ensureIndexes } from '../../src/database/indexes.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'

/** Those that the collection has beside ours: Payload makes them for its join fields and for the list's order. */
const OF_PAYLOAD = ['campaign', 'channel', 'dueAt', 'post', 'schedule']

/** Gives the ledger all the indexes that it has in an installation, for each of them costs every write. */
export async function ensureLedgerIndexes(db: Db): Promise<void> {
  await ensureIndexes(db)
  await db.collection(PUBLICATIONS).createIndexes(OF_PAYLOAD.map((name) => ({ key: { [name]: 1 } })))
}
