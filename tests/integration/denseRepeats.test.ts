import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import { localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

const armedAt = async (schedule: string): Promise<string[]> =>
  (
    await repeats.rows
      .find({ schedule: new ObjectId(schedule), state: 'armed' })
      .sort({ channel: 1, occurrenceAt: 1 })
      .toArray()
  ).map(({ channel, occurrenceAt }) => `${String(channel)} ${occurrenceAt.toISOString()}`)
const instantOf = (armed: string | undefined): string => String(armed?.split(' ')[1])
const stampOf = (at: Date): string =>
  localTimeAt({ at, timeZone: 'Asia/Shanghai' }).slice(0, 19).replaceAll(/[-:]/g, '')

/** More of it lies ahead than one transaction writes. */
async function aDenseRepeat(): Promise<{ before: string[]; schedule: string }> {
  // Half an hour beside the clock of the test: no more comes within reach while it runs.
  const publishAt = new Date(Date.parse(repeats.inAnHour) + 30 * MINUTE).toISOString()
  const schedule = await repeats.create({ publishAt, recurrence: 'FREQ=HOURLY', state: 'armed' })

  await repeats.materialise()

  const before = await armedAt(schedule)

  expect(before.length).toBeGreaterThan(35 * 24)

  return { before, schedule }
}

describe('a repeat with more ahead than one transaction writes', () => {
  it.each([
    ['another grace', [{ graceMinutes: 7 }]],
    ['a pause', [{ state: 'paused' }, { state: 'armed' }]],
    ['a pause and another grace', [{ state: 'paused' }, { graceMinutes: 7, state: 'armed' }]],
  ])('comes as before after %s', async (_title, changes) => {
    const { before, schedule } = await aDenseRepeat()

    for (const change of changes) {
      expect((await repeats.change(schedule, change)).status).toBe(200)
    }

    await repeats.materialise()
    expect(await armedAt(schedule)).toEqual(before)
  })

  it('loses the one that is cancelled, and that one for good', async () => {
    const { before, schedule } = await aDenseRepeat()
    const [near, far, byHand] = [before[3], before[700], before[800]]
    const row = await repeats.rows.findOne({
      occurrenceAt: new Date(instantOf(byHand)),
      schedule: new ObjectId(schedule),
    })
    const left = before.filter((each) => ![near, far, byHand].includes(each))

    await repeats.act(String(row?._id), 'cancel')

    for (const each of [near, far]) {
      const body = { action: 'cancel', occurrenceAt: instantOf(each), scope: 'this' }

      expect((await repeats.actOnOccurrence(schedule, body)).status).toBe(200)
    }

    // What stays is not even touched.
    expect(await armedAt(schedule)).toEqual(left)
    await repeats.change(schedule, { graceMinutes: 7 })
    await repeats.materialise()
    expect(await armedAt(schedule)).toEqual(left)
  })

  it('gains what a change names behind them', async () => {
    const { before, schedule } = await aDenseRepeat()
    const extra = new Date(Date.parse(instantOf(before[700])) + 30 * MINUTE)
    const until = stampOf(new Date(instantOf(before[650])))

    await repeats.change(schedule, { recurrence: `FREQ=HOURLY;UNTIL=${until}` })
    await repeats.materialise()
    expect(await armedAt(schedule)).toEqual(before.slice(0, 651))

    await repeats.change(schedule, { recurrence: `RRULE:FREQ=HOURLY\nRDATE:${stampOf(extra)}` })
    await repeats.materialise()
    expect((await armedAt(schedule)).map(instantOf)).toEqual([...before.map(instantOf), extra.toISOString()].sort())
  })

  it('comes as before on each of many channels', async () => {
    const channels = [...repeats.channels]

    for (let place = channels.length; place < 15; place += 1) {
      const { body } = await repeats.asAdmin('POST', '/channels', {
        kind: 'feed',
        mode: 'live',
        name: `号 ${place}`,
        slug: `c${place}`,
      })

      channels.push((body['doc'] as { id: string }).id)
    }

    const schedule = await repeats.create({ channels, recurrence: 'FREQ=DAILY', state: 'armed' })

    await repeats.materialise()
    const before = await armedAt(schedule)
    const first = instantOf(before[0])

    await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: first, scope: 'this' })
    expect(await armedAt(schedule)).toEqual(before.filter((each) => instantOf(each) !== first))
    await repeats.change(schedule, { graceMinutes: 7 })
    await repeats.materialise()
    expect(await armedAt(schedule)).toEqual(before.filter((each) => instantOf(each) !== first))
  })

  it('keeps what newer zone rules leave where it is', async () => {
    const { before, schedule } = await aDenseRepeat()
    const old = { $set: { tzVersion: '2000a' } }

    await repeats.db.collection(SCHEDULES).updateOne({ _id: new ObjectId(schedule) }, old)
    await repeats.db.collection(PUBLICATIONS).updateMany({ schedule: new ObjectId(schedule) }, old)
    await repeats.materialise()

    expect(await armedAt(schedule)).toEqual(before)
  })

  it('follows newer zone rules to its last', async () => {
    const { before, schedule } = await aDenseRepeat()
    const ofSchedule = { schedule: new ObjectId(schedule) }
    const rows = await repeats.rows.find(ofSchedule).toArray()
    const earlier = (at: Date) => new Date(at.getTime() - 30 * MINUTE)

    await repeats.rows.deleteMany(ofSchedule)
    await repeats.rows.insertMany(
      rows.map((row) => ({
        ...row,
        _id: `older-${row._id}`,
        dueAt: earlier(row.dueAt),
        occurrenceAt: earlier(row.occurrenceAt),
        tzVersion: '2000a',
      })),
    )
    await repeats.db.collection(SCHEDULES).updateOne({ _id: ofSchedule.schedule }, { $set: { tzVersion: '2000a' } })
    await repeats.materialise()

    // The first is due within the hour by the older rules: people have been told.
    expect((await armedAt(schedule)).slice(1)).toEqual(before.slice(1))
  })
})

describe('a repeat whose next time is far ahead', () => {
  it('keeps it where an earlier one is added', async () => {
    const publishAt = new Date(Date.parse(repeats.inAnHour) + 60 * DAY)
    const extra = new Date(publishAt.getTime() - 55 * DAY + HOUR)
    const schedule = await repeats.create({
      publishAt: publishAt.toISOString(),
      recurrence: 'FREQ=YEARLY',
      state: 'armed',
    })

    await repeats.change(schedule, { recurrence: `RRULE:FREQ=YEARLY\nRDATE:${stampOf(extra)}` })
    expect((await armedAt(schedule)).map(instantOf)).toEqual([extra.toISOString(), publishAt.toISOString()])
  })
})
