import { setTimeout as wait } from 'node:timers/promises'

import { type Db, ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'

import type { CreateSendingArgs } from '../../jobs/createSending.ts'
import { createLedger } from '../../jobs/ledger/createLedger.ts'
import { paceCollection } from '../../jobs/pacing/records.ts'
import type { Claim, StoredRow } from '../../jobs/ledger/rows.ts'
import { createGateRules } from '../../jobs/rhythm/gateRules.ts'
import { takeGateTurn } from '../../jobs/rhythm/gateTurns.ts'
import type { ChannelAdapter, ChannelManifest } from '../../src/domain/channelAdapter.ts'
import { DAY, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { CHANNELS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { aChannel } from '../support/aChannel.ts'
import { aPublication } from '../support/aPublication.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'gate-turns')
})

afterEach(() => stage.sweep())
afterAll(() => stage.close())

const LIMITS = { leaseMs: 20 * SECOND }

interface Given {
  adapter?: Partial<ChannelAdapter>
  manifest?: Partial<ChannelManifest>
  rhythm: Record<string, unknown>
}

/** Channels with a rhythm, on each of which so many publications are overdue, mixed with those of the others. */
async function overdue(
  count: number,
  channels: number,
  { adapter = {}, manifest = {}, rhythm }: Given,
): Promise<ObjectId[]> {
  const joined = await Promise.all(Array.from({ length: channels }, () => stage.join(aChannel(adapter, { manifest }))))
  const ids = joined.map(({ id }) => id)
  const dueAt = new Date(Date.now() - 2 * MINUTE)

  await stage.db
    .collection(CHANNELS)
    .updateMany({ _id: { $in: ids } }, { $set: { timeZone: 'Asia/Shanghai', ...rhythm } })
  await stage.arm(
    ...Array.from({ length: count }).flatMap(() =>
      ids.map((channel) => ({ channel, dueAt, onQuiet: 'move' as const })),
    ),
  )

  return ids
}

const start = (workers: number, given: Partial<CreateSendingArgs> = {}) =>
  Promise.all(Array.from({ length: workers }, () => stage.start({ limits: LIMITS, ...given })))

/** Until nothing is due any more. */
const settled = () =>
  expect
    .poll(
      () =>
        stage.rows.countDocuments({
          $or: [{ state: { $in: ['claimed', 'sending'] } }, { dueAt: { $lt: new Date() }, state: 'armed' }],
        }),
      { timeout: 50 * SECOND },
    )
    .toBe(0)

const countIn = async (state: 'awaiting-operator' | 'published', channels: readonly ObjectId[]): Promise<number[]> =>
  Promise.all(channels.map((channel) => stage.rows.countDocuments({ channel, state })))

describe('a channel with a most per day', () => {
  it('lets one out, whichever of two workers finds what is overdue', async () => {
    const channels = await overdue(400, 10, { rhythm: { maxPerDay: 1 } })

    await start(2)
    await settled()

    expect(await countIn('published', channels)).toEqual(channels.map(() => 1))
  })

  it('lets one out of more than one worker marks at a time, where nothing else limits it', async () => {
    const feed = await overdue(3_000, 1, { manifest: { mode: 'feed' }, rhythm: { maxPerDay: 1 } })

    await start(1)
    await settled()

    expect(await countIn('published', feed)).toEqual([1])
  })

  it('hands one to a person, however long writing that takes', async () => {
    const channels = await overdue(400, 10, { manifest: { mode: 'assisted' }, rhythm: { maxPerDay: 1 } })

    await start(2, {
      ledger(args) {
        const ledger = createLedger(args)

        return {
          ...ledger,
          async settle(settlements) {
            await wait(400)

            return ledger.settle(settlements)
          },
        }
      },
    })
    await settled()

    expect(await countIn('awaiting-operator', channels)).toEqual(channels.map(() => 1))
  })
})

describe('a channel with a gap', () => {
  it('counts what is on its way as leaving now, however late it is', async () => {
    const sent: string[] = []
    const commit = ({ publicationId }: { publicationId: string }) => {
      sent.push(publicationId)

      return new Promise<never>(() => undefined)
    }
    const [channel] = await overdue(100, 1, { adapter: { commit }, rhythm: { minGapMinutes: 1 } })

    await start(2)
    await expect
      .poll(
        () => stage.rows.countDocuments({ channel: channel as ObjectId, 'error.code': 'MIN_GAP', state: 'armed' }),
        {
          timeout: 30 * SECOND,
        },
      )
      .toBe(99)

    expect(sent).toHaveLength(1)
  })
})

describe('the turn of a channel', () => {
  it('is had by one, until it is given back or ends by itself', async () => {
    const [one, other] = [new ObjectId(), new ObjectId()]
    const mine = await takeGateTurn(stage.db, [one])
    const second = await takeGateTurn(stage.db, [one, other])

    expect(mine.channels).toEqual([one])
    expect(second.channels).toEqual([other])
    expect([...second.others]).toEqual([one.toHexString()])

    await second.end()
    expect((await takeGateTurn(stage.db, [one])).channels).toEqual([])
    await mine.end()
    expect((await takeGateTurn(stage.db, [one])).channels).toEqual([one])

    // What was sent cannot be read.
    const [channel] = (await overdue(1, 1, { rhythm: { maxPerDay: 1 } })) as [ObjectId]
    const failing = {
      collection: (name: string) => (name === PUBLICATIONS ? {} : stage.db.collection(name)),
    } as unknown as Db
    const claims = [{ row: aPublication({ channel }) }] as unknown as Claim[]

    await expect(createGateRules({ db: failing })(claims, new Date())).rejects.toThrow('find')
    expect((await takeGateTurn(stage.db, [channel])).channels).toEqual([channel])

    // Its holder died.
    await paceCollection(stage.db).updateOne({ _id: one }, { $set: { 'turn.until': new Date() } })
    expect((await takeGateTurn(stage.db, [one])).channels).toEqual([one])
  })
})

describe('the rules of a channel with a gap', () => {
  const soon = () => new Date(Date.now() + MINUTE)

  it.each<[string, () => Partial<StoredRow>]>([
    ['is out', () => ({ changedAt: new Date(), startedAt: new Date(), state: 'published' })],
    ['was taken down', () => ({ changedAt: new Date(), startedAt: new Date(), state: 'withdrawn' })],
    ['is with a person', () => ({ state: 'awaiting-operator', updatedAt: new Date() })],
    ['may be out', () => ({ startedAt: new Date(), state: 'unconfirmed' })],
    ['is leaving', () => ({ leaseUntil: soon(), state: 'sending' })],
    [
      'was accepted',
      () => ({
        pending: { pollAt: soon(), remoteId: 'x', since: new Date() },
        startedAt: new Date(),
        state: 'sending',
      }),
    ],
  ])('count what %s, however long it was overdue', async (_title, given) => {
    const { id } = await stage.join(aChannel())
    const dueAt = new Date(Date.now() - 9 * DAY)

    await stage.db.collection(CHANNELS).updateOne({ _id: id }, { $set: { minGapMinutes: 60 } })
    await stage.rows.insertMany([
      aPublication({ channel: id, dueAt, ...given() }),
      // Nothing of these has left.
      aPublication({ channel: id, dueAt }),
      aPublication({ channel: id, dueAt, state: 'cancelled', updatedAt: new Date() }),
      aPublication({ channel: id, changedAt: dueAt, dueAt, startedAt: dueAt, state: 'published' }),
    ])

    const claims = [{ row: aPublication({ channel: id }) }] as unknown as Claim[]
    const { rules, turn } = await createGateRules({ db: stage.db })(claims, new Date())

    await turn.end()

    const [at, ...others] = rules.get(id.toHexString())?.takenAt ?? []

    expect(others).toEqual([])
    expect(Math.abs(Date.now() - (at?.getTime() ?? 0))).toBeLessThan(MINUTE)
  })
})
