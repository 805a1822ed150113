import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { followSchedules } from '../../jobs/following/followSchedules.ts'
import { SCHEDULES, SNIPPETS } from '../../src/domain/slugs.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

/** Another's transaction that has written a document and has not ended. */
async function write(collection: string, id: string, set: Record<string, unknown>) {
  const session = repeats.payload.db.connection.getClient().startSession()

  session.startTransaction()
  await repeats.db.collection(collection).updateOne({ _id: new ObjectId(id) }, { $set: set }, { session })

  return async () => {
    await session.commitTransaction()
    await session.endSession()
  }
}

describe('a save whose document another is writing', () => {
  it.each([
    ['zh', '当前操作人数较多，请稍后重试。'],
    ['en', 'Many are writing here at this moment; try again'],
  ])('is told to try again, in %s, and has written nothing', async (language, message) => {
    const made = await repeats.asAdmin('POST', '/snippets', { name: `护肤 ${language}`, text: '早晚各一次' })
    const { id } = made.body['doc'] as { id: string }
    const finish = await write(SNIPPETS, id, { name: '防晒' })
    const answer = await repeats.rest('PATCH', `/snippets/${id}`, {
      body: { name: '彩妆' },
      headers: { 'accept-language': language },
      token: repeats.token,
    })

    await finish()

    expect(answer.status, answer.text).toBe(503)
    expect(answer.body).toMatchObject({ errors: [{ code: 'BUSY', message }] })
    expect((await repeats.asAdmin('GET', `/snippets/${id}`)).body).toMatchObject({ name: '防晒' })
    expect((await repeats.asAdmin('PATCH', `/snippets/${id}`, { name: '彩妆' })).status).toBe(200)
  })
})

describe('a save of a schedule', () => {
  it('waits for another that is under way, and keeps what that one wrote', async () => {
    const schedule = await repeats.create({ graceMinutes: 15 })
    const finish = await write(SCHEDULES, schedule, { graceMinutes: 20 })
    const saving = repeats.change(schedule, { catchUp: 'ask' })

    setTimeout(() => void finish(), 200)
    expect((await saving).status).toBe(200)
    expect(await repeats.findSchedule(schedule)).toMatchObject({ catchUp: 'ask', graceMinutes: 20 })
  })

  it('is not ended by a worker that counts at that moment what became of it', async () => {
    const schedule = await repeats.create({ state: 'armed' })
    const { payload } = repeats
    const statuses = new Set<number>()
    let isSaving = true

    const count = async (): Promise<void> => {
      for (let tally = 0; isSaving; tally += 1) {
        await repeats.db
          .collection(SCHEDULES)
          .updateOne({ _id: new ObjectId(schedule) }, { $set: { 'tally.published': tally } })
        await followSchedules({ clock: () => new Date(), payload, scheduleIds: [new ObjectId(schedule)] })
      }
    }
    const counting = count()

    for (let graceMinutes = 1; graceMinutes <= 20; graceMinutes += 1) {
      statuses.add((await repeats.change(schedule, { graceMinutes })).status)
    }

    isSaving = false
    await counting

    expect([...statuses]).toEqual([200])
    expect(await repeats.findSchedule(schedule)).toMatchObject({ graceMinutes: 20, state: 'armed' })
  })
})
