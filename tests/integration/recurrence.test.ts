import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

/** Lets a schedule have begun long ago, which no request may. */
const setStart = (schedule: string, publishAt: string) =>
  repeats.db.collection('schedules').updateOne(
    { _id: new ObjectId(schedule) },
    {
      $set: {
        localTime: localTimeAt({ at: new Date(publishAt), timeZone: 'Asia/Shanghai' }),
        publishAt: new Date(publishAt),
      },
    },
  )

describe('arming a repeat', () => {
  it('writes a row per channel and occurrence for at least 35 days', async () => {
    const { inAnHour } = repeats
    const schedule = await repeats.create({ channels: repeats.channels, recurrence: 'RRULE:FREQ=DAILY' })

    expect((await repeats.change(schedule, { state: 'armed' })).status).toBe(200)

    const rows = await repeats.findRows(schedule)
    const [first] = rows

    expect(rows.length).toBeGreaterThanOrEqual(2 * 35)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(first).toMatchObject({ dueAt: inAnHour, occurrenceAt: inAnHour, state: 'armed', timeZone: 'Asia/Shanghai' })
    expect(first?.tzVersion).toBe(process.versions['tz'])
    expect(rows.at(-1)?.localTime?.slice(11)).toBe(first?.localTime?.slice(11))

    const stored = await repeats.findSchedule(schedule)

    expect(stored['localTime']).toBe(first?.localTime)
    expect(stored['tzVersion']).toBe(process.versions['tz'])
    expect(new Date(String(stored['materialisedUntil'])).getTime()).toBeGreaterThan(Date.now() + 35 * DAY)
  })

  it('finds the same rows when armed twice, and none that a person cancelled', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=WEEKLY', state: 'armed' })
    const before = await repeats.findRows(schedule)

    await repeats.act(String(before[1]?.id), 'cancel')
    await repeats.change(schedule, { state: 'paused' })
    expect((await repeats.findRows(schedule)).every(({ state }) => state === 'cancelled')).toBe(true)
    expect((await repeats.change(schedule, { state: 'armed' })).status).toBe(200)

    const after = await repeats.findRows(schedule)

    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(after.map(({ state }) => state)).toEqual(before.map((_row, place) => (place === 1 ? 'cancelled' : 'armed')))
  })

  it('keeps its next occurrence armed however far away it is', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1', state: 'armed' })

    expect((await repeats.findRows(schedule)).map(({ localTime }) => localTime?.slice(5, 10))).toEqual(['01-01'])
  })

  it('stays armed when one occurrence is out, and is done after the last', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY;COUNT=2', state: 'armed' })
    const rows = await repeats.findRows(schedule)

    await repeats.settle(rows[0]?.id, 'published')
    await repeats.settle(rows[1]?.id, 'published')
    // Nothing is open, and yet the rule names a time ahead.
    expect((await repeats.findSchedule(schedule))['state']).toBe('armed')

    await setStart(schedule, '2020-01-01T01:00:00Z')
    await repeats.settle(rows[1]?.id, 'published')
    expect((await repeats.findSchedule(schedule))['state']).toBe('done')
  })

  it('moves what is not out when its rule changes, and leaves what is', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY', state: 'armed' })
    const before = await repeats.findRows(schedule)

    await repeats.settle(before[0]?.id, 'published')
    expect((await repeats.change(schedule, { recurrence: 'FREQ=DAILY;INTERVAL=2' })).status).toBe(200)

    const after = await repeats.findRows(schedule)

    expect(after.slice(0, 4).map(({ state }) => state)).toEqual(['published', 'cancelled', 'armed', 'cancelled'])
  })

  it('withdraws each occurrence after the same time', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY;COUNT=3' })

    await repeats.change(schedule, {
      state: 'armed',
      unpublishAt: new Date(new Date(repeats.inAnHour).getTime() + 2 * HOUR).toISOString(),
    })
    const stands = (rows: { dueAt: string; unpublishAt?: unknown }[]) =>
      rows.map(({ dueAt, unpublishAt }) => new Date(String(unpublishAt)).getTime() - new Date(dueAt).getTime())

    expect(stands(await repeats.findRows(schedule))).toEqual([2 * HOUR, 2 * HOUR, 2 * HOUR])

    await repeats.change(schedule, {
      unpublishAt: new Date(new Date(repeats.inAnHour).getTime() + 3 * HOUR).toISOString(),
    })
    expect(stands(await repeats.findRows(schedule))).toEqual([3 * HOUR, 3 * HOUR, 3 * HOUR])
  })

  it('is refused while an occurrence that would go is being sent', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY', state: 'armed' })
    const [row] = await repeats.findRows(schedule)

    await repeats.db
      .collection<PublicationRow>(PUBLICATIONS)
      .updateOne({ _id: String(row?.id) }, { $set: { state: 'sending' } })

    const answer = await repeats.change(schedule, { recurrence: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=3' })

    expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining('SENDING')])
  })
})

