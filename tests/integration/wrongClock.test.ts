import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { findConditions } from '../../jobs/alarms/findConditions.ts'
import type { WorkerDocument } from '../../jobs/heartbeat.ts'
import { createClockWarning } from '../../jobs/warnOfClock.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { CAMPAIGNS, CHANNELS, WORKERS } from '../../src/domain/slugs.ts'
import type { WorkerOrders } from '../faults/worker.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

let arrivedAt: number[]
let child: ChildProcess | undefined
let receiver: Receiver
let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'wrong_clock')
})
beforeEach(async () => {
  arrivedAt = []
  receiver = await startReceiver((_request, response) => {
    arrivedAt.push(Date.now())
    response.end('{}')
  })
})
afterEach(async () => {
  if (child?.exitCode === null) {
    child.disconnect()
    await once(child, 'exit')
  }

  await stage.sweep()
  await receiver.close()
})
afterAll(() => stage.close())

/** A worker of its own process whose clock is off by so much. */
const startWrong = async (offsetMs: number): Promise<void> => {
  const orders: WorkerOrders = { database: 'wrong_clock', uri: `${inject('mongoUri')}/?directConnection=true` }

  child = fork(new URL('../faults/worker.ts', import.meta.url), [JSON.stringify(orders)], {
    env: { ...process.env, FAULT_CLOCK: String(offsetMs) },
    execArgv: ['--import', 'tsx'],
  })
  await once(child, 'message')
}

/** A channel as the worker's process reads it. */
const join = async (): Promise<ObjectId> => {
  const { account, id } = await stage.webhook(receiver.url)
  const { credentials, settings } = account

  await stage.db
    .collection(CHANNELS)
    .updateOne({ _id: id }, { $set: { credentials, deduplication: 'native-key', kind: 'webhook', settings } })

  return id
}

describe('a worker with a wrong clock', () => {
  it.each([
    ['ahead', 5 * MINUTE],
    ['behind', -5 * MINUTE],
  ])(
    'five minutes %s sends nothing early and nothing late, and is seen and alarmed about',
    async (_title, offsetMs) => {
      const channel = await join()

      await startWrong(offsetMs)
      const dueAt = new Date(Date.now() + 6 * SECOND)

      await stage.arm(...Array.from({ length: 20 }, () => ({ channel, dueAt })))
      await expect.poll(() => stage.rows.countDocuments({ state: 'published' }), { timeout: 60 * SECOND }).toBe(20)

      // The test, the receiver and the database share one true clock.
      expect(Math.min(...arrivedAt)).toBeGreaterThanOrEqual(dueAt.getTime())
      expect(arrivedAt).toHaveLength(20)

      const worker = await stage.db.collection<WorkerDocument>(WORKERS).findOne()

      expect(Math.abs((worker?.clockOffsetMs ?? 0) - offsetMs)).toBeLessThan(10 * SECOND)
      expect((await findConditions(stage.db)).conditions.clock).toMatchObject({ isBad: true })
    },
  )

  it('five minutes ahead holds what an embargo forbids for four more', async () => {
    const channel = await join()
    const campaign = new ObjectId()

    await stage.db.collection(CAMPAIGNS).insertOne({ _id: campaign, embargoUntil: new Date(Date.now() + 4 * MINUTE) })
    await startWrong(5 * MINUTE)
    const [held, free] = await stage.arm({ campaign, channel }, { channel })

    await stage.reaches(free, { state: 'published' })
    await stage.reaches(held, { error: { class: 'gate', code: 'EMBARGO' }, state: 'blocked' })

    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([free])
  })
})

describe('the warning of a wrong clock', () => {
  it('is said once when it is off, and once when it is right again', () => {
    let offsetMs = 100
    const said: string[] = []
    const log = {
      error: (_details: object, message: string) => said.push(`error: ${message}`),
      info: (_details: object, message: string) => said.push(`info: ${message}`),
      warn: () => undefined,
    }
    const warn = createClockWarning({ clock: { offsetMs: () => offsetMs }, log })

    for (const next of [100, 300_000, 300_000, -2_500, 0, 0]) {
      offsetMs = next
      warn()
    }

    expect(said).toHaveLength(2)
    expect(said[0]).toMatch(/^error: the clock of this machine is 300 s ahead of the database's; set it right/)
    expect(said[1]).toMatch(/^info: .*right again/)
  })
})
