import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { SCHEDULES } from '../../src/domain/slugs.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

describe('a save whose document another is writing', () => {
  it.each([
    ['zh', '当前操作人数较多，请稍后重试。'],
    ['en', 'Many are writing here at this moment; try again'],
  ])('is told to try again, in %s, and has written nothing', async (language, message) => {
    const schedule = await repeats.create({ graceMinutes: 15 })
    const session = repeats.payload.db.connection.getClient().startSession()

    session.startTransaction()
    await repeats.db
      .collection(SCHEDULES)
      .updateOne({ _id: new ObjectId(schedule) }, { $set: { graceMinutes: 20 } }, { session: session })

    const answer = await repeats.rest('PATCH', `/schedules/${schedule}`, {
      body: { graceMinutes: 30 },
      headers: { 'accept-language': language },
      token: repeats.token,
    })

    await session.commitTransaction()
    await session.endSession()

    expect(answer.status, answer.text).toBe(503)
    expect(answer.body).toMatchObject({ errors: [{ code: 'BUSY', message }] })
    expect(await repeats.findSchedule(schedule)).toMatchObject({ graceMinutes: 20 })
    expect((await repeats.change(schedule, { graceMinutes: 30 })).status).toBe(200)
  })
})
