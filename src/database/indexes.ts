import { type Db, type IndexDescription, MongoServerError } from 'mongodb'

import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { CALENDAR_INDEXES } from '../calendar/indexes.ts'
import { DELIVERY_INDEXES } from '../delivery/indexes.ts'
import type { CollectionIndexes } from '../domain/collectionIndexes.ts'
import { ENGAGEMENT_INDEXES } from '../engagement/indexes.ts'
import { SANDBOX_INDEXES } from '../sandbox/records.ts'

/** What every room asks for; Payload makes those of its collections itself. */
const ALL: readonly CollectionIndexes[] = [
  ...CALENDAR_INDEXES,
  ...DELIVERY_INDEXES,
  ...ENGAGEMENT_INDEXES,
  ...JOB_INDEXES,
  ...SANDBOX_INDEXES,
]

/**
 * Makes every index that is missing; run at each start, and by as many processes at once as there are.
 *
 * One that stands under the same name with another definition is of an earlier version, and is made anew.
 */
export async function ensureIndexes(db: Db, all: readonly CollectionIndexes[] = ALL): Promise<void> {
  await Promise.all(
    all.map(async ({ collection, indexes }) => {
      try {
        await db.collection(collection).createIndexes(indexes as IndexDescription[])
      } catch (error) {
        if (!isConflict(error)) {
          throw error
        }

        await replaceChanged(db, collection, indexes as IndexDescription[])
      }
    }),
  )
}

async function replaceChanged(db: Db, collection: string, indexes: IndexDescription[]): Promise<void> {
  for (const index of indexes) {
    try {
      await db.collection(collection).createIndexes([index])
    } catch (error) {
      if (!isConflict(error) || index.name === undefined) {
        throw error
      }

      await db.collection(collection).dropIndex(index.name)
      await db.collection(collection).createIndexes([index])
    }
  }
}

/** IndexOptionsConflict and IndexKeySpecsConflict. */
const isConflict = (error: unknown): boolean =>
  error instanceof MongoServerError && (error.code === 85 || error.code === 86)

/** Names the indexes that are not there, as `collection.index`. */
export async function findMissingIndexes(db: Db, all: readonly CollectionIndexes[] = ALL): Promise<string[]> {
  const missing = await Promise.all(
    all.map(async ({ collection, indexes }) => {
      const known = await db
        .collection(collection)
        .indexes()
        .catch(() => [])

      return indexes
        .filter(({ name }) => !known.some((index) => index.name === name))
        .map(({ name }) => `${collection}.${name}`)
    }),
  )

  return missing.flat()
}
