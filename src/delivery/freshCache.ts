import { LRUCache } from 'lru-cache'

import { SECOND } from '../domain/duration.ts'

export interface FreshCacheOptions<Value> {
  /** True while every change is told at once; see `ChangeFeed`. */
  isLive: () => boolean
  maxBytes: number
  sizeOf: (value: Value) => number
}

export interface FreshCache<Value> {
  forget: (scope: string) => void
  forgetAll: () => void
  get(args: { key: string; load: () => Promise<Value>; scope: string }): Promise<Value>
}

interface Entry<Value> {
  readAt: number
  stamp: number
  value: Value
}

/** How long a value is believed: while changes are told, and while they may be missed. */
const LIVE_MS = 60 * SECOND
const BLIND_MS = SECOND / 2

/** What an entry costs beside its value. */
const ENTRY_BYTES = 512

/**
 * Remembers what was read until somebody says that its scope changed.
 *
 * A value is kept under the stamp that its scope had before the read began. A change that arrives while the
 * read is under way gives the scope a new stamp, so the older value is handed to those who were waiting for
 * it and to nobody after; two reads of one stamp are one.
 */
export function createFreshCache<Value>({ isLive, maxBytes, sizeOf }: FreshCacheOptions<Value>): FreshCache<Value> {
  const entries = new LRUCache<string, Entry<Value>>({
    maxSize: maxBytes,
    sizeCalculation: ({ value }, key) => ENTRY_BYTES + 2 * key.length + sizeOf(value),
  })
  const loading = new Map<string, Promise<Value>>()
  const stamps = new Map<string, number>()
  let lastStamp = 0
  let epoch = 0

  const stampOf = (scope: string): number => stamps.get(scope) ?? epoch

  async function loadOnce(key: string, stamp: number, scope: string, load: () => Promise<Value>): Promise<Value> {
    const readAt = performance.now()
    const value = await load()

    if (stampOf(scope) === stamp) {
      entries.set(key, { readAt, stamp, value })
    }

    return value
  }

  return {
    forget(scope) {
      stamps.set(scope, ++lastStamp)
    },

    forgetAll() {
      epoch = ++lastStamp
      stamps.clear()
      entries.clear()
    },

    get({ key, load, scope }) {
      const entry = entries.get(key)
      const stamp = stampOf(scope)

      if (entry?.stamp === stamp && performance.now() - entry.readAt < (isLive() ? LIVE_MS : BLIND_MS)) {
        return Promise.resolve(entry.value)
      }

      const flight = `${stamp} ${key}`
      let value = loading.get(flight)

      if (value === undefined) {
        value = loadOnce(key, stamp, scope, load).finally(() => loading.delete(flight))
        loading.set(flight, value)
      }

      return value
    },
  }
}
