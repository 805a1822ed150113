import { describe, expect, it } from 'vitest'

import { createFreshCache } from '../../src/delivery/freshCache.ts'

const aCache = ({ isLive = () => true, maxBytes = 100_000 } = {}) =>
  createFreshCache<string>({ isLive, maxBytes, sizeOf: (value) => value.length })

describe('createFreshCache', () => {
  it('reads once for all who ask at once, and not again', async () => {
    const cache = aCache()
    let reads = 0
    const load = () => Promise.resolve(String(++reads))
    const ask = () => cache.get({ key: 'list', load, scope: 'channel' })

    expect([...(await Promise.all([ask(), ask()])), await ask()]).toEqual(['1', '1', '1'])
  })

  it('does not keep what was read before a change that arrived meanwhile', async () => {
    const cache = aCache()
    let answer: (value: string) => void = () => undefined
    const old = new Promise<string>((resolve) => (answer = resolve))
    const before = cache.get({ key: 'list', load: () => old, scope: 'channel' })

    cache.forget('channel')
    const meanwhile = cache.get({ key: 'list', load: () => Promise.resolve('new'), scope: 'channel' })

    answer('old')
    await before

    const after = cache.get({ key: 'list', load: () => Promise.resolve('newer'), scope: 'channel' })

    expect([await before, await meanwhile, await after]).toEqual(['old', 'new', 'new'])
  })

  it('forgets one scope and keeps the others', async () => {
    const cache = aCache()
    let reads = 0
    const ask = (scope: string) => cache.get({ key: scope, load: () => Promise.resolve(String(++reads)), scope })

    await ask('a')
    await ask('b')
    cache.forget('a')

    expect([await ask('a'), await ask('b')]).toEqual(['3', '2'])
    cache.forgetAll()
    expect([await ask('a'), await ask('b')]).toEqual(['4', '5'])
  })

  it('does not remember a failure', async () => {
    const cache = aCache()
    const ask = (load: () => Promise<string>) => cache.get({ key: 'list', load, scope: 'channel' })

    await expect(ask(() => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await ask(() => Promise.resolve('up'))).toBe('up')
  })

  it('stays within its bytes', async () => {
    const cache = aCache({ maxBytes: 10_000 })
    let reads = 0
    const ask = (key: number) =>
      cache.get({
        key: String(key),
        load: () => {
          reads += 1

          return Promise.resolve('x'.repeat(1_000))
        },
        scope: 'channel',
      })

    for (let key = 0; key < 20; key += 1) {
      await ask(key)
    }

    await ask(19)
    expect(reads).toBe(20)
    await ask(0)
    expect(reads).toBe(21)
  })
})
