import { MongoServerError } from 'mongodb'
import { describe, expect, it } from 'vitest'

import type { EngagementFact } from '../../src/domain/engagement.ts'
import { createFactQueue } from '../../src/engagement/factQueue.ts'

const aFact = (id: string): EngagementFact => ({ id, occurredAt: new Date(0), type: 'view' })
const facts = (count: number, prefix: string) => Array.from({ length: count }, (_, n) => aFact(`${prefix}${n}`))

/** Stores ids in memory; keeps the size of each write. */
function aStore() {
  const ids = new Set<string>()
  const sizes: number[] = []
  const write = (batch: readonly EngagementFact[]): Promise<Set<string>> => {
    const fresh = new Set(batch.map(({ id }) => id).filter((id) => !ids.has(id)))

    sizes.push(batch.length)
    fresh.forEach((id) => ids.add(id))

    return Promise.resolve(fresh)
  }

  return { ids, sizes, write }
}

describe('createFactQueue', () => {
  it('writes what many callers tell in one batch', async () => {
    const { sizes, write } = aStore()
    const queue = createFactQueue({ write })

    await Promise.all(Array.from({ length: 20 }, (_, n) => queue.add([aFact(String(n))])))

    expect(sizes).toEqual([20])
  })

  it('tells each caller what became of its own facts', async () => {
    const queue = createFactQueue({ write: aStore().write })

    expect(
      await Promise.all([queue.add([aFact('a'), aFact('b')]), queue.add([aFact('b'), aFact('c'), aFact('c')])]),
    ).toEqual([
      { accepted: 2, duplicates: 0 },
      { accepted: 1, duplicates: 2 },
    ])
  })

  it('lets nobody suffer for facts that cannot be stored', async () => {
    const { write } = aStore()
    const queue = createFactQueue({
      write: (batch) => (batch.some(({ id }) => id === 'bad') ? Promise.reject(new Error('bad')) : write(batch)),
    })
    const [good, bad] = await Promise.allSettled([queue.add([aFact('good')]), queue.add([aFact('bad')])])

    expect(good).toEqual({ status: 'fulfilled', value: { accepted: 1, duplicates: 0 } })
    expect(bad).toMatchObject({ reason: { message: 'bad' }, status: 'rejected' })
  })

  it('tries the facts of each caller on when a batch meets a write conflict', async () => {
    const { write } = aStore()
    const conflict = new MongoServerError({
      code: 112,
      errorLabels: ['TransientTransactionError'],
      message: 'WriteConflict',
    })
    const queue = createFactQueue({ write: (batch) => (batch.length > 1 ? Promise.reject(conflict) : write(batch)) })

    expect(await Promise.all([queue.add([aFact('a')]), queue.add([aFact('b')])])).toEqual([
      { accepted: 1, duplicates: 0 },
      { accepted: 1, duplicates: 0 },
    ])
  })

  it('refuses more than it can hold', async () => {
    const queue = createFactQueue({ write: () => new Promise(() => undefined) })

    for (let n = 0; n < 60; n++) {
      void queue.add(facts(1_000, `${n}-`)).catch(() => undefined)
    }

    await expect(queue.add(facts(1_000, 'more'))).rejects.toMatchObject({ code: 'BUSY' })
  })

  it('writes what waits before it closes, and takes nothing more', async () => {
    const { ids, write } = aStore()
    const queue = createFactQueue({ write })
    const added = queue.add(facts(10, ''))

    await queue.close()

    expect(await added).toEqual({ accepted: 10, duplicates: 0 })
    expect(ids.size).toBe(10)
    await expect(queue.add([aFact('late')])).rejects.toMatchObject({ code: 'BUSY' })
  })
})
