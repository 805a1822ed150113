// Longer than 300 lines: opening the database and the app costs seconds, so all that is asked of this one stands together.

import { setTimeout as wait } from 'node:timers/promises'

import { type CommandStartedEvent, ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { bookTokens } from '../../jobs/pacing/bucket.ts'
import { dropPermits, keepPermits, takePermits } from '../../jobs/pacing/permits.ts'
import { paceCollection } from '../../jobs/pacing/records.ts'
import type { TokenRate } from '../../src/domain/channelPace.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { CHANNEL_PACE, CHANNELS } from '../../src/domain/slugs.ts'
import { aChannel } from '../support/aChannel.ts'
import { type ReceivedRequest, type Receiver, startReceiver } from '../support/receiver.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

let receiver: Receiver
let stage: SendingStage
let arrivals: { at: number; id: string }[]

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'pacing')
})

beforeEach(async () => {
  arrivals = []
  receiver = await startReceiver((request, response) => {
    note(request)
    response.end('{}')
  })
})

afterEach(async () => {
  await stage.sweep()
  await receiver.close()
})
afterAll(() => stage.close())

const note = ({ headers }: ReceivedRequest) => arrivals.push({ at: performance.now(), id: headers['webhook-id'] ?? '' })

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE)

/** By how many arrivals a bucket was overdrawn at the worst moment; a busy machine only ever makes it fewer. */
const overdraft = ({ burst, perSecond }: TokenRate): number => {
  const since = arrivals[0]?.at ?? 0

  return Math.max(...arrivals.map(({ at }, index) => index + 1 - burst - (perSecond * (at - since)) / SECOND))
}

const published = () => stage.rows.countDocuments({ state: 'published' })

describe('500 overdue at a start', () => {
  const overdue = async (size: number) => {
    const channel = (await stage.webhook(receiver.url)).id
    const since = Date.now() - 2 * HOUR

    return stage.arm(
      ...Array.from({ length: size }, (_, index) => ({ channel, dueAt: new Date(since + index * SECOND) })),
    )
  }

  it('go out at one pace, each once, whichever of two workers sends them', async () => {
    await overdue(500)
    await Promise.all([
      stage.start({ limits: { catchUpPerSecond: 50 } }),
      stage.start({ limits: { catchUpPerSecond: 50 } }),
    ])
    await expect.poll(published, { timeout: 90 * SECOND }).toBe(500)

    expect(new Set(arrivals.map(({ id }) => id)).size).toBe(500)
    expect(arrivals).toHaveLength(500)
    // The first of them may itself have been a second on its way.
    expect(overdraft({ burst: 50, perSecond: 50 })).toBeLessThan(50)
  })

  it('go out in the order of their times', async () => {
    const ids = await overdue(200)

    await stage.start({ limits: { catchUpPerSecond: 50 } })
    await expect.poll(published, { timeout: 90 * SECOND }).toBe(200)

    const placeOf = new Map(ids.map((id, index) => [id, index]))
    const strays = arrivals.map(({ id }, index) => Math.abs((placeOf.get(id) ?? 0) - index))

    // Connections may pass each other, never by more than what is under way.
    expect(Math.max(...strays)).toBeLessThan(64)
  })

  it('leave the campaign that has ended, what its schedule skips, and what a person must answer', async () => {
    const campaign = new ObjectId()
    const channel = (await stage.webhook(receiver.url)).id

    await stage.db.collection('campaigns').insertOne({ _id: campaign, endAt: minutesAgo(30) })
    const [ended, planned, skipped, asked, late] = await stage.arm(
      { campaign, catchUp: 'publish', channel, dueAt: minutesAgo(60) },
      { campaign, catchUp: 'publish', channel, dueAt: minutesAgo(20) },
      { catchUp: 'skip', channel, dueAt: minutesAgo(60) },
      { catchUp: 'ask', channel, dueAt: minutesAgo(60) },
      { catchUp: 'publish', channel, dueAt: minutesAgo(60) },
    )

    await stage.start()
    await stage.reaches(ended, { error: { code: 'CAMPAIGN_ENDED' }, state: 'missed' })
    await stage.reaches(planned, { state: 'published' })
    await stage.reaches(skipped, { error: { code: 'PAST_GRACE' }, state: 'missed' })
    await stage.reaches(asked, { error: { code: 'ASK' }, state: 'blocked' })
    await stage.reaches(late, { state: 'published' })

    expect(arrivals.map(({ id }) => id).sort()).toEqual([planned, late].sort())
  })

  it('say while they wait why, and until when', async () => {
    const channel = (await stage.webhook(receiver.url)).id
    const [, , last] = await stage.arm(...[3, 2, 1.5].map((minutes) => ({ channel, dueAt: minutesAgo(minutes) })))

    await stage.start({ limits: { catchUpPerSecond: 0.1 } })
    await stage.reaches(last, { attempts: 0, error: { class: 'waiting', code: 'CATCHING_UP' }, state: 'armed' })

    const { dueAt, wait: waited } = await stage.find(last)

    expect(dueAt.getTime()).toBeGreaterThan(Date.now() + 15 * SECOND)
    expect(waited?.since.getTime()).toBeLessThan(Date.now() - MINUTE)
  })
})

