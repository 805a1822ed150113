// Longer than 300 lines: opening the database and the app costs seconds, so all that is asked of this one stands together.

import { type Db, MongoClient } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { createBells } from '../../jobs/bells.ts'
import { createSending, type CreateSendingArgs, type Sending } from '../../jobs/createSending.ts'
import { createFollowUp } from '../../jobs/following/createFollowUp.ts'
import { createLedger } from '../../jobs/ledger/createLedger.ts'
import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { type Rows, rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { createServerClock } from '../../jobs/serverClock.ts'
import { findOldestDueMs } from '../../src/database/findOldestDue.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import type { CommitArgs } from '../../src/domain/channelAdapter.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { ChannelError, type ChannelErrorArgs } from '../../src/domain/errors.ts'
import { aChannel, type AChannel } from '../support/aChannel.ts'
import { aPublication } from '../support/aPublication.ts'
import { silentLog } from '../support/silentLog.ts'

let client: MongoClient
let db: Db
let rows: Rows
let channels: Map<string, AChannel>
let running: Sending[]

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db('sending')
  rows = rowsOf(db)
})

beforeEach(async () => {
  await db.dropDatabase()
  await ensureIndexes(db, JOB_INDEXES)
  channels = new Map()
  running = []
})

afterEach(() => Promise.all(running.map((sending) => sending.stop())))
afterAll(() => client.close())

const start = async (given: Partial<CreateSendingArgs> = {}): Promise<Sending> => {
  const sending = await createSending({
    db,
    limits: { leaseMs: 3 * SECOND, safetyMs: 500 },
    log: silentLog,
    openChannel: (id) => Promise.resolve(channels.get(id.toHexString()) ?? null),
    ...given,
  })

  running.push(sending)

  return sending
}

const join = (channel: AChannel): AChannel => {
  channels.set(channel.account.id, channel)

  return channel
}

/** Arms rows with their posts; each on a new channel that takes everything unless it names one. */
const arm = async (...given: Partial<StoredRow>[]): Promise<string[]> => {
  const armed = given.map((row) => aPublication({ channel: row.channel ?? join(aChannel()).id, ...row }))

  await db.collection('posts').insertMany(armed.map(({ post }) => ({ _id: post, stage: 'approved' })))
  await rows.insertMany(armed)

  return armed.map(({ _id }) => _id)
}

const find = async (id: string | undefined): Promise<StoredRow> => {
  const row = await rows.findOne({ _id: id ?? '' })

  if (row === null) {
    throw new Error(`no row ${id}`)
  }

  return row
}

const reaches = (id: string | undefined, expected: object, timeout = 15 * SECOND) =>
  expect.poll(() => find(id), { interval: 50, timeout }).toMatchObject(expected)

const refusing = (refusal: ChannelErrorArgs, then?: () => void) =>
  aChannel({
    commit() {
      then?.()

      return Promise.reject(new ChannelError(refusal))
    },
  })

/** A channel that takes what it gets and remembers when. */
const recording = (taken: { at: number; id: string }[], given: Parameters<typeof aChannel>[1] = {}) =>
  aChannel(
    {
      commit({ publicationId }: CommitArgs) {
        taken.push({ at: Date.now(), id: publicationId })

        return Promise.resolve({ remoteId: publicationId, state: 'published' })
      },
    },
    given,
  )

/** A channel that answers nobody before it is told to. */
function silent() {
  let answer = (): void => undefined
  const told = new Promise<void>((resolve) => (answer = resolve))

  return {
    answer,
    channel: aChannel({
      commit: ({ publicationId }) => told.then(() => ({ remoteId: publicationId, state: 'published' as const })),
    }),
  }
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE)

describe('what waits behind a slow channel', () => {
  it('is late wherever it waits, until it begins', async () => {
    const { answer, channel } = silent()
    const ids = await arm(...Array.from({ length: 3 }, () => ({ channel: join(channel).id })))

    // The one of them that begins leaves one that is marked behind it, and one that is only claimed.
    await start({ limits: { channelConcurrency: 1, leaseMs: MINUTE } })
    await expect.poll(() => findOldestDueMs(db), { interval: 100, timeout: 15 * SECOND }).toBeGreaterThan(SECOND)
    expect(await rows.countDocuments({ state: 'armed' })).toBe(0)

    answer()
    await Promise.all(ids.map((id) => reaches(id, { state: 'published' })))
    await expect.poll(() => findOldestDueMs(db), { interval: 100, timeout: 15 * SECOND }).toBe(0)
  })
})

