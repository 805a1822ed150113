import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

describe('what failed of a schedule that is stopped', () => {
  it.each([
    ['cancelled', 'SCHEDULE_CANCELLED', 409],
    ['paused', 'SCHEDULE_PAUSED', 200],
  ])('is not sent again in bulk while that is %s', async (state, code, alone) => {
    const schedule = await repeats.create({ channels: repeats.channels, state: 'armed' })
    const { _id: id } = await repeats.findRow(schedule)

    await repeats.rows.updateOne({ _id: id }, { $set: { state: 'failed' } })
    expect((await repeats.change(schedule, { state })).status).toBe(200)
    const many = await repeats.asAdmin('POST', '/publications/redrive', { ids: [id] })

    expect(many.body).toMatchObject({ done: [], refused: [{ code, id }] })
    expect((await repeats.act(id, 'retry')).status).toBe(alone)
  })
})
