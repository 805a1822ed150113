import type { CommandStartedEvent, ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'

import { releaseHeld } from '../../jobs/holding/releaseHeld.ts'
import { localNow } from '../../jobs/ledger/lease.ts'
import type { Claim, StoredRow } from '../../jobs/ledger/rows.ts'
import type { Settlement } from '../../jobs/ledger/settlement.ts'
import { createPace, type Pace } from '../../jobs/pacing/createPace.ts'
import { paceCollection } from '../../jobs/pacing/records.ts'
import type { OpenChannel } from '../../jobs/sending/channelCache.ts'
import { insertByDueAt } from '../../jobs/sending/lanes.ts'
import { createServerClock, type ServerClock } from '../../jobs/serverClock.ts'
import type { ChannelLimits } from '../../src/domain/channelAdapter.ts'
import { plannedAt } from '../../src/domain/channelPace.ts'
import { CLOSED } from '../../src/domain/circuitBreaker.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { CHANNEL_PACE } from '../../src/domain/slugs.ts'
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

const withLimits = <T extends OpenChannel>(channel: T, limits: ChannelLimits): T => ({
  ...channel,
  account: { ...channel.account, limits },
})

const after = (ms: number) => new Date(clock.now().getTime() + ms)

const claimOf = ({ id }: { id: ObjectId }, given: Partial<StoredRow> = {}): Claim => ({
  leaseMs: MINUTE,
  row: aPublication({ channel: id, dueAt: after(0), state: 'claimed', ...given }),
  since: localNow(),
})

/** A row whose token's instant is now. */
const withToken = (): Partial<StoredRow> => {
  const dueAt = after(0)

  return { dueAt, wait: { since: after(-10 * SECOND), token: { at: dueAt, perSecond: 1 }, until: dueAt } }
}

const claimedBefore = (claim: Claim, ms: number): Claim => ({
  ...claim,
  since: { steadyMs: claim.since.steadyMs - ms, wallMs: claim.since.wallMs - ms },
})

/** Claimed in time, with a token, and in its lane ever since. */
const heldFor = (channel: { id: ObjectId }, ms: number, given: Partial<StoredRow> = {}): Claim => {
  const dueAt = after(-ms)
  const wait = { since: after(-HOUR), token: { at: dueAt, perSecond: 1 }, until: dueAt }

  return claimedBefore(claimOf(channel, { dueAt, wait, ...given }), ms + SECOND)
}

const stored = ({ outcome, row }: Settlement): StoredRow => ({
  ...row,
  dueAt: outcome.dueAt ?? row.dueAt,
  wait: outcome.wait ?? null,
})

/** As it comes back from the ledger when its time has come, which is now. */
const cameBack = (settlement: Settlement): Claim => {
  const { wait, ...row } = stored(settlement)
  const sinceMs = clock.now().getTime() - row.dueAt.getTime()
  const sooner = (at: Date) => new Date(at.getTime() + sinceMs)
  const token = wait?.token && { ...wait.token, at: sooner(wait.token.at) }

  return claimOf(
    { id: row.channel },
    {
      ...row,
      dueAt: sooner(row.dueAt),
      wait: { since: plannedAt(stored(settlement)), ...(token && { token }), until: sooner(row.dueAt) },
    },
  )
}

/** Rows an hour overdue, a second apart. */
const overdue = (channel: { id: ObjectId }, count: number): Claim[] => {
  const since = clock.now().getTime() - HOUR

  return Array.from({ length: count }, (_, index) => claimOf(channel, { dueAt: new Date(since + index * SECOND) }))
}

/** In batches, as a lane gives them. */
const admitAll = async (pace: Pace, channel: OpenChannel, claims: readonly Claim[]): Promise<Settlement[]> => {
  const pushed: Settlement[] = []

  for (let at = 0; at < claims.length; at += 64) {
    pushed.push(...(await pace.admit(channel, claims.slice(at, at + 64))).pushed)
  }

  return pushed
}

/** What was pushed, by when it was planned, in the order in which it leaves: what asks again does so behind what is booked. */
const orderOf = (pushed: readonly Settlement[]): number[] => {
  const hasToken = ({ outcome }: Settlement) => outcome.wait?.token !== undefined
  const ordered = [pushed.filter(hasToken), pushed.filter((one) => !hasToken(one))].flatMap((some) => {
    const waiting: Claim[] = []

    some.map(stored).forEach((row) => insertByDueAt(waiting, { leaseMs: MINUTE, row, since: localNow() }))

    return waiting
  })

  return ordered.map(({ row }) => plannedAt(row).getTime())
}

const inOrder = (claims: readonly Claim[]): number[] => claims.map(({ row }) => row.dueAt.getTime())

const breakAt = (channel: { id: ObjectId }, retryAt: Date) =>
  paceCollection(stage.db).updateOne(
    { _id: channel.id },
    { $set: { breaker: { ...CLOSED, failures: 5, lastError: null, opens: 1, retryAt, revision: 1, state: 'open' } } },
    { upsert: true },
  )

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
      claimOf(channel, { dueAt, wait: { since: after(-2 * HOUR), until: dueAt } }),
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
    // It is another object once it was marked and taken back.
    const again = { ...second }

    expect((await pace.admit(channel, [again])).passed).toEqual([again])
  })

  it('does not spend at once what tokens came while a send hung', async () => {
    const [channel, pace] = [aLimitedChannel({ rate: limits.rate }), await open()]
    const { passed, waiting } = await pace.admit(
      channel,
      Array.from({ length: 20 }, (_, index) => heldFor(channel, (20 - index) * SECOND)),
    )

    expect([passed.length, waiting.length]).toEqual([2, 18])
  })

  it('lets late tokens out at its rate, however many workers hold some', async () => {
    const channel = aLimitedChannel({ rate: limits.rate })
    const workers = [await open(), await open(), await open()]
    const admitted = await Promise.all(
      workers.map((pace) =>
        pace.admit(
          channel,
          Array.from({ length: 20 }, (_, index) => heldFor(channel, (20 - index) * SECOND)),
        ),
      ),
    )

    expect(admitted.flatMap(({ passed }) => passed).length).toBeLessThanOrEqual(3)
    expect(admitted.flatMap(({ waiting }) => waiting).length).toBeGreaterThanOrEqual(57)
  })

  it('spends no late token on a row that has no permit', async () => {
    const channel = aLimitedChannel({ concurrency: 1, rate: { burst: 1, count: 1, seconds: 60 } })
    const [pace, other] = [await open(), await open()]
    const first = claimOf(channel)
    const late = { ...heldFor(channel, 2 * SECOND) }

    late.row.wait = { ...late.row.wait!, token: { at: late.row.dueAt, perSecond: 1 / 60 } }
    expect((await other.admit(channel, [first])).passed).toEqual([first])
    expect((await pace.admit(channel, [late])).waiting).toEqual([late])
    other.release([first])

    await expect.poll(async () => (await pace.admit(channel, [late])).passed).toEqual([late])
  })

  it('asks nobody for a token that is there in time', async () => {
    const [channel, pace] = [aLimitedChannel({ rate: limits.rate }), await open()]
    const asked: string[] = []
    const listen = ({ command }: CommandStartedEvent) =>
      Object.values(command).includes(CHANNEL_PACE) && asked.push(Object.keys(command)[0] ?? '')

    stage.db.client.on('commandStarted', listen)
    await pace.admit(channel, [claimOf(channel, withToken()), claimOf(channel, withToken())])
    stage.db.client.off('commandStarted', listen)

    // Only its breaker was read.
    expect(asked).toEqual(['find'])
  })
})