describe('a due publication', () => {
  it('goes out at its time, never before, and says how late it was', async () => {
    const taken: { at: number; id: string }[] = []
    const channel = join(recording(taken)).id
    const dueAt = new Date(Date.now() + 3 * SECOND)
    const ids = await arm(...Array.from({ length: 50 }, () => ({ channel, dueAt })))

    await createBells(() => db).ring([dueAt])
    await start()
    await reaches(ids[49], { attempts: 1, error: null, leaseUntil: null, state: 'published', token: null })
    await expect.poll(() => taken.length, { timeout: 5 * SECOND }).toBe(50)

    expect(Math.min(...taken.map(({ at }) => at))).toBeGreaterThanOrEqual(dueAt.getTime())

    const { latenessMs, startedAt } = await find(ids[0])

    expect(latenessMs).toBe((startedAt?.getTime() ?? 0) - dueAt.getTime())
  })

  it('that is armed for now starts within two seconds', async () => {
    await start()
    const [id] = await arm({ dueAt: new Date() })

    await createBells(() => db).ring([new Date()])
    await reaches(id, { state: 'published' })

    expect((await find(id)).latenessMs).toBeLessThan(3 * SECOND)
  })

  it('goes out although its bell and every other job of the clock is gone', async () => {
    await start()
    const [id] = await arm({ dueAt: new Date(Date.now() + SECOND) })

    await db.collection('agenda_jobs').drop()
    await reaches(id, { state: 'published' })
  })

  it('is told to observers once it is out, and again if they failed', async () => {
    const told: string[] = []
    const [id] = await arm({})

    await start({
      observers: [
        {
          name: 'test',
          settled(outcomes) {
            told.push(...outcomes.map(({ state }) => state))

            return told.length === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve()
          },
        },
      ],
    })
    await expect.poll(() => told, { timeout: 40 * SECOND }).toEqual(['published', 'published'])
    await expect.poll(async () => (await find(id)).followed, { timeout: 5 * SECOND }).toBeUndefined()
  })

  it('is told by a sweep although more than that takes at once cannot be told, and those are tried again', async () => {
    const forgotten = { followed: false as const, state: 'failed' as const, updatedAt: minutesAgo(1) }
    const [last, ...choking] = Array.from({ length: 251 }, (_, index) =>
      aPublication({ ...forgotten, dueAt: minutesAgo(index + 1) }),
    )
    const chokes = new Set(choking.map(({ _id }) => _id))
    const settled = (told: readonly StoredRow[]) =>
      told.some(({ _id }) => chokes.has(_id)) ? Promise.reject(new Error('choked')) : Promise.resolve()
    const followUp = createFollowUp({ db, log: silentLog, observers: [{ name: 'test', settled }] })

    await rows.insertMany([...choking, ...(last === undefined ? [] : [last])])
    await followUp.sweep()
    await followUp.sweep()
    expect((await find(last?._id)).followed).toBeUndefined()

    chokes.clear()
    await followUp.sweep()
    expect(await rows.countDocuments({ followed: false })).toBe(0)
  })

  it('supersedes what stood of the same post on the same channel', async () => {
    const channel = join(aChannel()).id
    const [older] = await arm({ channel })

    await start()
    await reaches(older, { state: 'published' })
    const { post } = await find(older)
    const newer = aPublication({ channel, post })

    await rows.insertOne(newer)
    await reaches(newer._id, { state: 'published' })
    await reaches(older, { superseded: true })
  })
})

