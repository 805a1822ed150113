import { LRUCache } from 'lru-cache'

import type { StoredPost } from '../domain/calendar/buildEntries.ts'
import type { ChangeFeed } from '../domain/changeFeed.ts'
import type { Locale } from '../domain/content.ts'
import { MINUTE } from '../domain/duration.ts'
import { CALENDAR_MARKS } from '../domain/slugs.ts'

/** Several months of a busy community. */
const MAX_POSTS = 20_000

export interface ReadPostsArgs {
  ids: readonly string[]
  /** Reads those that are not known, by their ids. */
  load: (ids: readonly string[]) => Promise<Map<string, StoredPost>>
  locale: Locale
}

/** Gives what is known of posts, and asks for the rest. */
export type ReadPosts = (args: ReadPostsArgs) => Promise<Map<string, StoredPost>>

/** Asks for all of them each time. */
export const readEachPost: ReadPosts = ({ ids, load }) => load(ids)

/**
 * Remembers what the calendar shows of posts until a mark tells that it changed: of a month made anew after a move, only the
 * plan is read again.
 *
 * Nothing is believed while the feed is not live, and what changes while it is read is not kept.
 */
export function createPostCache(changes: ChangeFeed): ReadPosts {
  const posts = new LRUCache<string, StoredPost>({
    max: MAX_POSTS,
    // What nobody tells of, such as a write past the app, is seen by then.
    ttl: MINUTE,
  })
  const readings = new Set<Set<string>>()
  let epoch = 0
  const forgetAll = (): void => {
    posts.clear()
    epoch += 1
  }

  changes.subscribe({
    onChange({ collection, id }) {
      if (collection !== CALENDAR_MARKS) {
        return
      }

      if (id === null) {
        forgetAll()

        return
      }

      readings.forEach((changed) => changed.add(id))
      LOCALE_KEYS.forEach((keyIn) => posts.delete(keyIn(id)))
    },
    onReset: forgetAll,
  })

  return async ({ ids, load, locale }) => {
    if (!changes.isLive()) {
      return load(ids)
    }

    const keyOf = KEYS[locale]
    const found = new Map<string, StoredPost>()
    const missing: string[] = []

    for (const id of ids) {
      const post = posts.get(keyOf(id))

      if (post === undefined) {
        missing.push(id)
      } else {
        found.set(id, post)
      }
    }

    if (missing.length === 0) {
      return found
    }

    const changed = new Set<string>()
    const asked = epoch

    readings.add(changed)

    try {
      for (const [id, post] of await load(missing)) {
        found.set(id, post)

        if (asked === epoch && !changed.has(id)) {
          posts.set(keyOf(id), post)
        }
      }
    } finally {
      readings.delete(changed)
    }

    return found
  }
}

const KEYS: Record<Locale, (id: string) => string> = { en: (id) => `en ${id}`, zh: (id) => `zh ${id}` }

const LOCALE_KEYS = Object.values(KEYS)
