import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ObjectId } from 'mongodb'

import { HOUR, MINUTE } from '../../src/domain/duration.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

const around = (ms: number) => new Date(Date.parse(repeats.inAnHour) + ms).toISOString()

describe('what failed of a schedule that is stopped', () => {
  const aFailureOf = async (state: string, given: object = {}) => {
    const schedule = await repeats.create({ channels: repeats.channels, state: 'armed', ...given })
    const { _id: id } = await repeats.findRow(schedule)

    await repeats.rows.updateOne({ _id: id }, { $set: { state: 'failed' } })
    expect((await repeats.change(schedule, { state })).status).toBe(200)

    return { id, schedule }
  }

  it.each([
    ['cancelled', 'SCHEDULE_CANCELLED'],
    ['paused', 'SCHEDULE_PAUSED'],
  ])('is not sent again while that is %s, alone or in bulk', async (state, code) => {
    const { id } = await aFailureOf(state)
    const many = await repeats.asAdmin('POST', '/publications/redrive', { ids: [id] })
    const alone = await repeats.act(id, 'retry')

    expect(many.body).toMatchObject({ done: [], refused: [{ code, id }] })
    expect(alone).toMatchObject({ body: { errors: [{ reason: code }] }, status: 409 })
    expect(await repeats.rows.findOne({ _id: id })).toMatchObject({ state: 'failed' })
  })

  it('is sent again when that is resumed', async () => {
    const { id, schedule } = await aFailureOf('paused', { publishNow: true })

    expect((await repeats.act(id, 'retry')).status).toBe(409)
    expect((await repeats.change(schedule, { state: 'armed' })).status).toBe(200)
    expect(await repeats.findRow(schedule)).toMatchObject({ _id: id, error: null, state: 'armed' })
  })
})

describe('a withdrawal of a schedule that is armed', () => {
  it('is refused before the publication', async () => {
    const schedule = await repeats.create({ state: 'armed' })
    const refused = await repeats.change(schedule, { unpublishAt: around(-10 * MINUTE) })

    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('WITHDRAWN_BEFORE_PUBLISHED')])
    expect(await repeats.findRow(schedule)).toMatchObject({ state: 'armed', unpublishAt: null })
  })

  it('is refused before the time to which the channel moved it', async () => {
    const schedule = await repeats.create({ state: 'armed' })

    await repeats.rows.updateOne(
      { schedule: new ObjectId(schedule) },
      { $set: { dueAt: new Date(around(2 * HOUR)), movedFor: ['QUIET_HOURS'] } },
    )

    expect((await repeats.change(schedule, { unpublishAt: around(HOUR) })).status).toBe(400)
    expect((await repeats.change(schedule, { unpublishAt: around(3 * HOUR) })).status).toBe(200)
  })
})
