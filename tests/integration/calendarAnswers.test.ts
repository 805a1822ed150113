import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { DAY } from '../../src/domain/duration.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats
let analyst: string
let access: Repeats['payload']['collections'][typeof SCHEDULES]['config']['access']
let known: typeof access

beforeAll(async () => {
  repeats = await openRepeats()
  access = repeats.payload.collections[SCHEDULES].config.access
  known = { ...access }

  const person = { email: 'analyst@example.com', password: 'a long password' }

  await repeats.asAdmin('POST', '/users', { ...person, name: '分析', roles: ['analyst'] })
  analyst = String((await repeats.rest('POST', '/users/login', { body: person })).body['token'])
})

afterEach(() => {
  Object.assign(access, known)
})

afterAll(() => repeats.stop())

const inDays = (days: number) => new Date(Date.parse(repeats.inAnHour) + days * DAY)
const publicationsOf = (body: Record<string, unknown>) => body['publications'] as { dueAt: string; state: string }[]

/** Gives a repeat so many that went out, one on each day before today. */
async function publishOld(schedule: string, count: number): Promise<void> {
  const row = await repeats.findRow(schedule)

  await repeats.rows.insertMany(
    Array.from({ length: count }, (_, index) => {
      const at = inDays(-1 - index)

      return { ...row, _id: new ObjectId().toHexString(), dueAt: at, occurrenceAt: at, state: 'published' as const }
    }),
  )
}

describe('the answer to an act on a schedule', () => {
  it('tells what is still to come, and the newest of what is out, in order', async () => {
    const schedule = await repeats.createDaily()

    await publishOld(schedule, 205)

    const { body, status } = await repeats.actOnOccurrence(schedule, {
      action: 'cancel',
      occurrenceAt: inDays(1).toISOString(),
      scope: 'this',
    })
    const told = publicationsOf(body)

    expect([status, told.length]).toEqual([200, 200])
    expect(told.slice(-4).map(({ dueAt, state }) => [dueAt, state])).toEqual([
      [inDays(-1).toISOString(), 'published'],
      [inDays(0).toISOString(), 'armed'],
      [inDays(2).toISOString(), 'armed'],
      [inDays(3).toISOString(), 'armed'],
    ])
  })

  it.each(['copy', 'edit', 'move', 'occurrences', 'restore'])(
    'is 403 for who may not plan, whatever they ask for: %s',
    async (act) => {
      const schedule = await repeats.createDaily()
      const { body, status } = await repeats.rest('POST', `/schedules/${schedule}/${act}`, {
        body: { publishAt: 'nonsense' },
        token: analyst,
      })

      expect([status, Object.keys(body)]).toEqual([403, ['errors']])
    },
  )

  it.each([
    ['occurrences', () => ({ action: 'cancel', occurrenceAt: inDays(9).toISOString(), scope: 'this' })],
    ['move', () => ({ publishAt: inDays(1).toISOString() })],
  ])('is 403 for who may not plan, before what stands in the way is told: %s', async (act, body) => {
    const schedule = await repeats.createDaily()

    expect((await repeats.rest('POST', `/schedules/${schedule}/${act}`, { body: body(), token: analyst })).status).toBe(
      403,
    )
  })

  it('is 404 for a schedule that is not theirs, and tells nothing of its publications', async () => {
    const schedule = await repeats.createDaily()

    access.read = () => ({ id: { not_equals: schedule } })

    const { body, status } = await repeats.asAdmin('POST', `/schedules/${schedule}/move`, { publishAt: 'nonsense' })

    expect([status, Object.keys(body)]).toEqual([404, ['errors']])
  })

  it('is 403 for one that a host lets them see and not change, and not for another', async () => {
    const [theirs, other] = [await repeats.createDaily(), await repeats.createDaily()]

    access.update = () => ({ id: { equals: theirs } })

    const statusOf = async (schedule: string) =>
      (await repeats.asAdmin('POST', `/schedules/${schedule}/move`, { publishAt: 'nonsense' })).status

    expect([await statusOf(theirs), await statusOf(other)]).toEqual([400, 403])
  })

  it('tells only publications that the person may read', async () => {
    const schedule = await repeats.createDaily()
    const ofRows = repeats.payload.collections[PUBLICATIONS].config.access
    const { read } = ofRows

    ofRows.read = () => ({ dueAt: { greater_than: inDays(1).toISOString() } })

    const { body } = await repeats.asAdmin('POST', `/schedules/${schedule}/move`, { publishAt: 'nonsense' })

    ofRows.read = read

    expect(publicationsOf(body).map(({ dueAt }) => dueAt)).toEqual([inDays(2).toISOString(), inDays(3).toISOString()])
  })
})
