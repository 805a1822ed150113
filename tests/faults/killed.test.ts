import { afterAll, beforeAll, describe, inject, it } from 'vitest'

import { type ScratchMongod, startScratchMongod } from '../support/scratchMongod.ts'
import { until } from '../support/until.ts'
import { findBreaches, longestRecoveryMs } from './invariants.ts'
import { say } from './scale.ts'
import { killed, setStage } from './stage.ts'

const DUE = 200

describe('a worker killed while 200 publications go out', () => {
  // When it dies, some are through, some on the way and most not begun.
  it.concurrent.for([
    ['after it claimed', 'after-claim:1', '/ok'],
    ['after it marked them as sending', 'after-mark:3', '/ok'],
    ['after the bytes were sent', 'after-bytes:60', '/slow'],
    ['after the receiver said yes', 'after-answer:60', '/ok'],
    ['before it wrote that down', 'before-ack:3', '/slow'],
    ['after it wrote that down', 'after-ack:3', '/ok'],
  ])('%s loses none and lets none take effect twice', async ([, failpoint = '', mode = ''], { expect }) => {
    const stage = await setStage({ due: DUE, mode, uri: inject('mongoUri') })

    try {
      await killed(await stage.startWorker({ failpoint }))
      await stage.startWorker()
      await stage.settles(['published'])

      const evidence = await stage.evidence()

      expect(findBreaches({ ...evidence, recoveryMs: RECOVERY_MS })).toEqual([])
      say(`${failpoint}: taken over at most ${longestRecoveryMs(evidence)} ms after the lease`)
    } finally {
      await stage.close()
    }
  })

  it.concurrent('while it drains loses none and lets none take effect twice', async ({ expect }) => {
    const stage = await setStage({ due: DUE, mode: '/slow', uri: inject('mongoUri') })

    try {
      await killed(await stage.startWorker({ failpoint: 'in-drain', stopsEarly: true }))
      await stage.startWorker()
      await stage.settles(['published'])

      expect(findBreaches(await stage.evidence())).toEqual([])
    } finally {
      await stage.close()
    }
  })

  it.concurrent('never sends again by itself where the channel could not tell, and says so', async ({ expect }) => {
    const stage = await setStage({ deduplication: 'none', due: DUE, mode: '/slow', uri: inject('mongoUri') })

    try {
      await killed(await stage.startWorker({ failpoint: 'after-bytes:60' }))
      await stage.startWorker()
      await stage.settles(['published', 'unconfirmed'])

      expect(findBreaches(await stage.evidence())).toEqual([])
      expect(await stage.rows.countDocuments({ state: 'unconfirmed' })).toBeGreaterThan(0)
    } finally {
      await stage.close()
    }
  })

  it.concurrent('sends nothing any more when it was only paused, and wakes up after its lease', async ({ expect }) => {
    const stage = await setStage({ deduplication: 'none', due: DUE, mode: '/slow', uri: inject('mongoUri') })

    try {
      const paused = await stage.startWorker()

      await until('a part has arrived', async () => (await stage.arrivals()).length > 40)
      paused.kill('SIGSTOP')
      await stage.startWorker()
      await stage.settles(['published', 'unconfirmed'])
      paused.kill('SIGCONT')
      await stage.stopWorker(paused)

      expect(findBreaches(await stage.evidence())).toEqual([])
    } finally {
      await stage.close()
    }
  })

  it.concurrent.for(['/accept-then-drop', '/error', '/throttled'])(
    'with a receiver that answers %s loses none and lets none take effect twice',
    async (mode, { expect }) => {
      const stage = await setStage({ due: DUE, mode, uri: inject('mongoUri') })

      try {
        await killed(await stage.startWorker({ failpoint: 'after-answer:100' }))
        await stage.startWorker()
        await stage.settles(['published'])

        expect(findBreaches(await stage.evidence())).toEqual([])
      } finally {
        await stage.close()
      }
    },
  )
})

describe('a database killed while 200 publications go out', () => {
  let mongod: ScratchMongod

  beforeAll(async () => {
    mongod = await startScratchMongod()
  })

  afterAll(() => mongod.stop())

  it('loses none, lets none take effect twice, and the worker lives on', async ({ expect }) => {
    const stage = await setStage({ due: DUE, mode: '/slow', uri: mongod.uri })

    try {
      const worker = await stage.startWorker()

      await until('a part has arrived', async () => (await stage.arrivals()).length > 40)
      await mongod.kill()
      await mongod.restart()
      await stage.settles(['published'])

      expect(findBreaches(await stage.evidence())).toEqual([])
      expect(worker.exitCode).toBeNull()
    } finally {
      await stage.close()
    }
  })
})

/** A sweep, and time for a machine that has much else to do: what is meant is "soon", not "never". */
const RECOVERY_MS = 20_000