describe('a channel without a rate, to which something is late that was caught up with', () => {
  it('gets what is on time at once', async () => {
    const [channel, pace] = [aLimitedChannel(), await open()]
    const onTime = () => Array.from({ length: 60 }, () => claimOf(channel))
    const late = () => heldFor(channel, SECOND, { resumedAt: after(0) })

    expect((await pace.admit(channel, onTime())).waiting).toEqual([])
    expect((await pace.admit(channel, [late(), ...onTime()])).waiting).toEqual([])
    expect((await pace.admit(channel, [late(), ...onTime()])).waiting).toEqual([])

    const lateOnes = Array.from({ length: 30 }, late)
    const { passed, waiting } = await pace.admit(channel, [...lateOnes, ...onTime()])

    expect(passed.length).toBeGreaterThan(60)
    expect(waiting.length).toBeGreaterThan(10)
    expect(waiting.every((claim) => lateOnes.includes(claim))).toBe(true)
  })
})

describe('a channel whose rate becomes another while rows wait', () => {
  const aMinute = (count: number): ChannelLimits => ({ rate: { burst: 1, count, seconds: 60 } })
  const dueIn = ({ outcome }: Settlement): number =>
    Math.round(((outcome.dueAt?.getTime() ?? 0) - clock.now().getTime()) / SECOND)

  it('sends at once by the lower rate, in order, and does not fall silent', async () => {
    const [channel, pace] = [aLimitedChannel(aMinute(60)), await open()]
    const pushed = await admitAll(pace, channel, overdue(channel, 500))
    const slower = withLimits(channel, aMinute(1))
    const [first, ...others] = pushed.slice(0, 12).map(cameBack) as [Claim, ...Claim[]]
    // The last of those that left by the old rate did so just now.
    const {
      pushed: [next],
    } = await pace.admit(slower, [first])

    expect(next && dueIn(next)).toBeLessThanOrEqual(60)

    const again = (await pace.admit(slower, others)).pushed

    expect(again.filter(({ outcome }) => outcome.wait?.token).map(dueIn)).toEqual(
      Array.from({ length: 9 }, (_, index) => dueIn(next as Settlement) + (index + 1) * 60),
    )
    expect(orderOf([next as Settlement, ...again])).toEqual(pushed.slice(0, 12).map(({ row }) => row.dueAt.getTime()))
  })

  it('does not send what is new before what has waited when the rate is raised', async () => {
    const [channel, pace] = [aLimitedChannel(aMinute(1)), await open()]
    const pushed = await admitAll(pace, channel, overdue(channel, 6))
    const last = Math.max(...pushed.map(dueIn))
    const {
      passed,
      pushed: [late],
    } = await pace.admit(withLimits(channel, aMinute(60)), [claimOf(channel)])

    expect(passed).toEqual([])
    expect(late && dueIn(late)).toBeGreaterThanOrEqual(last)
    expect(late && dueIn(late)).toBeLessThan(last + 5)
  })
})

