import { setTimeout as wait } from 'node:timers/promises'

import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { localNow } from '../../jobs/ledger/lease.ts'
import type { Claim } from '../../jobs/ledger/rows.ts'
import { createPermits } from '../../jobs/pacing/heldPermits.ts'
import { paceCollection } from '../../jobs/pacing/records.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { aPublication } from '../support/aPublication.ts'
import { betweenPace, type PaceCall } from '../support/betweenPace.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'
import { silentLog } from '../support/silentLog.ts'

let receiver: Receiver
let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'lost-permits')
})

beforeEach(async () => {
  receiver = await startReceiver((_request, response) => void response.end('{}'))
})

afterEach(async () => {
  await stage.sweep()
  await receiver.close()
})
afterAll(() => stage.close())

const isAbout = ({ of }: PaceCall, channel: ObjectId): boolean =>
  channel.equals((of as { _id?: ObjectId })._id ?? new ObjectId())

const claimOf = (channel: ObjectId): Claim => ({
  leaseMs: MINUTE,
  since: localNow(),
  row: aPublication({ channel, state: 'claimed' }),
})

describe('the permits of a worker', () => {
  const holding = async (channel: ObjectId) =>
    (await paceCollection(stage.db).findOne({ _id: channel }))?.permits?.holders.map(({ count }) => count) ?? []

  const permitsOf = (worker: string, db = stage.db) => createPermits({ db, leaseMs: MINUTE, log: silentLog, worker })

  it('come free when their answer was lost, while others are held, at the next heartbeat', async () => {
    const [lost, other] = [new ObjectId(), new ObjectId()]
    const db = betweenPace(stage.db, {
      after(call) {
        if (isAbout(call, lost) && call.method === 'findOneAndUpdate') {
          throw new Error('the answer was lost')
        }
      },
    })
    const one = permitsOf('one', db)
    const two = permitsOf('two')

    await expect(one.take(lost, 1, [claimOf(lost)])).rejects.toThrow('the answer was lost')
    expect(await one.take(other, 4, [claimOf(other), claimOf(other)])).toBe(2)
    expect(await two.take(lost, 1, [claimOf(lost)])).toBe(0)

    await one.keep()

    expect(await two.take(lost, 1, [claimOf(lost)])).toBe(1)
    expect(await holding(other)).toEqual([2])
  })

  it('come free when giving them back failed', async () => {
    const channel = new ObjectId()
    let isAway = false
    const db = betweenPace(stage.db, {
      before() {
        if (isAway) {
          throw new Error('the database is away')
        }
      },
    })
    const permits = permitsOf('one', db)
    const [first, second] = [claimOf(channel), claimOf(channel)]

    await permits.take(channel, 2, [first, second])
    isAway = true
    permits.giveBack(first.row)
    await wait(50)
    isAway = false
    expect(await holding(channel)).toEqual([2])

    await permits.keep()

    expect(await holding(channel)).toEqual([1])
  })

  it('are not given away by a heartbeat that comes while they are being taken', async () => {
    const channel = new ObjectId()
    let answer: () => void = () => undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    let isTaken: () => void = () => undefined
    const taken = new Promise<void>((resolve) => (isTaken = resolve))
    const db = betweenPace(stage.db, {
      async after({ method }) {
        if (method === 'findOneAndUpdate') {
          isTaken()
          await answered
        }
      },
    })
    const one = permitsOf('one', db)
    const taking = one.take(channel, 1, [claimOf(channel)])

    await taken
    const kept = one.keep()

    await Promise.race([kept, wait(200)])
    answer()
    expect(await taking).toBe(1)
    await kept

    expect(await permitsOf('two').take(channel, 1, [claimOf(channel)])).toBe(0)
  })

  it('are each claim’s own: one that comes back late takes nothing from the next', async () => {
    const channel = new ObjectId()
    const permits = permitsOf('one')
    const early = claimOf(channel)
    const again = { ...early, row: { ...early.row, fence: early.row.fence + 1 } }

    await permits.take(channel, 2, [early])
    await permits.take(channel, 2, [again])
    permits.giveBack(early.row)
    permits.giveBack(early.row)

    await expect.poll(() => holding(channel)).toEqual([1])
  })
})

describe('a channel with one permit', () => {
  /** Longer than a heartbeat, so that what is held is kept for good. */
  const KEPT = { leaseMs: 8 * SECOND }

  /** Two channels, so that both are in one batch. */
  const aPair = async () => {
    const one = (await stage.webhook(receiver.url, { concurrency: 1 })).id
    const other = (await stage.webhook(receiver.url, { concurrency: 1 })).id
    const ids = await stage.arm({ channel: one }, { channel: other }, { channel: other })

    return { ids, one, other }
  }

  it('goes on when the pace of another one in its batch could not be asked', async () => {
    const { ids, one } = await aPair()
    let hasFailed = false
    const db = betweenPace(stage.db, {
      async before(call) {
        if (call.method !== 'findOneAndUpdate') {
          return
        }

        if (isAbout(call, one) && !hasFailed) {
          hasFailed = true
          throw new Error('the database does not answer')
        }

        // The other one's answer comes after the failure.
        await wait(200)
      },
    })

    await stage.start({ db, limits: KEPT })
    await stage.reaches(ids[1], { state: 'published' }, 30 * SECOND)
    await stage.reaches(ids[2], { state: 'published' }, 30 * SECOND)
    await stage.reaches(ids[0], { state: 'published' }, 30 * SECOND)

    expect(hasFailed).toBe(true)
  })

  it('goes on when the pace answers only after nobody waits for it any more', async () => {
    const channel = (await stage.webhook(receiver.url, { concurrency: 1 })).id
    const [id] = await stage.arm({ channel })
    let isFirst = true
    const db = betweenPace(stage.db, {
      async before({ method }) {
        if (method === 'findOne' && isFirst) {
          isFirst = false
          // Longer than any answer is waited for.
          await wait(16 * SECOND)
        }
      },
    })

    await stage.start({ db, limits: KEPT })
    await stage.reaches(id, { state: 'published' }, 45 * SECOND)

    expect(isFirst).toBe(false)
  })
})
