import { LRUCache } from 'lru-cache'
import type { Db } from 'mongodb'
import type { ObjectId } from 'mongodb'

import { SECOND } from '../domain/duration.ts'
import type { ShortLink } from '../domain/shortLink.ts'
import { LINKS } from '../domain/slugs.ts'
import type { Utm } from '../domain/trackedUrl.ts'

/** Finds short links by their code; remembers them, and also what is not there. */
export interface LinkReader {
  find(code: string): Promise<ShortLink | null>
  /** Forgets everything; called when any process has changed a link. */
  forget(): void
}

interface LinkRow {
  _id: ObjectId
  code: string
  enabled?: boolean | null
  expiresAt?: Date | null
  url: string
  utm?: Utm | null
}

const MAX_REMEMBERED = 10_000
/** The longest that a change stays unseen where no change feed tells of it. */
const REMEMBERED_FOR_MS = 5 * SECOND
const PROJECTION = { code: 1, enabled: 1, expiresAt: 1, url: 1, utm: 1 }

export function createLinkReader({ db }: { db: Db }): LinkReader {
  const remembered = new LRUCache<string, { link: ShortLink | null }>({ max: MAX_REMEMBERED, ttl: REMEMBERED_FOR_MS })
  let generation = 0

  return {
    async find(code) {
      const known = remembered.get(code)

      if (known !== undefined) {
        return known.link
      }

      const startedIn = generation
      const row = await db.collection<LinkRow>(LINKS).findOne({ code }, { projection: PROJECTION })
      const link = row === null ? null : readLink(row)

      // A row that was read before a change must not be remembered after it.
      if (startedIn === generation) {
        remembered.set(code, { link })
      }

      return link
    },
    forget() {
      generation++
      remembered.clear()
    },
  }
}

const readLink = ({ _id, code, enabled, expiresAt, url, utm }: LinkRow): ShortLink => ({
  code,
  enabled: enabled !== false,
  expiresAt: expiresAt ?? null,
  id: _id.toHexString(),
  url,
  utm: utm ?? {},
})