describe('the order of what a channel makes wait', () => {
  it('stays over a rest, however many batches come to it', async () => {
    const [channel, pace] = [aLimitedChannel(), await open()]
    const rows = overdue(channel, 192)

    await breakAt(channel, after(30 * SECOND))

    expect(orderOf(await admitAll(pace, channel, rows))).toEqual(inOrder(rows))
  })

  it('stays beyond what is booked ahead', async () => {
    const [channel, pace] = [aLimitedChannel({ rate: { burst: 1, count: 1, seconds: 60 } }), await open()]
    const rows = overdue(channel, 192)

    expect(orderOf(await admitAll(pace, channel, rows))).toEqual(inOrder(rows.slice(1)))
  })

  it('stays when a token came during a rest; those leave at the rate', async () => {
    const [channel, pace] = [aLimitedChannel({ rate: { burst: 1, count: 1, seconds: 1 } }), await open()]
    const pushed = await admitAll(pace, channel, overdue(channel, 200))
    const came = pushed.slice(0, 30).map(cameBack)

    await breakAt(channel, after(30 * SECOND))
    const rested = (await (await open()).admit(channel, came)).pushed.map(cameBack)

    await paceCollection(stage.db).updateOne({ _id: channel.id }, { $unset: { breaker: 1 } })
    const { passed, pushed: behind, waiting } = await (await open()).admit(channel, rested)

    expect([passed, behind, waiting]).toEqual([rested.slice(0, 1), [], rested.slice(1)])
  })
})
