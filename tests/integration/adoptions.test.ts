import { type Db, ObjectId } from 'mongodb'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { CHANNEL_EVENTS, createFindTold } from '../../jobs/callbacks/channelEvents.ts'
import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { createAdoptions } from '../../jobs/tending/adoptions.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import type { ChannelAdapter, Receipt } from '../../src/domain/channelAdapter.ts'
import { DAY, MINUTE } from '../../src/domain/duration.ts'
import { aChannel } from '../support/aChannel.ts'
import { aPublication } from '../support/aPublication.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

let stage: SendingStage
let db: Db

beforeEach(async () => {
  stage ??= await openSendingStage(inject('mongoUri'), 'adoptions')
  db = stage.db
  await stage.sweep()
  await ensureIndexes(db, JOB_INDEXES)
})

afterAll(() => stage.close())

const channel = new ObjectId()
const topic: Receipt = { remoteId: '7', url: 'https://forum.example/topic/7' }
const a = (given: Partial<StoredRow>) => aPublication({ channel, startedAt: new Date(), ...given })

describe('what is found on a platform', () => {
  it('becomes the receipt of one publication, however many find it at once', async () => {
    const rows = Array.from({ length: 8 }, () => a({}))
    const [one, other] = [createAdoptions({ db }), createAdoptions({ db })]
    const won = await Promise.all(rows.map((row, at) => (at % 2 === 0 ? one : other).claim(row, topic)))
    const [winner] = rows.filter((_row, at) => won[at])

    expect(won.filter(Boolean)).toHaveLength(1)
    // After a crash before the outcome was written.
    expect(winner && (await other.claim(winner, topic))).toBe(true)
    expect(winner && (await createFindTold({ db })(channel, winner._id))).toEqual({ ...topic, state: 'published' })
    expect(await db.collection(CHANNEL_EVENTS).countDocuments()).toBe(1)
  })

  it.each([
    ['another publication of this channel', { receipt: topic }, true],
    ['one that a person attested with its address', { receipt: { remoteId: topic.url ?? '' } }, true],
    [
      'one that the platform still works on',
      { pending: { pollAt: new Date(), remoteId: topic.remoteId, since: new Date() }, state: 'sending' as const },
      true,
    ],
    ['one of another channel', { channel: new ObjectId(), receipt: topic }, false],
    ['nobody', {}, false],
  ])('is known to be that of %s', async (_title, given, isTaken) => {
    await rowsOf(db).insertOne(a({ changedAt: new Date(), state: 'published', ...given }))

    expect(await createAdoptions({ db }).isTakenFrom(a({}))(topic)).toBe(isTaken)
  })

  it('is looked for by an index, and not in all that the channel ever had out', async () => {
    const old = new Date(Date.now() - 30 * DAY)

    await rowsOf(db).insertMany(
      Array.from({ length: 500 }, (_, at) =>
        a({ changedAt: old, receipt: { remoteId: `old-${at}` }, state: 'published' }),
      ),
    )
    await db.command({ profile: 2 })
    await createAdoptions({ db }).isTakenFrom(a({ dueAt: new Date(Date.now() - MINUTE) }))(topic)
    await db.command({ profile: 0 })

    const asked = await db
      .collection('system.profile')
      .find({ ns: rowsOf(db).namespace, op: 'query' })
      .toArray()

    expect(asked.map(({ docsExamined }) => docsExamined as unknown)).toEqual([0, 0])
  })
})

describe('two publications of the same words', () => {
  const finding = (changes: Partial<ChannelAdapter>) =>
    aChannel(
      {
        commit: ({ publicationId }) => Promise.resolve({ pollInMs: 50, remoteId: publicationId, state: 'pending' }),
        ...changes,
      },
      { manifest: { deduplication: 'reconcile-by-read' } },
    )

  it('do not both get the topic that one of them became', async () => {
    const seen: Date[] = []
    const forum = await stage.join(
      finding({
        poll({ startedAt }) {
          seen.push(startedAt)

          return Promise.resolve({ ...topic, state: 'published' })
        },
      }),
    )
    const before = Date.now()
    const ids = await stage.arm({ channel: forum.id }, { channel: forum.id })

    await stage.start()
    await expect
      .poll(() => stage.rows.countDocuments({ _id: { $in: ids }, state: 'published' }), { timeout: 30_000 })
      .toBe(1)
    // Both were asked after.
    await expect.poll(() => seen.length, { timeout: 30_000 }).toBeGreaterThan(1)

    expect(await stage.rows.countDocuments({ 'pending.remoteId': { $in: ids }, state: 'sending' })).toBe(1)
    expect(seen.every((startedAt) => startedAt.getTime() > before - MINUTE)).toBe(true)
  })

  it('leave to a person what is only to be found as the other’s', async () => {
    const asked: boolean[] = []
    const forum = await stage.join(
      finding({
        async reconcile({ isTaken }) {
          asked.push((await isTaken?.(topic)) ?? false)

          return { ...topic, state: 'published' }
        },
      }),
    )
    const [, id] = await stage.arm(
      { changedAt: new Date(), channel: forum.id, receipt: topic, state: 'published' },
      { channel: forum.id, lookAt: new Date(), startedAt: new Date(), state: 'unconfirmed' },
    )

    await stage.start()
    await stage.reaches(id, { looks: 1, state: 'unconfirmed' })

    expect(asked).toEqual([true])
    expect((await stage.find(id)).receipt).toBeUndefined()
  })
})
