import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { ChannelAdapter } from '../../src/domain/channelAdapter.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { aChannel } from '../support/aChannel.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterEach(() => repeats.stopWorker())

afterAll(() => repeats.stop())

const rows = () => repeats.rows
const inADay = () => new Date(Date.now() + DAY).toISOString()

const find = (schedule: string) => repeats.findRow(schedule)
const reaches = (schedule: string, expected: object) => repeats.reaches(schedule, expected)

async function startWorker(adapter: Partial<ChannelAdapter>): Promise<void> {
  const channel = aChannel(adapter)

  await repeats.startWorker(channel)
}

describe('a withdrawal whose time is moved or taken away', () => {
  const past = new Date(Date.now() - DAY)

  it.each(['armed', 'blocked', 'missed', 'failed', 'unconfirmed', 'awaiting-operator'] as const)(
    'is moved of what is %s',
    async (state) => {
      const schedule = await repeats.create({ state: 'armed', unpublishAt: inADay() })
      const { _id, fence } = await find(schedule)
      const unpublishAt = new Date(Date.now() + 2 * DAY)

      await rows().updateOne({ _id }, { $set: { state } })
      expect((await repeats.change(schedule, { unpublishAt: unpublishAt.toISOString() })).status).toBe(200)
      expect(await find(schedule)).toMatchObject({ fence, state, unpublishAt })
    },
  )

  it.each([
    ['moved with its schedule', { publishAt: new Date(Date.now() + 2 * DAY).toISOString() }],
    ['moved as its schedule is paused', { state: 'paused' }],
  ])('of one channel that is out is %s', async (_title, also) => {
    const schedule = await repeats.create({ channels: repeats.channels, state: 'armed', unpublishAt: inADay() })
    const [out, failed] = await repeats.findRows(schedule)
    const unpublishAt = new Date(Date.now() + 5 * DAY)

    await repeats.settle(out?.id, 'published')
    await repeats.settle(failed?.id, 'failed')
    expect((await repeats.change(schedule, { unpublishAt: unpublishAt.toISOString(), ...also })).status).toBe(200)
    expect(await rows().findOne({ _id: String(out?.id) })).toMatchObject({ state: 'published', unpublishAt })
  })

  it('stays of occurrences that are out when a repeat is moved with it', async () => {
    const start = Date.parse(repeats.inAnHour)
    const schedule = await repeats.create({
      recurrence: 'FREQ=DAILY;COUNT=3',
      state: 'armed',
      unpublishAt: new Date(start + DAY / 2).toISOString(),
    })
    const { _id, fence, unpublishAt } = await find(schedule)
    const moved = {
      publishAt: new Date(start + DAY).toISOString(),
      unpublishAt: new Date(start + 1.5 * DAY).toISOString(),
    }

    await rows().updateOne({ _id }, { $set: { state: 'published' } })
    expect((await repeats.change(schedule, moved)).status).toBe(200)
    expect(await find(schedule)).toMatchObject({ fence, state: 'published', unpublishAt })
  })

  it.each(['cancelled', 'withdrawn'] as const)('is left alone of what is %s', async (state) => {
    const schedule = await repeats.create({ state: 'armed', unpublishAt: inADay() })
    const { _id, unpublishAt } = await find(schedule)

    await rows().updateOne({ _id }, { $set: { state } })
    expect((await repeats.change(schedule, { unpublishAt: null })).status).toBe(200)
    expect(await find(schedule)).toMatchObject({ state, unpublishAt })
  })

  it('lets a person send what was too late for it before', async () => {
    const schedule = await repeats.create({ state: 'armed', unpublishAt: inADay() })
    const { _id } = await find(schedule)

    await rows().updateOne({ _id }, { $set: { dueAt: past, unpublishAt: past } })
    await startWorker({})
    await reaches(schedule, { error: { code: 'WITHDRAWN_BEFORE_PUBLISHED' }, state: 'missed' })
    // Told as well: a save that meets the worker's last write is asked to try again.
    await expect.poll(async () => 'followed' in (await find(schedule)), { timeout: 20 * SECOND }).toBe(false)
    expect((await repeats.change(schedule, { unpublishAt: null })).status).toBe(200)
    expect((await repeats.act(_id, 'retry')).status).toBe(200)
    await reaches(schedule, { state: 'published', unpublishAt: null })
  })

  /** Two that stand, with withdrawals under way, in one batch, that end when told. */
  async function underWay() {
    let fail: (error: Error) => void = () => undefined
    let succeed: () => void = () => undefined
    let asked = 0
    const answer = new Promise<void>((resolve, reject) => {
      fail = reject
      succeed = resolve
    })
    const schedule = await repeats.create({ state: 'armed', unpublishAt: inADay() })
    const other = await repeats.create({ state: 'armed', unpublishAt: inADay() })

    await rows().updateMany(
      { schedule: { $in: [schedule, other].map((id) => new ObjectId(id)) } },
      { $set: { followed: null, receipt: { remoteId: 'there' }, state: 'published', unpublishAt: new Date() } },
    )
    await startWorker({
      withdraw() {
        asked += 1

        return answer
      },
    })
    await expect.poll(() => asked, { timeout: 30 * SECOND }).toBe(2)

    return { fail, other, schedule, succeed }
  }

  it('stays as the editor says, when a withdrawal under way fails', async () => {
    const { fail, other, schedule } = await underWay()
    const unpublishAt = new Date(Date.now() + 2 * DAY)

    expect((await repeats.change(schedule, { unpublishAt: unpublishAt.toISOString() })).status).toBe(200)
    fail(new ChannelError({ errorClass: 'unknown-outcome', message: 'no answer' }))
    await reaches(other, { leaseUntil: null, withdrawal: { attempts: 1, failedAt: null } })
    // Which waits until the batch is written as a whole.
    await repeats.stopWorker()
    expect(await find(schedule)).toMatchObject({ leaseUntil: null, state: 'published', unpublishAt, withdrawal: null })
  })

  it('is withdrawn all the same, when a withdrawal under way succeeds', async () => {
    const { schedule, succeed } = await underWay()

    expect((await repeats.change(schedule, { unpublishAt: null })).status).toBe(200)
    succeed()
    await reaches(schedule, { leaseUntil: null, state: 'withdrawn' })
  })
})
