import { describe, expect, it, vi } from 'vitest'

import { createPrincipalCache } from '../../src/access/principalCache.ts'
import type { ChangeFeed, ChangeListener } from '../../src/domain/changeFeed.ts'
import type { Principal } from '../../src/domain/http.ts'
import { API_CLIENTS, POSTS } from '../../src/domain/slugs.ts'

const principal: Principal = { id: 'c', channels: [], kind: 'api-client', scopes: [] }

function aFeed() {
  const listeners: ChangeListener[] = []
  const feed: ChangeFeed = {
    close: () => Promise.resolve(),
    isLive: () => true,
    subscribe: (listener) => {
      listeners.push(listener)

      return () => undefined
    },
  }

  return {
    changed: (collection: string) =>
      listeners.forEach((listener) => listener.onChange({ collection, fields: null, id: 'c' })),
    feed,
  }
}

describe('createPrincipalCache', () => {
  it('looks a key up once, known or not', async () => {
    const cache = createPrincipalCache(aFeed().feed)
    const find = vi.fn().mockResolvedValueOnce(principal).mockResolvedValueOnce(null)

    expect([await cache.get('a', find), await cache.get('a', find)]).toEqual([principal, principal])
    expect([await cache.get('b', find), await cache.get('b', find)]).toEqual([null, null])
    expect(find).toHaveBeenCalledTimes(2)
  })

  it('forgets all keys when an API client changes, and none when something else does', async () => {
    const { changed, feed } = aFeed()
    const cache = createPrincipalCache(feed)
    const find = vi.fn().mockResolvedValueOnce(principal).mockResolvedValueOnce(null)

    await cache.get('a', find)
    changed(POSTS)
    expect(await cache.get('a', find)).toEqual(principal)
    changed(API_CLIENTS)
    expect(await cache.get('a', find)).toBeNull()
  })

  it('does not keep what was looked up before a key was revoked', async () => {
    const { changed, feed } = aFeed()
    const cache = createPrincipalCache(feed)
    const before = cache.get('a', () => {
      changed(API_CLIENTS)

      return Promise.resolve(principal)
    })

    expect(await before).toEqual(principal)
    expect(await cache.get('a', () => Promise.resolve(null))).toBeNull()
  })
})