describe('arming a repeat where a platform refuses what it has seen', () => {
  it('warns, and arms all the same', async () => {
    const manifest = servicesOf(repeats.payload).channels.find('feed')?.manifest
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY;COUNT=2' })

    Object.assign(manifest ?? {}, { refusesDuplicates: true })
    const answer = await repeats.change(schedule, { state: 'armed' })

    Object.assign(manifest ?? {}, { refusesDuplicates: false })
    expect([answer.status, answer.body['doc']]).toEqual([
      200,
      expect.objectContaining({
        state: 'armed',
        warnings: [expect.objectContaining({ code: 'REPEATED_TEXT', values: { name: '小程序' } })],
      }),
    ])
    expect((await repeats.findSchedule(schedule))['warnings']).toHaveLength(1)
  })
})

describe('a repeat with bad input', () => {
  it.each([
    ['RRULE_MALFORMED', { recurrence: 'every monday' }],
    ['NEVER_FIRES', { recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['TOO_FREQUENT', { recurrence: 'FREQ=SECONDLY' }],
    ['UNTIL_BEFORE_START', { recurrence: 'FREQ=DAILY;UNTIL=20200101' }],
    ['PAST_DATE', { publishAt: '2020-01-01T00:00:00.000Z', recurrence: 'FREQ=DAILY' }],
    ['REPEATS', { publishNow: true, recurrence: 'FREQ=DAILY' }],
  ])('is refused with %s', async (code, given) => {
    const answer = await repeats.post(given)

    expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining(code)])
  })

  it.each([[5], [false], [['FREQ=DAILY']], [{ freq: 'DAILY' }]])(
    'is refused where a plan that comes once is changed to %j',
    async (recurrence) => {
      const schedule = await repeats.create()
      const answer = await repeats.change(schedule, { recurrence })

      expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining('RRULE_MALFORMED')])
      expect((await repeats.findSchedule(schedule))['recurrence'] ?? null).toBeNull()
    },
  )

  it('is refused when nothing of it lies ahead', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY;COUNT=2' })

    await setStart(schedule, '2020-01-01T01:00:00Z')

    const answer = await repeats.change(schedule, { state: 'armed' })

    expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining('NO_OCCURRENCE')])
  })
})

describe('a time that could mean another', () => {
  it.each([
    ['publishAt', 'START_INVALID', '2099-12-24T10:00'],
    ['publishAt', 'START_INVALID', '2099-02-30T10:00:00Z'],
    ['unpublishAt', 'UNPUBLISH_AT', '2099-12-24T10:00'],
    ['unpublishAt', 'UNPUBLISH_AT', '2099-02-30T10:00:00Z'],
  ])('is refused in %s: %s for %s', async (path, code, value) => {
    const answer = await repeats.post({ [path]: value })

    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain(`"code":"${code}"`)
    expect(JSON.stringify(answer.body)).toContain(`"path":"${path}"`)
  })

  it('is refused when a plan is changed', async () => {
    const schedule = await repeats.create()

    expect((await repeats.change(schedule, { publishAt: '2099-12-24T10:00' })).status).toBe(400)
    expect((await repeats.change(schedule, { unpublishAt: '2099-12-24T10:00' })).status).toBe(400)
    expect((await repeats.change(schedule, { publishAt: '2099-12-24T10:00+08:00' })).status).toBe(200)
  })
})

describe('a plan for what is no id', () => {
  it.each([
    ['channels', ['abc']],
    ['channels', [null]],
    ['channels', 'x'],
    ['channels', [123]],
    ['post', 'abc'],
  ])('is refused: %s %j', async (path, value) => {
    const answer = await repeats.post({ [path]: value })

    expect(answer.status, JSON.stringify(answer.body)).toBe(400)
    expect(JSON.stringify(answer.body)).toContain(`"path":"${path}"`)
  })
})