describe('a late publication', () => {
  it.each([
    ['within its grace goes out', { catchUp: 'skip', dueAt: minutesAgo(10) }, { state: 'published' }],
    [
      'past its grace is missed',
      { catchUp: 'skip', dueAt: minutesAgo(20) },
      { error: { class: 'late' }, state: 'missed' },
    ],
    [
      'past its grace waits for a person',
      { catchUp: 'ask', dueAt: minutesAgo(20) },
      { error: { code: 'ASK' }, state: 'blocked' },
    ],
    ['goes out all the same if so planned', { catchUp: 'publish', dueAt: minutesAgo(20) }, { state: 'published' }],
    [
      'past its withdrawal is missed, however it was planned',
      { catchUp: 'publish', dueAt: minutesAgo(20), unpublishAt: minutesAgo(10) },
      { attempts: 0, error: { class: 'late', code: 'WITHDRAWN_BEFORE_PUBLISHED' }, state: 'missed' },
    ],
  ] as const)('%s', async (_title, given, expected) => {
    const [id] = await arm(given)

    await start()
    await reaches(id, expected)
  })
})

describe('the gate', () => {
  it('holds back what a paused or deleted channel, or a deleted or rejected post, forbids', async () => {
    const paused = join(aChannel({}, { account: { mode: 'paused' } })).id
    const gone = aChannel().id
    const [onPaused, onGone, trashed, rejected, fine] = await arm({ channel: paused }, { channel: gone }, {}, {}, {})

    await db.collection('posts').updateOne({ _id: (await find(trashed)).post }, { $set: { deletedAt: new Date() } })
    await db
      .collection('_posts_versions')
      .insertOne({ latest: true, parent: (await find(rejected)).post, version: { stage: 'rejected' } })
    await start()

    await reaches(onPaused, { error: { code: 'CHANNEL_PAUSED' }, state: 'blocked' })
    await reaches(onGone, { error: { code: 'CHANNEL_DELETED' }, state: 'blocked' })
    await reaches(trashed, { error: { code: 'POST_DELETED' }, state: 'blocked' })
    await reaches(rejected, { error: { code: 'POST_REJECTED' }, state: 'blocked' })
    await reaches(fine, { state: 'published' })
  })

  it('hands what an assisted channel needs to an operator', async () => {
    const [id] = await arm({ channel: join(aChannel({}, { manifest: { mode: 'assisted' } })).id })

    await start()
    await reaches(id, { attempts: 0, state: 'awaiting-operator' })
  })
})

describe('a refusal', () => {
  it('that may pass is tried again until it is taken', async () => {
    let calls = 0
    const channel = join(
      aChannel({
        commit({ publicationId }) {
          calls += 1

          return calls === 1
            ? Promise.reject(new ChannelError({ errorClass: 'retry', message: 'busy' }))
            : Promise.resolve({ remoteId: publicationId, state: 'published' })
        },
      }),
    ).id
    const [id] = await arm({ channel })

    await start()
    await reaches(id, { attempts: 2, error: null, state: 'published' })
  })

  it('that asks for a pause is obeyed and does not count', async () => {
    const refusal = { errorClass: 'throttled', message: '429', retryAfterMs: HOUR } as const
    const [id] = await arm({ channel: join(refusing(refusal)).id })

    await start()
    await reaches(id, { attempts: 0, error: { class: 'throttled' }, state: 'armed' })

    expect((await find(id)).dueAt.getTime()).toBeGreaterThan(Date.now() + 59 * MINUTE)
  })

  it('that is final fails with its reason', async () => {
    const [id] = await arm({ channel: join(refusing({ errorClass: 'rejected-content', message: '违规' })).id })

    await start()
    await reaches(id, { error: { class: 'rejected-content', message: '违规' }, state: 'failed' })
  })
})

