import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR } from '../../src/domain/duration.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

const after = (ms: number) => new Date(Date.parse(repeats.inAnHour) + ms).toISOString()
const statesOf = async (schedule: string) =>
  (await repeats.findRows(schedule)).map(({ error, occurrenceAt, state }) => [
    (Date.parse(occurrenceAt) - Date.parse(repeats.inAnHour)) / HOUR,
    state,
    ...(state === 'cancelled' ? [error?.code] : []),
  ])

/** Four days, of which the second went out ahead of its time, a person cancelled the third, and the fourth failed early. */
async function aRepeatWithMuchOver(): Promise<string> {
  const schedule = await repeats.create({ recurrence: 'FREQ=DAILY;COUNT=4', state: 'armed' })
  const [, second, third, fourth] = await repeats.findRows(schedule)

  for (const [row, state] of [
    [second, 'published'],
    [fourth, 'failed'],
  ] as const) {
    expect((await repeats.act(String(row?.id), 'publish-now')).status).toBe(200)
    await repeats.settle(row?.id, state)
  }

  expect((await repeats.act(String(third?.id), 'cancel')).status).toBe(200)

  return schedule
}

const MOVED = [
  [0, 'cancelled', 'SCHEDULE_CHANGED'],
  [1, 'armed'],
  [24, 'published'],
  [25, 'cancelled', 'SENT_BEFORE_MOVE'],
  [48, 'cancelled', 'CANCELLED'],
  [49, 'cancelled', 'CANCELLED'],
  [72, 'cancelled', 'SCHEDULE_CHANGED'],
  [73, 'armed'],
]

describe('a repeat that is moved', () => {
  it.each([
    ['by its first occurrence and all others', (id: string) => repeats.actOnOccurrence(id, aMove('all'))],
    ['by its first occurrence and those that follow', (id: string) => repeats.actOnOccurrence(id, aMove('following'))],
    ['by its start', (id: string) => repeats.change(id, { publishAt: after(HOUR) })],
  ])('sends nothing again, and nothing that a person cancelled: %s', async (_title, move) => {
    const schedule = await aRepeatWithMuchOver()
    const [, , , failed] = await repeats.findRows(schedule)
    const moved = await move(schedule)

    expect(moved.status, moved.text).toBe(200)
    expect(await statesOf(schedule)).toEqual(MOVED)
    expect((await repeats.act(String(failed?.id), 'retry')).status).toBe(409)

    // There and back and there again.
    expect((await repeats.change(schedule, { publishAt: after(0) })).status).toBe(200)
    expect((await statesOf(schedule)).filter(([, state]) => state !== 'cancelled')).toEqual([
      [0, 'armed'],
      [24, 'published'],
      [72, 'armed'],
    ])
    await repeats.change(schedule, { publishAt: after(HOUR) })
    expect(await statesOf(schedule)).toEqual(MOVED)

    await repeats.change(schedule, { state: 'paused' })
    await repeats.change(schedule, { state: 'armed' })
    await repeats.materialise(2 * DAY)
    expect(await statesOf(schedule)).toEqual(MOVED)
  })

  it('tells the schedule that takes over what is over', async () => {
    const schedule = await aRepeatWithMuchOver()
    const [, second, , failed] = await repeats.findRows(schedule)

    await repeats.settle(second?.id, 'armed')
    await repeats.settle(failed?.id, 'published')
    const moved = await repeats.actOnOccurrence(schedule, {
      action: 'move',
      occurrenceAt: after(DAY),
      scope: 'following',
      to: after(DAY + HOUR),
    })
    const following = (moved.body['following'] as { id: string }).id

    expect(await statesOf(following)).toEqual([
      [25, 'armed'],
      [49, 'cancelled', 'CANCELLED'],
      [73, 'cancelled', 'SENT_BEFORE_MOVE'],
    ])
  })

  it('takes along what is over while it is paused', async () => {
    const schedule = await aRepeatWithMuchOver()

    await repeats.change(schedule, { state: 'paused' })
    await repeats.change(schedule, { publishAt: after(HOUR) })
    await repeats.change(schedule, { state: 'armed' })

    expect((await statesOf(schedule)).filter(([, state]) => state === 'armed')).toEqual([
      [1, 'armed'],
      [73, 'armed'],
    ])
  })

  it('judges each channel for itself', async () => {
    const schedule = await repeats.create({
      channels: repeats.channels,
      recurrence: 'FREQ=DAILY;COUNT=2',
      state: 'armed',
    })
    const [, , row] = await repeats.findRows(schedule)

    await repeats.act(String(row?.id), 'cancel')
    await repeats.actOnOccurrence(schedule, aMove('all'))

    expect(
      (await statesOf(schedule))
        .slice(-2)
        .map(([, state]) => state)
        .sort(),
    ).toEqual(['armed', 'cancelled'])
  })
})

const aMove = (scope: string) => ({ action: 'move', occurrenceAt: after(0), scope, to: after(HOUR) })
