import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { StoredRow } from '../../jobs/ledger/rows.ts'
import { HOUR, SECOND } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { composeObservers } from '../../src/plugin/observers.ts'
import { aChannel } from '../support/aChannel.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterEach(() => repeats.stopWorker())

afterAll(() => repeats.stop())

const rowsOfSchedule = (schedule: string): Promise<StoredRow[]> =>
  repeats.rows
    .find({ schedule: new ObjectId(schedule) })
    .sort({ occurrenceAt: 1 })
    .toArray()

const statesOf = async (schedule: string) => (await rowsOfSchedule(schedule)).map(({ state }) => state)
const fail = (schedule: string, state: 'failed' | 'missed') =>
  repeats.rows.updateOne(
    { schedule: new ObjectId(schedule), state: 'armed' },
    { $set: { attempts: 1, error: { class: 'rejected-content', code: '87014', message: '内容违规' }, state } },
  )
const after = (ms: number) => new Date(new Date(repeats.inAnHour).getTime() + ms).toISOString()

/** A worker whose channel refuses the first publication for good, and takes every other. */
async function startWorker(): Promise<string[]> {
  const sent: string[] = []
  const channel = aChannel({
    commit({ publicationId }) {
      sent.push(publicationId)

      return sent.length === 1
        ? Promise.reject(
            new ChannelError({ channelCode: '87014', errorClass: 'rejected-content', message: '内容违规' }),
          )
        : Promise.resolve({ remoteId: publicationId, state: 'published' })
    },
  })

  await repeats.startWorker(channel, composeObservers(repeats.payload))

  return sent
}

describe('a schedule that is moved after its publication failed', () => {
  it('has one chance to be sent, at its new time', async () => {
    const schedule = await repeats.create({ publishAt: new Date().toISOString(), state: 'armed' })
    const sent = await startWorker()

    await expect.poll(() => statesOf(schedule), { interval: 100, timeout: 30 * SECOND }).toEqual(['failed'])
    const [failed] = await rowsOfSchedule(schedule)

    // While its outcome is told, a save may be refused (409); whoever is refused looks and saves again.
    await expect
      .poll(
        async () =>
          (await repeats.change(schedule, { publishAt: new Date(Date.now() + 2 * SECOND).toISOString() })).status,
        { interval: 200, timeout: 30 * SECOND },
      )
      .toBe(200)
    await expect
      .poll(() => statesOf(schedule), { interval: 100, timeout: 30 * SECOND })
      .toEqual(['cancelled', 'published'])
    expect((await rowsOfSchedule(schedule))[0]).toMatchObject({
      attempts: 1,
      error: { code: 'SCHEDULE_CHANGED', values: { why: '内容违规' } },
      startedAt: failed?.startedAt,
    })

    for (const action of ['retry', 'publish-now']) {
      const refused = await repeats.act(String(failed?._id), action)

      expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('SCHEDULE_CHANGED')])
    }

    const many = await repeats.asAdmin('POST', '/publications/redrive', { ids: [failed?._id] })

    expect(many.body).toMatchObject({ done: [], refused: [{ id: failed?._id }] })
    expect(sent).toHaveLength(2)
  })

  it.each(['failed', 'missed'] as const)('takes back what %s when it comes back to its old time', async (state) => {
    const schedule = await repeats.create({ state: 'armed' })

    await fail(schedule, state)
    await repeats.change(schedule, { publishAt: after(HOUR) })
    expect(await statesOf(schedule)).toEqual(['cancelled', 'armed'])
    await fail(schedule, state)
    await repeats.change(schedule, { publishAt: repeats.inAnHour })

    expect(await statesOf(schedule)).toEqual(['armed', 'cancelled'])
  })

  it('ends the one occurrence of a repeat that is moved, and no other', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY;COUNT=3', state: 'armed' })

    await repeats.rows.updateMany({ schedule: new ObjectId(schedule) }, { $set: { state: 'failed' } })
    const answer = await repeats.actOnOccurrence(schedule, {
      action: 'move',
      occurrenceAt: repeats.inAnHour,
      scope: 'this',
      to: after(HOUR),
    })

    expect(answer.status, answer.text).toBe(200)
    expect((await rowsOfSchedule(schedule)).slice(0, 2)).toMatchObject([
      { error: { code: 'SCHEDULE_CHANGED' }, state: 'cancelled' },
      { occurrenceAt: new Date(after(HOUR)), state: 'armed' },
    ])
  })
})