describe('a channel with a rate', () => {
  it('is never sent more, whoever sends, and nothing goes out early', async () => {
    const channel = (await stage.webhook(receiver.url, { rate: { burst: 2, count: 10, seconds: 1 } })).id
    const dueAt = new Date(Date.now() + 2 * SECOND)
    const ids = await stage.arm(...Array.from({ length: 40 }, () => ({ channel, dueAt })))

    await Promise.all([stage.start(), stage.start()])
    await stage.reaches(ids[39], { attempts: 1, error: null, state: 'published' })
    await expect.poll(published, { timeout: 60 * SECOND }).toBe(40)

    expect(overdraft({ burst: 2, perSecond: 10 })).toBeLessThan(10)
    expect((await stage.rows.find().toArray()).every((row) => (row.startedAt ?? 0) >= dueAt)).toBe(true)
  })

  it('gives every taker its own tokens, however many take at once', async () => {
    const channel = new ObjectId()
    const take = () =>
      bookTokens({ bucket: 'bucket', channel, count: 5, db: stage.db, rate: { burst: 10, perSecond: 0.001 } })

    await take()
    const left = await Promise.all(Array.from({ length: 20 }, take))

    // Ten minutes of a token every 1,000 s allow nothing to be booked ahead.
    expect(left.reduce((sum, { booked }) => sum + booked, 0)).toBe(5)
  })

  it('forgets what is booked by a higher rate once, and not each time while workers differ about the rate', async () => {
    const channel = new ObjectId()
    const take = (count: number, perSecond: number) =>
      bookTokens({ bucket: 'bucket', channel, count, db: stage.db, rate: { burst: 1, perSecond } })
    /** How long it takes until nothing is booked any more. */
    const debtMs = ({ tokens }: { tokens: number }, perSecond: number) => (-tokens / perSecond) * SECOND

    await take(500, 1)
    expect(debtMs(await take(5, 1 / 60), 1 / 60)).toBe(5 * MINUTE)
    // One that has not heard of it yet books, and then the others again.
    expect(debtMs(await take(60, 1), 1)).toBeGreaterThan(5.9 * MINUTE)
    expect(debtMs(await take(1, 1 / 60), 1 / 60)).toBeGreaterThan(6.9 * MINUTE)
  })
})

describe('a channel with a limit of concurrency', () => {
  it('has no more sends under way than that, over all workers, and every permit comes back', async () => {
    let most = 0
    let underWay = 0

    receiver.respond((request, response) => {
      note(request)
      underWay += 1
      most = Math.max(most, underWay)
      setTimeout(() => {
        underWay -= 1
        response.end('{}')
      }, 60)
    })
    const channel = (await stage.webhook(receiver.url, { concurrency: 3 })).id

    await stage.arm(...Array.from({ length: 60 }, () => ({ channel })))
    await Promise.all([stage.start(), stage.start()])
    await expect.poll(published, { timeout: 60 * SECOND }).toBe(60)

    expect(most).toBeLessThanOrEqual(3)
    await expect
      .poll(async () => (await paceCollection(stage.db).findOne({ _id: channel }))?.permits?.holders)
      .toEqual([])
  })

  it('takes the permits of a worker that died back when their lease ends', async () => {
    const channel = new ObjectId()
    const take = (worker: string, want: number, { held = 0, leaseMs = MINUTE } = {}) =>
      takePermits({ cap: 3, channel, db: stage.db, held, leaseMs, want, worker })

    expect(await take('a', 2, { leaseMs: 300 })).toBe(2)
    expect(await take('b', 2)).toBe(1)
    expect(await take('c', 1)).toBe(0)
    await expect.poll(() => take('c', 3)).toBe(2)
    await keepPermits({ db: stage.db, held: [{ channel, count: 1 }], leaseMs: MINUTE, worker: 'c' })
    expect(await take('b', 9, { held: 1 })).toBe(1)
    await dropPermits({ db: stage.db, worker: 'b' })
    expect(await take('d', 9)).toBe(2)
  })
})

describe('a channel that nothing limits', () => {
  it('asks nothing of the pace when it is a feed', async () => {
    const channel = (await stage.join(aChannel({}, { manifest: { mode: 'feed' } }))).id
    const asked: string[] = []
    const listen = ({ command }: CommandStartedEvent) =>
      Object.values(command).includes(CHANNEL_PACE) && asked.push(Object.keys(command)[0] ?? '')

    stage.db.client.on('commandStarted', listen)
    await stage.arm(...Array.from({ length: 1_000 }, () => ({ channel, dueAt: minutesAgo(5) })))
    await stage.start()
    await expect.poll(published, { timeout: 30 * SECOND }).toBe(1_000)
    stage.db.client.off('commandStarted', listen)

    expect(asked).toEqual([])
  })
})

