import type { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'

import { releaseHeld } from '../../jobs/holding/releaseHeld.ts'
import { localNow } from '../../jobs/ledger/lease.ts'
import type { Claim, StoredRow } from '../../jobs/ledger/rows.ts'
import { createPace, type Pace } from '../../jobs/pacing/createPace.ts'
import { paceCollection } from '../../jobs/pacing/records.ts'
import type { OpenChannel } from '../../jobs/sending/channelCache.ts'
import { createServerClock, type ServerClock } from '../../jobs/serverClock.ts'
import type { ChannelLimits } from '../../src/domain/channelAdapter.ts'
import { CLOSED } from '../../src/domain/circuitBreaker.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { aChannel } from '../support/aChannel.ts'
import { aPublication } from '../support/aPublication.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'
import { silentLog } from '../support/silentLog.ts'

let clock: ServerClock
let paces: Pace[] = []
let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'admission')
  clock = await createServerClock({ db: stage.db })
})

afterEach(async () => {
  await Promise.all(paces.map((pace) => pace.stop()))
  paces = []
  await stage.sweep()
})
afterAll(() => stage.close())

const open = async () => {
  const pace = await createPace({
    catchUpPerSecond: 10,
    clock,
    db: stage.db,
    leaseMs: MINUTE,
    log: silentLog,
    random: () => 0,
    worker: `worker ${paces.length}`,
  })

  paces.push(pace)

  return pace
}

const aLimitedChannel = (limits: ChannelLimits = {}): OpenChannel & { id: ObjectId } =>
  aChannel({}, { account: { limits } })

const after = (ms: number) => new Date(clock.now().getTime() + ms)

const claimOf = ({ id }: { id: ObjectId }, given: Partial<StoredRow> = {}): Claim => ({
  leaseMs: MINUTE,
  row: aPublication({ channel: id, dueAt: after(0), state: 'claimed', ...given }),
  since: localNow(),
})

/** A row whose token's instant is now. */
const withToken = (): Partial<StoredRow> => {
  const dueAt = after(0)

  return { dueAt, wait: { isBooked: true, since: after(-10 * SECOND), until: dueAt } }
}

describe('a channel whose rest has ended, with tokens that are booked for minutes', () => {
  const rest = async () => {
    const channel = aLimitedChannel({ rate: { burst: 1, count: 1, seconds: 1 } })

    await paceCollection(stage.db).insertOne({
      _id: channel.id,
      breaker: { ...CLOSED, failures: 5, lastError: null, opens: 1, retryAt: after(-1), revision: 1, state: 'open' },
      bucket: { at: after(0), booked: 0, tokens: -200 },
    })

    return channel
  }

  const breakerOf = async (channel: { id: ObjectId }) =>
    (await paceCollection(stage.db).findOne({ _id: channel.id }))?.breaker?.state

  it('is tried by the row that has its token, not by one that must wait for its own', async () => {
    const [channel, pace] = [await rest(), await open()]
    const [resting, due] = [claimOf(channel), claimOf(channel, withToken())]

    expect((await pace.admit(channel, [resting])).passed).toEqual([])
    expect(await breakerOf(channel)).toBe('open')

    const { passed, pushed } = await pace.admit(channel, [resting, due])

    expect(passed).toEqual([due])
    expect(pushed.map(({ outcome, row }) => [row._id, outcome.error?.code])).toEqual([
      [resting.row._id, 'CHANNEL_RESTING'],
    ])
    expect(await breakerOf(channel)).toBe('half-open')
  })

  it('is tried by one worker alone', async () => {
    const channel = await rest()
    const claims = [claimOf(channel, withToken()), claimOf(channel, withToken())] as const
    const admitted = await Promise.all(claims.map(async (claim) => (await open()).admit(channel, [claim])))

    expect(admitted.flatMap(({ passed }) => passed)).toHaveLength(1)
  })

  it.each([
    ['could not be marked', (pace: Pace, claim: Claim) => pace.release([claim])],
    [
      'came back unsent',
      (pace: Pace, { row }: Claim) => pace.observe({ outcome: { attempts: 0, state: 'armed' }, row }),
    ],
  ])('is tried by the next row when the first %s', async (_what, giveBack) => {
    const [channel, pace] = [await rest(), await open()]
    const first = claimOf(channel, withToken())

    expect((await pace.admit(channel, [first])).passed).toEqual([first])
    giveBack(pace, first)
    // It is given back behind the scenes.
    await expect
      .poll(async () => (await pace.admit(channel, [claimOf(channel, withToken())])).passed.length)
      .toBeGreaterThan(0)
  })

  it('keeps its trial for a row that has its permit', async () => {
    const channel = aLimitedChannel({ concurrency: 1 })
    const pace = await open()
    const other = claimOf(channel)

    expect((await pace.admit(channel, [other])).passed).toEqual([other])
    await paceCollection(stage.db).updateOne(
      { _id: channel.id },
      {
        $set: {
          breaker: {
            ...CLOSED,
            failures: 5,
            lastError: null,
            opens: 1,
            retryAt: after(-1),
            revision: 1,
            state: 'open',
          },
        },
      },
    )
    const next = claimOf(channel)
    const elsewhere = await open()

    expect((await elsewhere.admit(channel, [next])).waiting).toEqual([next])
    expect(await breakerOf(channel)).toBe('open')
  })
})

