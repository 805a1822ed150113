import { LRUCache } from 'lru-cache'

import type { ChangeFeed } from '../domain/changeFeed.ts'
import { SECOND } from '../domain/duration.ts'
import type { Principal } from '../domain/http.ts'
import { API_CLIENTS } from '../domain/slugs.ts'

export interface PrincipalCache {
  get(digest: string, find: () => Promise<Principal | null>): Promise<Principal | null>
}

/** How long a key is believed: while changes are told, and while they may be missed. */
const LIVE_MS = 5 * SECOND
const BLIND_MS = SECOND / 2
const MAX_KEYS = 10_000

/**
 * Remembers who showed which key, refusals included, until an API client changes.
 *
 * What was read before a change arrived is handed out once but not kept, so a key that is revoked while
 * it is looked up does not come back to life.
 */
export function createPrincipalCache(changes?: ChangeFeed): PrincipalCache {
  const known = new LRUCache<string, { principal: Principal | null; readAt: number }>({ max: MAX_KEYS })
  let generation = 0
  const forget = () => {
    generation += 1
    known.clear()
  }

  changes?.subscribe({
    onChange: ({ collection }) => {
      if (collection === API_CLIENTS) {
        forget()
      }
    },
    onReset: forget,
  })

  return {
    async get(digest, find) {
      const entry = known.get(digest)
      const maxAgeMs = changes?.isLive() === true ? LIVE_MS : BLIND_MS

      if (entry !== undefined && performance.now() - entry.readAt < maxAgeMs) {
        return entry.principal
      }

      const readAt = performance.now()
      const readIn = generation
      const principal = await find()

      if (readIn === generation) {
        known.set(digest, { principal, readAt })
      }

      return principal
    },
  }
}
