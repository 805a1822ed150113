import { randomBytes } from 'node:crypto'

import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'

import { createChangeFeed } from '../../src/database/changeFeed.ts'
import { SECOND } from '../../src/domain/duration.ts'

let client: MongoClient

beforeEach(async () => {
  client = await MongoClient.connect(`${inject('mongoUri')}/feed_${randomBytes(4).toString('hex')}`)
})

afterEach(async () => {
  await client.connect()
  await client.db().dropDatabase()
  await client.close()
})

describe('a feed of changes', () => {
  it('ends with its client, and calls that no trouble', async () => {
    const onError = vi.fn()
    const feed = createChangeFeed({ db: client.db(), onError, watched: [{ collection: 'posts' }] })

    await vi.waitFor(() => expect(feed.isLive()).toBe(true), { timeout: 10 * SECOND })
    await client.close(true)
    await feed.close()

    expect(onError).not.toHaveBeenCalled()
    expect(feed.isLive()).toBe(false)
  })
})
