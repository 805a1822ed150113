import { describe, expect, it } from 'vitest'

import { createTokenKeeper, type KeptToken } from '../../../src/channels/tokens/createTokenKeeper.ts'
import type { FetchTokenArgs } from '../../../src/domain/accessTokens.ts'
import { HOUR, MINUTE } from '../../../src/domain/duration.ts'
import { ChannelError, type ChannelErrorClass } from '../../../src/domain/errors.ts'
import { createMemoryTokenStore } from '../../support/channelOptions.ts'
import { saidInChinese } from '../../support/saidInChinese.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const signal = new AbortController().signal
const later = (ms: number): Date => new Date(NOW.getTime() + ms)

const aToken = (value: string, endsInMs: number): KeptToken => ({
  expiresAt: later(endsInMs),
  issuedAt: later(-HOUR),
  value,
})

const aKeeper = (first: KeptToken | null = null, fail: (() => Error) | null = null) => {
  const asked: FetchTokenArgs[] = []
  const store = createMemoryTokenStore(first)
  const open = () =>
    createTokenKeeper({
      clock: () => NOW,
      fetchToken: (args) => {
        asked.push(args)

        return fail === null
          ? Promise.resolve({ expiresAt: later(2 * HOUR), value: `token-${asked.length}` })
          : Promise.reject(fail())
      },
      store,
    })

  return { asked, keeper: open(), open, store }
}

const refusal = (errorClass: ChannelErrorClass) => () => new ChannelError({ errorClass, message: 'no' })
const read = (token: string) => Promise.resolve(token)

