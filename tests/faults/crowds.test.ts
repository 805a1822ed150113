import { ObjectId } from 'mongodb'
import { describe, inject, it } from 'vitest'

import { paceCollection } from '../../jobs/pacing/records.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { CAMPAIGNS, CHANNELS } from '../../src/domain/slugs.ts'
import { until } from '../support/until.ts'
import { findBreaches } from './invariants.ts'
import type { Arrival } from './receiver.ts'
import { say, scale } from './scale.ts'
import { setStage, type Stage } from './stage.ts'

/** Sends at one time to one channel, as the workers of these tests are told. */
const SLOTS = 16

describe('500 publications overdue when the workers start', () => {
  it.concurrent(
    'go out in the order of their times, no more at once than the channel has slots',
    async ({ expect }) => {
      const stage = await setStage({ mode: '/slow', uri: inject('mongoUri') })

      try {
        const rows = await stage.addRows({
          count: 500,
          dueAt: (index) => new Date(Date.now() - (600 - index) * SECOND),
        })

        await stage.startWorker()
        await stage.settles(['published'])

        const evidence = await stage.evidence()
        const order = evidence.arrivals.map(({ id }) => rows.findIndex(({ _id }) => _id === id))

        expect(findBreaches(evidence)).toEqual([])
        expect(Math.max(...evidence.arrivals.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(SLOTS)
        // Those in flight together may arrive in any order, and one set is made ready behind them.
        expect(Math.max(...order.map((due, arrived) => Math.abs(due - arrived)))).toBeLessThanOrEqual(2 * SLOTS)
      } finally {
        await stage.close()
      }
    },
  )
})

describe('a channel that takes one at a time, and longer for it than its rate asks for', () => {
  it.concurrent('keeps the order of due times', async ({ expect }) => {
    const stage = await setStage({ mode: '/down', uri: inject('mongoUri') })
    const limits = { concurrency: 1, rate: { burst: 1, count: 10, seconds: 1 } }
    const from = Date.now()

    try {
      await stage.db.collection(CHANNELS).updateOne({ _id: stage.channel }, { $set: { limits } })
      const rows = await stage.addRows({ count: 30, dueAt: (index) => new Date(from + index) })

      // From here on it says yes, after 200 ms.
      stage.calm()
      await stage.startWorker()
      await stage.settles(['published'])

      const evidence = await stage.evidence()

      expect(findBreaches(evidence)).toEqual([])
      expect(evidence.arrivals.map(({ id }) => id)).toEqual(rows.map(({ _id }) => _id))
    } finally {
      await stage.close()
    }
  })
})

describe('500 overdue of which a campaign has ended', () => {
  it.concurrent('leave out what the campaign’s end forbids, and only that', async ({ expect }) => {
    const stage = await setStage({ mode: '/slow', uri: inject('mongoUri') })
    const [ended, going] = [new ObjectId(), new ObjectId()]
    const endAt = new Date(Date.now() - 100 * SECOND)

    try {
      await stage.db.collection<{ _id: ObjectId; endAt: Date }>(CAMPAIGNS).insertMany([
        { _id: ended, endAt },
        { _id: going, endAt: new Date(Date.now() + 10 * MINUTE) },
      ])

      // Every second one overdue since before the end, then what was planned for after it.
      const before = (index: number) => new Date(Date.now() - (600 - index) * SECOND)
      const forbidden = await stage.addRows({ count: 200, dueAt: before, given: { campaign: ended } })

      await stage.addRows({ count: 200, dueAt: before, given: { campaign: going } })
      await stage.addRows({ count: 50, dueAt: before })
      await stage.addRows({
        count: 50,
        dueAt: (index) => new Date(endAt.getTime() + (index + 1) * SECOND),
        given: { campaign: ended },
      })
      await Promise.all([stage.startWorker(), stage.startWorker()])
      await stage.settles(['missed', 'published'])

      const evidence = await stage.evidence()
      const missed = evidence.rows.filter(({ state }) => state === 'missed')

      expect(findBreaches(evidence)).toEqual([])
      expect(missed.map(({ _id }) => _id).sort()).toEqual(forbidden.map(({ _id }) => _id).sort())
      expect([...new Set(missed.map(({ error }) => error?.code))]).toEqual(['CAMPAIGN_ENDED'])
      expect(evidence.arrivals.filter(isOf(forbidden))).toEqual([])
    } finally {
      await stage.close()
    }
  })
})

describe('a channel that is down', () => {
  it.concurrent(
    'rests, is tried by one publication, and recovers with none lost and none twice',
    async ({ expect }) => {
      const stage = await setStage({ mode: '/down', uri: inject('mongoUri') })
      const other = await stage.addChannel({ mode: '/ok' })
      const breaker = async () => (await paceCollection(stage.db).findOne({ _id: stage.channel }))?.breaker

      try {
        const own = await stage.addRows({ count: 60 })
        const others = await stage.addRows({ channel: other, count: 60 })
        const isOwn = isOf(own)

        await Promise.all([stage.startWorker(), stage.startWorker()])
        await until('it rests', async () => (await breaker())?.state === 'open')
        await until(
          'the other channel has sent all of its own',
          async () => (await stage.rows.countDocuments({ channel: other, state: 'published' })) === others.length,
        )
        await until(
          'nothing of it is under way any more',
          async () => (await stage.rows.countDocuments({ channel: stage.channel, state: 'armed' })) === own.length,
        )

        const refused = (await stage.arrivals()).filter(isOwn).length

        // Each worker had one set on the wire and one made ready; the others never left.
        expect(refused).toBeLessThanOrEqual(4 * SLOTS)
        expect(await stage.rows.countDocuments({ 'error.code': 'CHANNEL_RESTING' })).toBeGreaterThan(0)
        expect((await breaker())?.failures).toBeGreaterThanOrEqual(5)

        stage.calm()
        await comeToItsTrial(stage)
        await until(
          'all of it is out',
          async () => (await stage.rows.countDocuments({ state: 'published' })) === own.length + others.length,
        )

        const evidence = await stage.evidence()
        const [trial, next] = evidence.arrivals.filter(isOwn).slice(refused)

        expect(findBreaches(evidence)).toEqual([])
        // Nothing followed while the one was under way: the receiver takes 200 ms to say yes.
        expect(trial?.inFlight).toBe(1)
        expect(Number(next?.at) - Number(trial?.at)).toBeGreaterThanOrEqual(190)
        expect((await breaker())?.state ?? 'closed').toBe('closed')
      } finally {
        await stage.close()
      }
    },
  )
})

/** As if the time of its rest had passed: for the channel, and for what waits until then. */
async function comeToItsTrial({ channel, db, rows }: Stage): Promise<void> {
  await paceCollection(db).updateOne({ _id: channel }, [{ $set: { 'breaker.retryAt': '$$NOW' } }])
  await rows.updateMany({ channel, leaseUntil: null, state: 'armed' }, [
    { $set: { dueAt: '$$NOW', fence: { $add: ['$fence', 1] } } },
  ])
}

describe('a storm of 429', () => {
  it.concurrent(
    'is waited out as long as the channel asks, and costs no publication an attempt',
    async ({ expect }) => {
      const stage = await setStage({ due: 100, mode: '/storm', uri: inject('mongoUri') })

      try {
        await stage.startWorker()
        await until('some have been refused again', async () => {
          await stage.hurry()

          return countRepeated(await stage.arrivals()) > 5
        })
        stage.calm()
        await stage.settles(['published'])

        const evidence = await stage.evidence()

        expect(findBreaches(evidence)).toEqual([])
        expect(evidence.rows.map(({ attempts }) => attempts)).toEqual(evidence.rows.map(() => 1))
        // The receiver asked for a second.
        expect(Math.min(...pauses(evidence.arrivals))).toBeGreaterThanOrEqual(SECOND - 50)
      } finally {
        await stage.close()
      }
    },
  )
})

describe('a channel that does not answer', () => {
  it.concurrent('holds up no other, and loses nothing itself', async ({ expect }) => {
    const stage = await setStage({ mode: '/held', uri: inject('mongoUri') })
    const others = await Promise.all(['/ok', '/ok', '/slow'].map((mode) => stage.addChannel({ mode })))

    try {
      await stage.startWorker({ silenceMs: 5 * MINUTE })
      const alone = await sendWave(stage, others)
      const stuck = await stage.addRows({ count: 100 })

      await until('it is stuck', async () => (await stage.arrivals()).filter(isOf(stuck)).length >= SLOTS)
      const beside = await sendWave(stage, others)
      const heldUp = await stage.rows
        .find({ channel: { $in: others }, state: { $ne: 'published' } })
        .map(({ _id }) => _id)
        .toArray()

      expect(await stage.rows.countDocuments({ channel: stage.channel, state: 'published' })).toBe(0)
      stage.calm()
      await stage.settles(['published'])

      expect(findBreaches({ ...(await stage.evidence()), heldUp })).toEqual([])
      say(`p99 of the start on other channels: ${alone} ms alone, ${beside} ms beside one that does not answer`)
      // How near the two are is shown and not judged (docs/proof.md): busy machines differ by more from wave to wave. What is judged is that nobody
      // waits for the stuck one: all were published while it hung, and none so late as behind a queue.
      expect(beside).toBeLessThan(3 * alone + 5 * SECOND)
    } finally {
      await stage.close()
    }
  })
})

describe('more channels that do not answer than a worker can send to at one time', () => {
  it.concurrent('leave another its share', async ({ expect }) => {
    const stage = await setStage({ mode: '/ok', uri: inject('mongoUri') })
    // 24 × 16 slots are more than the 256 sends of one worker.
    const silent = await Promise.all(Array.from({ length: 24 }, () => stage.addChannel({ mode: '/held' })))

    try {
      const stuck = await Promise.all(silent.map((channel) => stage.addRows({ channel, count: 3 * SLOTS })))
      const isStuck = isOf(stuck.flat())

      await stage.startWorker({ silenceMs: 5 * MINUTE })
      await until('they hold all there is', async () => (await stage.arrivals()).filter(isStuck).length >= 256)
      const own = await stage.addRows({ count: 100 })

      await until(
        'the other has sent all of its own',
        async () => (await stage.rows.countDocuments({ channel: stage.channel, state: 'published' })) === own.length,
      )
      expect(await stage.rows.countDocuments({ channel: { $in: silent }, state: 'published' })).toBe(0)
      stage.calm()
      await stage.settles(['published'])
      expect(findBreaches(await stage.evidence())).toEqual([])
    } finally {
      await stage.close()
    }
  })
})

/** Sends the same rows to the other channels; the p99 of how late they began. */
async function sendWave(stage: Stage, channels: readonly Stage['channel'][]): Promise<number> {
  const count = scale.isFull ? 300 : 60
  const dueAt = new Date(Date.now() + 4 * SECOND)
  const waves = await Promise.all(channels.map((channel) => stage.addRows({ channel, count, dueAt: () => dueAt })))
  const ids = waves.flat().map(({ _id }) => _id)
  const find = () => stage.rows.find({ _id: { $in: ids }, state: 'published' }).toArray()

  await until('the others are published', async () => (await find()).length === ids.length)
  const late = (await find()).map(({ latenessMs }) => latenessMs ?? 0).sort((a, b) => a - b)

  return late[Math.floor(late.length * 0.99)] ?? 0
}

const isOf =
  (rows: readonly { _id: string }[]) =>
  ({ id }: Arrival): boolean =>
    rows.some(({ _id }) => _id === id)

function byId(arrivals: readonly Arrival[]): Arrival[][] {
  const groups = new Map<string, Arrival[]>()

  arrivals.forEach((arrival) => groups.set(arrival.id, [...(groups.get(arrival.id) ?? []), arrival]))

  return [...groups.values()]
}

const countRepeated = (arrivals: readonly Arrival[]): number => byId(arrivals).filter(({ length }) => length > 1).length

const pauses = (arrivals: readonly Arrival[]): number[] =>
  byId(arrivals).flatMap((own) => own.slice(1).map(({ at }, index) => at - (own[index]?.at ?? at)))