describe('what was overdue at a start', () => {
  it('is caught up with at its pace after its channel made it wait, too', async () => {
    const [channel, pace] = [aLimitedChannel(), await open()]
    const dueAt = after(-SECOND)
    const rested = Array.from({ length: 60 }, () =>
      claimOf(channel, { dueAt, wait: { isBooked: false, since: after(-2 * HOUR), until: dueAt } }),
    )
    const { passed, pushed } = await pace.admit(channel, rested)

    expect(passed.length).toBeLessThanOrEqual(11)
    expect([...new Set(pushed.map(({ outcome }) => outcome.error?.code))]).toEqual(['CATCHING_UP'])
  })
})

describe('what a pause held back', () => {
  it('is caught up with at the same pace, and what is late for another reason is not', async () => {
    const [channel, pace] = [aLimitedChannel(), await open()]

    await stage.db.collection('fleet').updateMany({}, { $set: { downUntil: null } })
    await pace.keep()
    const dueAt = after(-2 * HOUR)
    const error = publicationError('gate', 'FROZEN')

    await stage.arm(
      ...Array.from({ length: 60 }, () => ({ channel: channel.id, dueAt, error, state: 'blocked' as const })),
    )
    expect(await releaseHeld(stage.db)).toBe(60)
    const held = (await stage.rows.find().toArray()).map((row) => ({ ...claimOf(channel), row }))
    const slow = Array.from({ length: 60 }, () => claimOf(channel, { dueAt, resumedAt: after(-3 * HOUR) }))

    expect((await pace.admit(channel, held)).passed.length).toBeLessThanOrEqual(11)
    expect((await pace.admit(channel, slow)).passed).toHaveLength(60)
  })
})

describe('a channel with a rate and a limit of concurrency', () => {
  const limits = { concurrency: 1, rate: { burst: 1, count: 2, seconds: 1 } }
  const claimedBefore = (claim: Claim, ms: number): Claim => ({
    ...claim,
    since: { steadyMs: claim.since.steadyMs - ms, wallMs: claim.since.wallMs - ms },
  })
  /** Claimed in time, and in its lane ever since. */
  const heldFor = (channel: { id: ObjectId }, ms: number): Claim => {
    const dueAt = after(-ms)

    return claimedBefore(
      claimOf(channel, { dueAt, wait: { isBooked: true, since: after(-HOUR), until: dueAt } }),
      ms + SECOND,
    )
  }

  it('does not send a row behind all others because it waited for its permit', async () => {
    const [channel, pace] = [aLimitedChannel(limits), await open()]
    const [first, second] = [heldFor(channel, 0), heldFor(channel, 2 * SECOND)]

    await paceCollection(stage.db).insertOne({ _id: channel.id, bucket: { at: after(0), booked: 0, tokens: -200 } })

    expect(await pace.admit(channel, [first, second])).toMatchObject({ pushed: [], waiting: [second] })
    pace.release([first])

    expect((await pace.admit(channel, [second])).passed).toEqual([second])
  })

  it('keeps the token that a row had at once when there is no permit for it', async () => {
    const [channel, pace] = [aLimitedChannel({ ...limits, rate: { ...limits.rate, burst: 2 } }), await open()]
    const [first, second, ...others] = Array.from({ length: 20 }, () => claimOf(channel)) as [Claim, Claim, ...Claim[]]
    const { passed, waiting } = await pace.admit(channel, [first, second, ...others])

    expect([passed, waiting]).toEqual([[first], [second]])
    pace.release([first])
    expect((await pace.admit(channel, [second])).passed).toEqual([second])
  })

  it('does not spend at once what tokens came while a send hung', async () => {
    const [channel, pace] = [aLimitedChannel({ rate: limits.rate }), await open()]
    const { passed, waiting } = await pace.admit(
      channel,
      Array.from({ length: 20 }, (_, index) => heldFor(channel, (20 - index) * SECOND)),
    )

    expect([passed.length, waiting.length]).toEqual([2, 18])
  })
})