describe('a channel that fails again and again', () => {
  const breakerOf = async (channel: ObjectId) => (await paceCollection(stage.db).findOne({ _id: channel }))?.breaker

  it('rests with a reason that is seen, and is tried by one publication before the others follow', async () => {
    receiver.respond((request, response) => {
      note(request)
      response.writeHead(503).end()
    })
    const channel = (await stage.webhook(receiver.url)).id
    const ids = await stage.arm(...Array.from({ length: 60 }, () => ({ channel })))

    await Promise.all([
      stage.start({ limits: { channelConcurrency: 4 } }),
      stage.start({ limits: { channelConcurrency: 4 } }),
    ])
    await expect.poll(async () => (await breakerOf(channel))?.state, { timeout: 30 * SECOND }).toBe('open')
    await expect
      .poll(() => stage.rows.countDocuments({ 'error.code': 'CHANNEL_RESTING', state: 'armed' }), {
        timeout: 30 * SECOND,
      })
      .toBe(60)

    // What was under way when it opened, and no more.
    expect(arrivals.length).toBeLessThan(30)
    expect((await stage.find(ids[59])).error).toMatchObject({
      class: 'waiting',
      message: expect.stringContaining('HTTP_503') as string,
    })
    expect(await stage.db.collection(CHANNELS).findOne({ _id: channel })).toMatchObject({
      health: { lastErrorCode: 'HTTP_503', state: 'failing' },
    })

    let isTrialAnswered = false
    const trial: string[] = []

    receiver.respond((request, response) => {
      if (!isTrialAnswered) {
        trial.push(request.headers['webhook-id'] ?? '')
      }

      setTimeout(
        () => {
          isTrialAnswered = true
          response.end('{}')
        },
        isTrialAnswered ? 0 : 1_500,
      )
    })
    // The end of the rest comes sooner than it would.
    await paceCollection(stage.db).updateOne({ _id: channel }, { $set: { 'breaker.retryAt': new Date() } })
    await expect
      .poll(
        async () => {
          await stage.rows.updateMany(
            { 'error.code': 'CHANNEL_RESTING', state: 'armed' },
            { $set: { dueAt: new Date() } },
          )

          return published()
        },
        { interval: SECOND, timeout: 60 * SECOND },
      )
      .toBe(60)

    expect(trial).toHaveLength(1)
    expect(await breakerOf(channel)).toMatchObject({ failures: 0, state: 'closed' })
    await expect
      .poll(async () => (await stage.db.collection(CHANNELS).findOne({ _id: channel }))?.['health'] as unknown)
      .toMatchObject({ failuresInARow: 0, state: 'ok' })
  })

  it('is left alone for as long as it asks, and no attempt counts', async () => {
    receiver.respond((request, response) => {
      note(request)
      response.writeHead(429, { 'retry-after': '3600' }).end()
    })
    const channel = (await stage.webhook(receiver.url)).id

    await stage.arm(...Array.from({ length: 40 }, () => ({ channel })))
    await stage.start({ limits: { channelConcurrency: 4 } })
    await expect
      .poll(() => stage.rows.countDocuments({ dueAt: { $gt: new Date(Date.now() + 59 * MINUTE) } }), {
        timeout: 30 * SECOND,
      })
      .toBe(40)

    expect(arrivals.length).toBeLessThan(20)
    expect(await stage.rows.countDocuments({ attempts: 0, state: 'armed' })).toBe(40)
  })

  it('does not rest because it refuses one content after the other', async () => {
    receiver.respond((_request, response) => void response.writeHead(422).end())
    const channel = (await stage.webhook(receiver.url)).id

    await stage.arm(...Array.from({ length: 20 }, () => ({ channel })))
    await stage.start()
    await expect.poll(() => stage.rows.countDocuments({ state: 'failed' }), { timeout: 30 * SECOND }).toBe(20)

    expect(await breakerOf(channel)).toBeUndefined()
  })

  it('may miss its grace while it rests', async () => {
    const channel = (await stage.webhook(receiver.url)).id
    const dueAt = new Date()
    const [id] = await stage.arm({
      catchUp: 'skip',
      channel,
      dueAt,
      wait: { since: minutesAgo(20), until: dueAt },
    })

    await stage.start()
    await stage.reaches(id, { error: { code: 'PAST_GRACE' }, state: 'missed' })
  })
})

describe('a send that never ends', () => {
  it('is broken off before its lease is worth nothing, and called unknown', async () => {
    receiver.respond(() => undefined)
    const { adapter, id: channel } = await stage.webhook(receiver.url)

    adapter.manifest = { ...adapter.manifest, deduplication: 'none' }
    const [id] = await stage.arm({ channel })

    await stage.start({ limits: { longestSendMs: SECOND } })
    await stage.reaches(id, { attempts: 1, fence: 1, leaseUntil: null, state: 'unconfirmed' })
    await wait(500)

    expect(receiver.received).toHaveLength(1)
  })
})