describe('an unknown outcome', () => {
  const unknown = { errorClass: 'unknown-outcome', message: 'reset after bytes were sent' } as const

  it('is sent again under the same key where the channel knows our keys', async () => {
    const taken: string[] = []
    const channel = join(
      aChannel({
        commit({ publicationId }) {
          taken.push(publicationId)

          return taken.length === 1
            ? Promise.reject(new ChannelError(unknown))
            : Promise.resolve({ remoteId: publicationId, state: 'published' })
        },
      }),
    ).id
    const [id] = await arm({ channel })

    await start()
    await reaches(id, { attempts: 2, state: 'published' }, 30 * SECOND)

    expect(taken).toEqual([id, id])
  })

  it('is looked up where the channel can be read, and what stands there is adopted', async () => {
    let calls = 0
    const channel = join(
      aChannel(
        {
          commit() {
            calls += 1

            return Promise.reject(new ChannelError(unknown))
          },
          reconcile: () => Promise.resolve({ remoteId: 'found', state: 'published', url: 'https://example.test/1' }),
        },
        { manifest: { deduplication: 'reconcile-by-read' } },
      ),
    ).id
    const [id] = await arm({ channel })

    await start()
    await reaches(id, { receipt: { remoteId: 'found' }, state: 'published' }, 30 * SECOND)

    expect(calls).toBe(1)
  })

  it.each([
    [
      'is missed where it is known to be absent past its withdrawal',
      () => Promise.resolve({ state: 'absent' as const }),
      { error: { code: 'WITHDRAWN_BEFORE_PUBLISHED' }, lookAt: null, state: 'missed' },
    ],
    ['is left to a person where nobody knows past its withdrawal', undefined, { lookAt: null, state: 'unconfirmed' }],
  ])('%s', async (_title, reconcile, expected) => {
    let calls = 0
    const channel = join(
      aChannel(
        {
          commit() {
            calls += 1

            return Promise.reject(new ChannelError(unknown))
          },
          ...(reconcile && { reconcile }),
        },
        { manifest: { deduplication: 'native-key' } },
      ),
    ).id
    const [id] = await arm({ channel, lookAt: new Date(), state: 'unconfirmed', unpublishAt: minutesAgo(1) })

    await start()
    await reaches(id, expected, 30 * SECOND)

    expect(calls).toBe(0)
  })

  it.each([
    [
      'is adopted where it stands there, though its withdrawal passed before it was sent again',
      () => Promise.resolve({ remoteId: 'there', state: 'published' as const }),
      { receipt: { remoteId: 'there' }, state: 'published' },
    ],
    [
      'is missed where it is absent, and its withdrawal passed before it was sent again',
      () => Promise.resolve({ state: 'absent' as const }),
      { error: { code: 'WITHDRAWN_BEFORE_PUBLISHED' }, lookAt: null, state: 'missed' },
    ],
    [
      'is left to a person where nobody can look, and its withdrawal passed before it was sent again',
      undefined,
      { error: { class: 'unknown-outcome' }, lookAt: null, state: 'unconfirmed' },
    ],
  ])('%s', async (_title, reconcile, expected) => {
    let calls = 0
    const channel = join(
      aChannel(
        {
          commit() {
            calls += 1

            return Promise.reject(new ChannelError(unknown))
          },
          ...(reconcile && { reconcile }),
        },
        { manifest: { deduplication: 'native-key' } },
      ),
    ).id
    const [id] = await arm({ attempts: 1, channel, unknownSince: minutesAgo(2), unpublishAt: minutesAgo(1) })

    await start()
    await reaches(id, expected, 30 * SECOND)

    expect(calls).toBe(0)
  })

  it('is left to a person where nothing tells, and never sent again by itself', async () => {
    let calls = 0
    const channel = refusing(unknown, () => (calls += 1))

    channel.adapter.manifest = { ...channel.adapter.manifest, deduplication: 'none' }
    const [id] = await arm({ channel: join(channel).id })

    await start()
    await reaches(id, { error: { class: 'unknown-outcome' }, lookAt: null, state: 'unconfirmed' }, 30 * SECOND)

    expect(calls).toBe(1)
  })
})

describe('a channel that works on what it accepted', () => {
  it('is asked until it is done', async () => {
    const channel = join(
      aChannel({
        commit: () => Promise.resolve({ remoteId: 'task', state: 'pending' }),
        poll: () => Promise.resolve({ remoteId: 'article', state: 'published' }),
      }),
    ).id
    const [id] = await arm({ channel })

    await start()
    await reaches(id, { pending: null, receipt: { remoteId: 'article' }, state: 'published' }, 30 * SECOND)
  })
})

