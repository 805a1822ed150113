import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { countPublications, followSchedules, writeTallies } from '../../jobs/following/followSchedules.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

const argsFor = (schedule: string) => ({
  clock: () => new Date(),
  payload: repeats.payload,
  scheduleIds: [new ObjectId(schedule)],
})

/** An armed schedule whose only publication is out, which nobody has told yet. */
async function armOut(): Promise<string> {
  const schedule = await repeats.create({ state: 'armed' })

  await repeats.rows.updateOne(
    { _id: (await repeats.findRow(schedule))._id },
    { $set: { receipt: { publishedAt: new Date().toISOString(), remoteId: 'x' }, state: 'published' } },
  )

  return schedule
}

describe('a schedule whose last publication is told', () => {
  it('is done', async () => {
    const schedule = await armOut()

    await followSchedules(argsFor(schedule))

    expect(await repeats.findSchedule(schedule)).toMatchObject({ state: 'done', tally: { out: 1, upcoming: 0 } })
  })

  it.each([
    ['is given a channel', () => ({ channels: repeats.channels })],
    ['becomes a repeat', () => ({ recurrence: 'FREQ=DAILY' })],
  ])('stays armed where it %s at that moment', async (_title, edit) => {
    const schedule = await armOut()
    const counted = await countPublications(argsFor(schedule))

    expect((await repeats.change(schedule, edit())).status).toBe(200)
    const again = await writeTallies(argsFor(schedule), counted)

    expect(again.map(String)).toEqual([schedule])
    await followSchedules(argsFor(schedule))

    const { state, tally } = await repeats.findSchedule(schedule)

    expect(state).toBe('armed')
    expect((tally as { upcoming: number }).upcoming).toBeGreaterThan(0)
    expect((await repeats.change(schedule, { state: 'cancelled' })).status).toBe(200)
  })

  it('is done where somebody saved nothing of it at that moment', async () => {
    const schedule = await armOut()
    const counted = await countPublications(argsFor(schedule))

    await repeats.change(schedule, { graceMinutes: 30 })
    await writeTallies(argsFor(schedule), counted)
    await followSchedules(argsFor(schedule))

    expect(await repeats.findSchedule(schedule)).toMatchObject({ state: 'done' })
  })
})
