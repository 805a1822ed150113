import { type Db, MongoServerError } from 'mongodb'

import { querySegment, type QuerySegmentArgs } from '../domain/segmentQuery.ts'
import { MEMBERS } from '../domain/slugs.ts'

export interface CountMembersArgs extends QuerySegmentArgs {
  db: Db
  patienceMs: number
}

const OUT_OF_TIME = 50

/** How many members a segment has; null where its rule is none or the count would take longer than `patienceMs`. */
export async function countMembers({ db, patienceMs, ...segment }: CountMembersArgs): Promise<number | null> {
  const filter = querySegment(segment)

  if (filter === null) {
    return null
  }

  try {
    return await db.collection(MEMBERS).countDocuments(filter, { maxTimeMS: patienceMs })
  } catch (error) {
    if (error instanceof MongoServerError && error.code === OUT_OF_TIME) {
      return null
    }

    throw error
  }
}
