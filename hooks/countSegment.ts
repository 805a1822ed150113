import type { CollectionAfterReadHook } from 'payload'

import { databaseOf } from '../src/database/handles.ts'
import { countMembers } from '../src/database/countMembers.ts'
import type { Segment } from '../src/payload-types.ts'
import type { Dependencies } from './dependencies.ts'

/** Longer a page does not wait for a number; then the one that the job counted stands. */
const PATIENCE_MS = 500

/** Counts the members of the one segment that is looked at; lists show what the job counted. */
export const countSegment =
  ({ clock }: Pick<Dependencies, 'clock'>): CollectionAfterReadHook<Segment> =>
  async ({ doc, findMany, req }) => {
    // A reading that leaves out the kind wants no count either.
    if (findMany === true || !doc.kind) {
      return doc
    }

    const now = clock()
    const memberCount = await countMembers({
      db: databaseOf(req.payload),
      kind: doc.kind,
      now,
      patienceMs: PATIENCE_MS,
      rule: doc.rule,
    })

    return memberCount === null ? doc : { ...doc, countedAt: now.toISOString(), memberCount }
  }
