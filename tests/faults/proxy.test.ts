import { describe, inject, it } from 'vitest'

import { SECOND } from '../../src/domain/duration.ts'
import { createSeededRandom } from '../../src/domain/seededRandom.ts'
import { until } from '../support/until.ts'
import { findBreaches } from './invariants.ts'
import { openProxy, type Proxy, type Wire } from './proxy.ts'
import { say, scale } from './scale.ts'
import { setStage } from './stage.ts'

const DUE = scale.isFull ? 1_000 : 120
const seeded = createSeededRandom(String(scale.seed))
const open = (to: number, wire: Partial<Wire> = {}): Promise<Proxy> =>
  openProxy({ random: () => seeded.next(), to, wire })

/** A link to the database through a wire, which notices within seconds that it is dead. */
const through = ({ port }: Proxy): string =>
  `mongodb://127.0.0.1:${port}/?directConnection=true&connectTimeoutMS=2000&heartbeatFrequencyMS=500`

const mongodPort = (): number => Number(new URL(inject('mongoUri')).port)

describe('a bad wire to the channel', () => {
  it.concurrent.for<[string, Partial<Wire>]>([
    ['brings everything 200 ms late', { delayMs: 200 }],
    ['breaks one piece in a hundred', { resetRate: 0.01 }],
    ['breaks one piece in ten, late', { delayMs: 20, resetRate: 0.1 }],
    ['eats every fifth yes', { eatsEvery: 5 }],
  ])('that %s loses none and lets none take effect twice', async ([, wire], { expect }) => {
    let proxy: Proxy | undefined
    const stage = await setStage({
      due: DUE,
      outward: async (port) => (proxy = await open(port, wire)).port,
      uri: inject('mongoUri'),
    })

    try {
      await stage.startWorker()
      await stage.settles(['published'])

      const { arrivals, ...evidence } = await stage.evidence()

      expect(findBreaches({ ...evidence, arrivals })).toEqual([])
      say(`wire to the channel, ${JSON.stringify(wire)}: ${arrivals.length} arrivals, ${JSON.stringify(proxy?.seen)}`)
      expect(proxy?.seen.eaten ?? 0).toBeGreaterThanOrEqual((wire.eatsEvery ?? 0) && 1)
    } finally {
      await stage.close()
      await proxy?.close()
    }
  })

  it.concurrent('that goes dead without a sign loses none and lets none take effect twice', async ({ expect }) => {
    let proxy: Proxy | undefined
    const stage = await setStage({
      due: DUE,
      mode: '/slow',
      outward: async (port) => (proxy = await open(port)).port,
      uri: inject('mongoUri'),
    })

    try {
      await stage.startWorker({ silenceMs: 2 * SECOND })
      await until('a part has arrived', async () => (await stage.arrivals()).length > 40)
      proxy?.halfOpen()
      await stage.settles(['published'])

      expect(findBreaches(await stage.evidence())).toEqual([])
    } finally {
      await stage.close()
      await proxy?.close()
    }
  })

  it.concurrent('never leads to a second send where the channel knows no keys', async ({ expect }) => {
    let proxy: Proxy | undefined
    const stage = await setStage({
      deduplication: 'none',
      due: DUE,
      outward: async (port) => (proxy = await open(port, { eatsEvery: 5 })).port,
      uri: inject('mongoUri'),
    })

    try {
      await stage.startWorker()
      await stage.settles(['published', 'unconfirmed'])

      expect(findBreaches(await stage.evidence())).toEqual([])
      expect(await stage.rows.countDocuments({ state: 'unconfirmed' })).toBe(proxy?.seen.eaten)
    } finally {
      await stage.close()
      await proxy?.close()
    }
  })
})

describe('a bad wire to the database', () => {
  it.concurrent.for<[string, Partial<Wire>]>([
    ['brings everything 200 ms late', { delayMs: 200 }],
    ['breaks one piece in a hundred', { resetRate: 0.01 }],
  ])('that %s loses none and lets none take effect twice', async ([, wire], { expect }) => {
    const proxy = await open(mongodPort(), wire)
    const stage = await setStage({ due: DUE, mode: '/slow', uri: inject('mongoUri') })

    try {
      await Promise.all([stage.startWorker({ uri: through(proxy) }), stage.startWorker({ uri: through(proxy) })])
      await stage.settles(['published'])

      expect(findBreaches(await stage.evidence())).toEqual([])
      say(`wire to the database, ${JSON.stringify(wire)}: ${JSON.stringify(proxy.seen)}`)
    } finally {
      await stage.close()
      await proxy.close()
    }
  })

  it.concurrent(
    'that goes dead without a sign lets others take over, and the worker comes back',
    async ({ expect }) => {
      const proxy = await open(mongodPort())
      const stage = await setStage({ due: DUE, mode: '/slow', uri: inject('mongoUri') })

      try {
        await stage.startWorker({ uri: through(proxy) })
        await until('a part has arrived', async () => (await stage.arrivals()).length > 40)
        proxy.halfOpen()
        await stage.startWorker()
        await stage.settles(['published'])
        expect(findBreaches(await stage.evidence())).toEqual([])
      } finally {
        await stage.close()
        await proxy.close()
      }
    },
  )

  it.concurrent(
    'that stays dead for longer than a lease, for all workers, costs time and nothing else',
    async ({ expect }) => {
      const proxy = await open(mongodPort())
      const stage = await setStage({ due: DUE, mode: '/slow', uri: inject('mongoUri') })

      try {
        await Promise.all([stage.startWorker({ uri: through(proxy) }), stage.startWorker({ uri: through(proxy) })])
        await until('a part has arrived', async () => (await stage.arrivals()).length > 40)
        proxy.wire.isDead = true
        await until(
          'every lease is over',
          async () => (await stage.rows.countDocuments({ leaseUntil: { $gt: new Date() } })) === 0,
        )
        proxy.wire.isDead = false
        await stage.settles(['published'])

        expect(findBreaches(await stage.evidence())).toEqual([])
      } finally {
        await stage.close()
        await proxy.close()
      }
    },
  )
})
