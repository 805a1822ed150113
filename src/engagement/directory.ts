import { LRUCache } from 'lru-cache'
import type { Db, Document } from 'mongodb'
import { ObjectId } from 'mongodb'

import { MINUTE, SECOND } from '../domain/duration.ts'
import type { ReferenceKind } from '../domain/engagement.ts'
import { REFERENCE_KINDS } from '../domain/engagement.ts'
import type { Reference, References } from '../domain/factSubjects.ts'
import { referenceKey } from '../domain/factSubjects.ts'
import * as slugs from '../domain/slugs.ts'

/** Knows which documents there are, and what each belongs to. */
export interface Directory {
  /** By `referenceKey`; what does not exist is not in it. One query per kind for what is not remembered. */
  find(references: Iterable<Reference>): Promise<Map<string, References>>
}

const COLLECTIONS: Record<ReferenceKind, string> = {
  campaign: slugs.CAMPAIGNS,
  challenge: slugs.CHALLENGES,
  channel: slugs.CHANNELS,
  collaboration: slugs.COLLABORATIONS,
  link: slugs.LINKS,
  offer: slugs.OFFERS,
  post: slugs.POSTS,
  publication: slugs.PUBLICATIONS,
}

const MAX_REMEMBERED = 50_000
const KNOWN_FOR_MS = MINUTE
/** Short, because what is unknown now may be created in the next moment. */
const UNKNOWN_FOR_MS = SECOND

const PROJECTION = Object.fromEntries(REFERENCE_KINDS.map((kind) => [kind, 1]))

/** Looks documents up in batches and remembers them for a minute. */
export function createDirectory({ db }: { db: Db }): Directory {
  const remembered = new LRUCache<string, { references: References | null }>({ max: MAX_REMEMBERED })

  async function load(kind: ReferenceKind, ids: readonly string[]): Promise<Map<string, References>> {
    // Only a publication's id is a text; all others are ObjectIds.
    const keys = ids.map((id) => (kind === 'publication' ? id : ObjectId.createFromHexString(id)))
    const rows = await db
      .collection<{ _id: ObjectId | string }>(COLLECTIONS[kind])
      .find({ _id: { $in: keys } }, { projection: PROJECTION })
      .toArray()
    const found = new Map(rows.map((row) => [referenceKey({ id: String(row._id), kind }), readReferences(row)]))

    for (const id of ids) {
      const key = referenceKey({ id, kind })
      const references = found.get(key) ?? null

      remembered.set(key, { references }, { ttl: references === null ? UNKNOWN_FOR_MS : KNOWN_FOR_MS })
    }

    return found
  }

  return {
    async find(references) {
      const found = new Map<string, References>()
      const missing = new Map<ReferenceKind, Set<string>>()

      for (const { id, kind } of references) {
        const known = remembered.get(referenceKey({ id, kind }))

        if (known === undefined) {
          missing.set(kind, (missing.get(kind) ?? new Set()).add(id))
        } else if (known.references !== null) {
          found.set(referenceKey({ id, kind }), known.references)
        }
      }

      const loaded = await Promise.all([...missing].map(([kind, ids]) => load(kind, [...ids])))

      return new Map([...found, ...loaded.flatMap((some) => [...some])])
    },
  }
}

/** Payload stores relations as ids; a missing one is null or absent. */
function readReferences(row: Document): References {
  const references: References = {}

  for (const kind of REFERENCE_KINDS) {
    const id: unknown = row[kind]

    if (id instanceof ObjectId || typeof id === 'string') {
      references[kind] = String(id)
    }
  }

  return references
}
