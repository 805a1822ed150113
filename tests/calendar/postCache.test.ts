import { beforeEach, describe, expect, it, vi } from 'vitest'

import { createPostCache } from '../../src/calendar/postCache.ts'
import type { StoredPost } from '../../src/domain/calendar/buildEntries.ts'
import type { Change, ChangeListener } from '../../src/domain/changeFeed.ts'
import { CALENDAR_MARKS, SCHEDULES } from '../../src/domain/slugs.ts'

const aPost = (title: string): StoredPost => ({
  author: null,
  campaign: null,
  collaboration: null,
  isTrashed: false,
  title,
})

/** A feed that the test speaks through. */
function aFeed() {
  const listeners: ChangeListener[] = []
  const feed = {
    close: () => Promise.resolve(),
    isLive: () => feed.live,
    live: true,
    mark: (id: string | null) => feed.tell({ collection: CALENDAR_MARKS, fields: null, id }),
    reset: () => listeners.forEach((listener) => listener.onReset()),
    subscribe(listener: ChangeListener) {
      listeners.push(listener)

      return () => undefined
    },
    tell: (change: Change) => listeners.forEach((listener) => listener.onChange(change)),
  }

  return feed
}

describe('createPostCache', () => {
  let feed: ReturnType<typeof aFeed>
  let read: ReturnType<typeof createPostCache>
  const load = vi.fn((ids: readonly string[]) =>
    Promise.resolve(new Map(ids.map((id) => [id, aPost(`title of ${id}`)]))),
  )
  const ask = (...ids: string[]) => read({ ids, load, locale: 'zh' })

  beforeEach(() => {
    load.mockClear()
    feed = aFeed()
    read = createPostCache(feed)
  })

  it('asks only for what it does not know, and gives all', async () => {
    await ask('a', 'b')
    const posts = await ask('a', 'b', 'c')

    expect(load.mock.calls).toEqual([[['a', 'b']], [['c']]])
    expect([...posts.keys()].sort()).toEqual(['a', 'b', 'c'])
  })

  it('keeps the languages apart', async () => {
    await ask('a')
    await read({ ids: ['a'], load, locale: 'en' })

    expect(load).toHaveBeenCalledTimes(2)
  })

  it('asks again for a post that was marked, and for no other', async () => {
    await ask('a', 'b')
    feed.mark('a')
    feed.tell({ collection: SCHEDULES, fields: null, id: 'b' })
    await ask('a', 'b')

    expect(load.mock.calls.at(-1)).toEqual([['a']])
  })

  it.each([
    ['the feed may have missed something', () => feed.reset()],
    ['all marks are gone', () => feed.mark(null)],
  ])('forgets everything when %s', async (_what, happen) => {
    await ask('a')
    happen()
    await ask('a')

    expect(load).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['is marked', () => feed.mark('a')],
    ['may have changed', () => feed.reset()],
  ])('does not keep what %s while it is read', async (_what, happen) => {
    load.mockImplementationOnce((ids) => {
      happen()

      return Promise.resolve(new Map(ids.map((id) => [id, aPost('old')])))
    })
    await ask('a')

    expect((await ask('a')).get('a')?.title).toBe('title of a')
  })

  it('believes nothing while the feed is not live', async () => {
    await ask('a')
    feed.live = false
    await ask('a')

    expect(load).toHaveBeenCalledTimes(2)
  })

  it('keeps no post that is not there', async () => {
    load.mockResolvedValueOnce(new Map())
    await ask('a')

    expect((await ask('a')).get('a')?.title).toBe('title of a')
  })
})
