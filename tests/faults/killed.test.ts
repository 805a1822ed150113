import { once } from 'node:events'

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import type { PublicationState } from '../../src/domain/publication.ts'
import { type ScratchMongod, startScratchMongod } from '../support/scratchMongod.ts'
import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import { setStage, type Stage } from './stage.ts'

const DUE = 200

const settles = (stage: Stage, states: PublicationState[]): Promise<void> =>
  until(
    `all are ${states.join(' or ')}`,
    async () => (await stage.rows.countDocuments({ lookAt: null, state: { $in: states } })) === DUE,
  )

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
    const stage = await setStage({ deduplication: 'native-key', due: DUE, mode, uri: inject('mongoUri') })

    try {
      const worker = await stage.startWorker(failpoint)

      await ended(worker)
      await stage.startWorker()
      await settles(stage, ['published'])

      const found = audit({ arrivals: await stage.arrivals(), rows: await stage.rows.find().toArray() })

      expect(found).toMatchObject({ early: [], lost: [], twice: [] })
    } finally {
      await stage.close()
    }
  })

  it.concurrent('never sends again by itself where the channel could not tell, and says so', async ({ expect }) => {
    const stage = await setStage({ deduplication: 'none', due: DUE, mode: '/slow', uri: inject('mongoUri') })

    try {
      await ended(await stage.startWorker('after-bytes:60'))
      await stage.startWorker()
      await settles(stage, ['published', 'unconfirmed'])

      const rows = await stage.rows.find().toArray()
      const found = audit({ arrivals: await stage.arrivals(), rows })

      expect(found).toEqual({ early: [], lost: [], repeated: [], twice: [] })
      expect(rows.filter(({ state }) => state === 'unconfirmed').length).toBeGreaterThan(0)
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
      await settles(stage, ['published', 'unconfirmed'])
      paused.kill('SIGCONT')
      await stage.stopWorker(paused)

      const found = audit({ arrivals: await stage.arrivals(), rows: await stage.rows.find().toArray() })

      expect(found).toEqual({ early: [], lost: [], repeated: [], twice: [] })
    } finally {
      await stage.close()
    }
  })

  it.concurrent.for(['/accept-then-drop', '/error', '/throttled'])(
    'with a receiver that answers %s loses none and lets none take effect twice',
    async (mode, { expect }) => {
      const stage = await setStage({ deduplication: 'native-key', due: DUE, mode, uri: inject('mongoUri') })

      try {
        await ended(await stage.startWorker('after-answer:100'))
        await stage.startWorker()
        await settles(stage, ['published'])

        const found = audit({ arrivals: await stage.arrivals(), rows: await stage.rows.find().toArray() })

        expect(found).toMatchObject({ early: [], lost: [], twice: [] })
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

  it('loses none, lets none take effect twice, and the worker lives on', async () => {
    const stage = await setStage({ deduplication: 'native-key', due: DUE, mode: '/slow', uri: mongod.uri })

    try {
      const worker = await stage.startWorker()

      await until('a part has arrived', async () => (await stage.arrivals()).length > 40)
      await mongod.kill()
      await mongod.restart()
      await settles(stage, ['published'])

      const found = audit({ arrivals: await stage.arrivals(), rows: await stage.rows.find().toArray() })

      expect(found).toMatchObject({ early: [], lost: [], twice: [] })
      expect(worker.exitCode).toBeNull()
    } finally {
      await stage.close()
    }
  })
})

async function ended(worker: Awaited<ReturnType<Stage['startWorker']>>): Promise<void> {
  if (worker.exitCode === null && worker.signalCode === null) {
    await once(worker, 'exit')
  }

  if (worker.signalCode !== 'SIGKILL') {
    throw new Error(`the worker ended by itself with ${worker.exitCode}`)
  }
}