describe('createTokenKeeper', () => {
  it('fetches a token once, however many ask at once', async () => {
    const { asked, keeper, open } = aKeeper()
    const used = await Promise.all(Array.from({ length: 20 }, () => keeper.use(signal, read)))

    expect(new Set(used)).toEqual(new Set(['token-1']))
    expect(await open().use(signal, read)).toBe('token-1')
    expect(asked).toMatchObject([{ current: null, isForced: false }])
  })

  it('lets one of several workers renew, and the others use what is still good', async () => {
    const { asked, open } = aKeeper(aToken('old', 4 * MINUTE))
    const used = await Promise.all(Array.from({ length: 10 }, () => open().use(signal, read)))

    expect(asked).toHaveLength(1)
    expect(used.every((token) => token === 'old' || token === 'token-1')).toBe(true)
  })

  it('tells when only a person can connect the account anew, as far as the platform said', async () => {
    const refreshExpiresAt = later(30 * HOUR)

    expect(await aKeeper(aToken('kept', HOUR)).keeper.accessEndsAt(signal)).toBeNull()
    expect(await aKeeper({ ...aToken('kept', HOUR), refreshExpiresAt }).keeper.accessEndsAt(signal)).toEqual(
      refreshExpiresAt,
    )
  })

  it('renews ahead of the end, and not before', async () => {
    const early = aKeeper(aToken('kept', HOUR))
    const soon = aKeeper(aToken('kept', 4 * MINUTE))

    await early.keeper.keepFresh(signal)
    await soon.keeper.keepFresh(signal)

    expect(early.asked).toEqual([])
    expect(soon.asked).toMatchObject([{ current: { value: 'kept' } }])
  })

  it('uses what is still good when the renewal fails', async () => {
    const { keeper } = aKeeper(aToken('kept', MINUTE), refusal('unknown-outcome'))

    expect(await keeper.use(signal, read)).toBe('kept')
  })

  it.each([
    ['a network error', () => new Error('reset'), 'retry'],
    ['an answer that never came', refusal('unknown-outcome'), 'retry'],
    ['a platform that is slow', refusal('throttled'), 'throttled'],
    ['a secret that the platform refuses', refusal('reauth-auto'), 'reauth-user'],
    ['a revoked app', refusal('disconnect'), 'disconnect'],
  ])('without a good token, %s is %s', async (_title, fail, errorClass) => {
    await expect(aKeeper(aToken('gone', -1), fail).keeper.use(signal, read)).rejects.toMatchObject({ errorClass })
  })

  it('uses what a slow worker kept meanwhile, when its own renewal is refused for it', async () => {
    const store = createMemoryTokenStore(aToken('gone', -1))
    const keeper = createTokenKeeper({
      clock: () => NOW,
      async fetchToken() {
        // Its lock ran out while it asked; the platform took the refresh token from it and not from this one.
        await (await slow)?.write(aToken('kept late', HOUR))

        throw refusal('reauth-user')()
      },
      store: {
        ...store,
        lock: () => Promise.resolve({ release: () => Promise.resolve(), write: () => Promise.resolve(true) }),
      },
    })
    const slow = store.lock()

    expect(await keeper.use(signal, read)).toBe('kept late')
  })

  it('uses the newer one where its own came too late to be kept', async () => {
    const store = createMemoryTokenStore(aToken('newer', HOUR))
    let reads = 0
    const keeper = createTokenKeeper({
      clock: () => NOW,
      fetchToken: () => Promise.resolve({ expiresAt: later(2 * HOUR), value: 'late' }),
      store: {
        lock: () => Promise.resolve({ release: () => Promise.resolve(), write: () => Promise.resolve(false) }),
        read: () => (++reads < 3 ? Promise.resolve(null) : store.read()),
      },
    })

    expect(await keeper.use(signal, read)).toBe('newer')
  })

  it('can be asked again after a failure', async () => {
    let isBroken = true
    const { keeper } = aKeeper(null, null)
    const store = createMemoryTokenStore()
    const other = createTokenKeeper({
      clock: () => NOW,
      fetchToken: () =>
        isBroken ? Promise.reject(new Error('reset')) : Promise.resolve({ expiresAt: later(HOUR), value: 'fresh' }),
      store,
    })

    expect(await keeper.use(signal, read)).toBe('token-1')
    await expect(other.use(signal, read)).rejects.toMatchObject({ errorClass: 'retry' })
    isBroken = false
    expect(await other.use(signal, read)).toBe('fresh')
  })

  it.each(['lock', 'read'] as const)(
    'calls it not now, and frees the lock, when the store fails to %s',
    async (name) => {
      const store = createMemoryTokenStore()
      let isBroken = true
      const failing = (): Promise<never> => Promise.reject(new Error('connection closed'))
      const keeper = createTokenKeeper({
        clock: () => NOW,
        fetchToken: () => Promise.resolve({ expiresAt: later(HOUR), value: 'fresh' }),
        store: {
          lock: () => (isBroken && name === 'lock' ? failing() : store.lock()),
          // The first look finds nothing; what fails is the one under the lock.
          read: () => (isBroken && name === 'read' && store.isLocked() ? failing() : store.read()),
        },
      })

      const error: unknown = await keeper.use(signal, read).catch((thrown: unknown) => thrown)

      expect(error).toMatchObject({ channelCode: 'NO_TOKEN', errorClass: 'retry' })
      expect(saidInChinese(error)).toBe('暂时无法取得访问令牌，稍后自动重试：connection closed')
      isBroken = false
      expect(await keeper.use(signal, read)).toBe('fresh')
    },
  )

  it('renews a token that the platform refuses, and repeats the work once', async () => {
    const { asked, keeper } = aKeeper(aToken('revoked', HOUR))
    const tried: string[] = []

    const result = await keeper.use(signal, (token) => {
      tried.push(token)

      return token === 'revoked' ? Promise.reject(refusal('reauth-auto')()) : Promise.resolve('done')
    })

    expect(result).toBe('done')
    expect(tried).toEqual(['revoked', 'token-1'])
    expect(asked).toMatchObject([{ isForced: true }])
  })

  it('asks the user when the renewed one is refused too', async () => {
    const { keeper } = aKeeper()
    let tries = 0

    await expect(
      keeper.use(signal, () => {
        tries += 1

        return Promise.reject(refusal('reauth-auto')())
      }),
    ).rejects.toMatchObject({ errorClass: 'reauth-user' })
    expect(tries).toBe(2)
  })

  it('repeats nothing after another error', async () => {
    const { keeper } = aKeeper()
    let tries = 0

    await expect(
      keeper.use(signal, () => {
        tries += 1

        return Promise.reject(refusal('unknown-outcome')())
      }),
    ).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
    expect(tries).toBe(1)
  })
})