describe('a person who acts in the meantime', () => {
  it('stops a claimed row by cancelling it before its time', async () => {
    const taken: { at: number; id: string }[] = []
    const channel = join(recording(taken)).id
    const dueAt = new Date(Date.now() + 4 * SECOND)
    const [cancelled, other] = await arm({ channel, dueAt }, { channel, dueAt })

    await start()
    await reaches(cancelled, { state: 'claimed' })
    await rows.updateOne(
      { _id: cancelled ?? '', state: 'claimed' },
      { $inc: { fence: 1 }, $set: { state: 'cancelled' } },
    )
    await reaches(other, { state: 'published' })

    expect((await find(cancelled)).state).toBe('cancelled')
    expect(taken.map(({ id }) => id)).toEqual([other])
  })

  it('withdraws at the planned time', async () => {
    const withdrawn: string[] = []
    const channel = join(
      aChannel({
        withdraw({ publicationId }) {
          withdrawn.push(publicationId)

          return Promise.resolve()
        },
      }),
    ).id
    const unpublishAt = new Date(Date.now() + 4 * SECOND)
    const [id] = await arm({ channel, unpublishAt })

    await start()
    await reaches(id, { state: 'published' })
    await reaches(id, { state: 'withdrawn' })

    expect((await find(id)).changedAt?.getTime()).toBeGreaterThanOrEqual(unpublishAt.getTime())
    expect(withdrawn).toEqual([id])
  })
})

describe('a worker', () => {
  it('lets a slow channel delay no other', async () => {
    const slow = join(aChannel({ commit: () => new Promise(() => undefined) })).id
    const quick = join(aChannel()).id
    const dueAt = new Date(Date.now() + 2 * SECOND)

    await arm(...Array.from({ length: 200 }, () => ({ channel: slow, dueAt })))
    const ids = await arm(...Array.from({ length: 20 }, () => ({ channel: quick, dueAt })))

    await start({ limits: { leaseMs: 3 * SECOND, safetyMs: 500, stopMs: 100 } })
    await Promise.all(ids.map((id) => reaches(id, { state: 'published' })))
  })

  it('keeps the lease of a long send alive', async () => {
    const channel = join(
      aChannel({
        commit: ({ publicationId }) =>
          new Promise((resolve) =>
            setTimeout(() => resolve({ remoteId: publicationId, state: 'published' }), 5 * SECOND),
          ),
      }),
    ).id
    const [id] = await arm({ channel })

    await start({ limits: { leaseMs: 2 * SECOND, safetyMs: 300 } })
    await reaches(id, { attempts: 1, fence: 1, state: 'published' })
  })

  it('shares 1,000 rows with another without a double', async () => {
    const taken: { at: number; id: string }[] = []
    const channel = join(recording(taken)).id

    await arm(...Array.from({ length: 1_000 }, () => ({ channel })))
    await Promise.all([start(), start()])
    await expect.poll(() => rows.countDocuments({ state: 'published' }), { timeout: 30 * SECOND }).toBe(1_000)

    expect(new Set(taken.map(({ id }) => id)).size).toBe(1_000)
    expect(taken).toHaveLength(1_000)
  })

  it('that stops gives back what it has not begun and leaves no lease and no lock', async () => {
    const channel = join(
      aChannel({
        commit: ({ publicationId }) =>
          new Promise((resolve) => setTimeout(() => resolve({ remoteId: publicationId, state: 'published' }), 300)),
      }),
    ).id

    await arm(...Array.from({ length: 300 }, () => ({ channel })))
    const sending = await start()

    await expect.poll(() => rows.countDocuments({ state: 'published' }), { timeout: 15 * SECOND }).toBeGreaterThan(0)
    await sending.stop()

    expect(await rows.countDocuments({ state: { $in: ['armed', 'published'] } })).toBe(300)
    expect(await rows.countDocuments({ leaseUntil: { $ne: null } })).toBe(0)
    expect(await db.collection('agenda_jobs').countDocuments({ lockedAt: { $ne: null } })).toBe(0)
  })

  it('takes over what another left claimed, and what it left sending', async () => {
    const [claimed, sent] = await arm({}, {})
    const ledger = createLedger({ clock: await createServerClock({ db }), db })
    const { claims } = await ledger.claimDue({ aheadMs: 0, leaseMs: SECOND, limit: 10 })

    await ledger.markSending({ aheadMs: 0, claims: claims.filter(({ row }) => row._id === sent), safetyMs: 0 })
    await start()

    await reaches(claimed, { attempts: 1, fence: 2, state: 'published' })
    await reaches(sent, { attempts: 2, state: 'published' })
  })
})
