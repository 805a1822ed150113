import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { type ActedOnOccurrence, openRepeats, plus, type Repeats, type RestRow } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

const THROTTLED = { class: 'throttled', code: '429', message: 'Too many requests' } as const
const setState = (row: RestRow | undefined, state: PublicationRow['state']) =>
  repeats.db.collection<PublicationRow>(PUBLICATIONS).updateOne({ _id: String(row?.id) }, { $set: { state } })

/** A repeat that began two days ago and still comes. */
async function aRunningRepeat(): Promise<string> {
  const schedule = await repeats.createDaily({ recurrence: 'FREQ=DAILY;COUNT=6', state: 'planned' })
  const publishAt = new Date(Date.parse(repeats.inAnHour) - 2 * DAY)

  await repeats.db
    .collection(SCHEDULES)
    .updateOne(
      { _id: new ObjectId(schedule) },
      { $set: { localTime: localTimeAt({ at: publishAt, timeZone: 'Asia/Shanghai' }), publishAt } },
    )
  expect((await repeats.change(schedule, { state: 'armed' })).status).toBe(200)

  return schedule
}

describe('an act on an occurrence', () => {
  it('moves this one, with its row, and leaves the others', async () => {
    const schedule = await repeats.createDaily()
    const before = await repeats.standing(schedule)
    const to = plus(before[1], 2 * HOUR)
    const answer = await repeats.actOnOccurrence(schedule, {
      action: 'move',
      occurrenceAt: before[1],
      scope: 'this',
      to,
    })

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(await repeats.standing(schedule)).toEqual([before[0], to, before[2], before[3]])
    expect((await repeats.findSchedule(schedule))['recurrence']).toMatch(
      /^RRULE:.*\nEXDATE:\d{8}T\d{6}\nRDATE:\d{8}T\d{6}$/,
    )
  })

  it('cancels this one, for good', async () => {
    const schedule = await repeats.createDaily()
    const before = await repeats.standing(schedule)

    expect(
      (await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: before[2], scope: 'this' })).status,
    ).toBe(200)
    await repeats.change(schedule, { state: 'paused' })
    await repeats.change(schedule, { state: 'armed' })
    await repeats.materialise(10 * DAY)

    expect(await repeats.standing(schedule)).toEqual([before[0], before[1], before[3]])
  })

  it.each(['this', 'following', 'all'])(
    'on %s is taken back whole, while nobody has changed it since',
    async (scope) => {
      const schedule = await repeats.createDaily()
      const before = await repeats.standing(schedule)
      const rule = (await repeats.findSchedule(schedule))['recurrence']
      const to = plus(before[2], 2 * HOUR)
      const moved = await repeats.actOnOccurrence(schedule, { action: 'move', occurrenceAt: before[2], scope, to })
      const { doc, following, previous } = moved.body as unknown as ActedOnOccurrence
      const undo = { ...previous, expectedUpdatedAt: doc.updatedAt, following }

      expect(await repeats.standing(schedule)).not.toEqual(before)
      expect((await repeats.restore(schedule, undo)).status).toBe(200)
      expect(await repeats.standing(schedule)).toEqual(before)
      expect((await repeats.findSchedule(schedule))['recurrence']).toBe(rule)
      expect(following === null ? [] : await repeats.standing(following.id)).toEqual([])

      // What somebody else may have changed since is not overwritten.
      const again = await repeats.restore(schedule, undo)

      expect([again.status, (again.body['errors'] as { code: string }[])[0]?.code]).toEqual([409, 'CONFLICT'])
      expect(await repeats.standing(schedule)).toEqual(before)
    },
  )

  it.each(['armed', 'paused', 'planned'])(
    'that cancels all of a repeat that is %s is taken back whole',
    async (state) => {
      const schedule = await repeats.createDaily()
      const before = await repeats.standing(schedule)
      const { pinnedVersion } = await repeats.findSchedule(schedule)

      await repeats.change(schedule, { state })
      const cancelled = await repeats.actOnOccurrence(schedule, {
        action: 'cancel',
        occurrenceAt: before[2],
        scope: 'all',
      })
      const { doc, following, previous } = cancelled.body as unknown as ActedOnOccurrence
      const undone = await repeats.restore(schedule, { ...previous, expectedUpdatedAt: doc.updatedAt, following })

      expect([undone.status, await repeats.findSchedule(schedule)], undone.text).toMatchObject([
        200,
        { pinnedVersion, state },
      ])
      expect(await repeats.standing(schedule)).toEqual(state === 'armed' ? before : [])
    },
  )

  it.each(['this', 'following', 'all'])(
    'on %s of a repeat that has begun is taken back whole, with its start of before',
    async (scope) => {
      const schedule = await aRunningRepeat()
      const start = (await repeats.findSchedule(schedule))['publishAt']
      const before = await repeats.standing(schedule)
      const to = plus(before[2], 2 * HOUR)
      const moved = await repeats.actOnOccurrence(schedule, { action: 'move', occurrenceAt: before[2], scope, to })
      const { doc, following, previous } = moved.body as unknown as ActedOnOccurrence

      expect([moved.status, previous['publishAt'], previous['state']]).toEqual([200, start, 'armed'])
      expect(await repeats.standing(schedule)).not.toEqual(before)
      const undone = await repeats.restore(schedule, { ...previous, expectedUpdatedAt: doc.updatedAt, following })

      expect(undone.status, JSON.stringify(undone.body)).toBe(200)
      expect((await repeats.findSchedule(schedule))['publishAt']).toBe(start)
      expect(await repeats.standing(schedule)).toEqual(before)
    },
  )

  it('gives back no start of the past that the schedule did not have', async () => {
    const schedule = await aRunningRepeat()
    const before = await repeats.standing(schedule)
    const to = plus(before[2], 2 * HOUR)
    const moved = await repeats.actOnOccurrence(schedule, { action: 'move', occurrenceAt: before[2], scope: 'all', to })
    const { doc, following, previous } = moved.body as unknown as ActedOnOccurrence
    const codeOf = async (given: Record<string, unknown>) => {
      const { body, status } = await repeats.restore(schedule, {
        ...previous,
        expectedUpdatedAt: doc.updatedAt,
        following,
        ...given,
      })

      return [status, (body['errors'] as { code: string }[])[0]?.code]
    }

    expect(await codeOf({ publishAt: plus(previous['publishAt'], -DAY) })).toEqual([400, 'PAST_DATE'])
    expect(await codeOf({ recurrence: 'FREQ=HOURLY' })).toEqual([400, 'PAST_DATE'])

    // Somebody has changed it since: what stood before the act is not what stood before now.
    await repeats.change(schedule, { graceMinutes: 7 })
    const { updatedAt } = await repeats.findSchedule(schedule)

    expect(await codeOf({ expectedUpdatedAt: updatedAt })).toEqual([400, 'PAST_DATE'])
  })

  it('is not taken back when what took over was changed since, and all stays as it is', async () => {
    const schedule = await repeats.createDaily()
    const before = await repeats.standing(schedule)
    const to = plus(before[2], 2 * HOUR)
    const moved = await repeats.actOnOccurrence(schedule, {
      action: 'move',
      occurrenceAt: before[2],
      scope: 'following',
      to,
    })
    const { doc, following, previous } = moved.body as unknown as ActedOnOccurrence

    await repeats.change(String(following?.id), { graceMinutes: 7 })
    const undone = await repeats.restore(schedule, { ...previous, expectedUpdatedAt: doc.updatedAt, following })

    expect(undone.status).toBe(409)
    expect(await repeats.standing(schedule)).toEqual(before.slice(0, 2))
    expect(await repeats.standing(String(following?.id))).toEqual([to, plus(before[3], 2 * HOUR)])
  })

  it('moves this and following to a schedule of their own, with what was pinned', async () => {
    const post = await repeats.createPost('第一版')
    const schedule = await repeats.createDaily({ post })
    const before = await repeats.standing(schedule)

    await repeats.asAdmin('PATCH', `/posts/${post}`, { title: '第二版' })
    const answer = await repeats.actOnOccurrence(schedule, {
      action: 'move',
      occurrenceAt: before[2],
      scope: 'following',
      to: plus(before[2], 3 * HOUR),
    })
    const following = String((answer.body['following'] as { id: string } | null)?.id)

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(await repeats.standing(schedule)).toEqual(before.slice(0, 2))
    expect(await repeats.standing(following)).toEqual(before.slice(2).map((at) => plus(at, 3 * HOUR)))
    expect((await repeats.findRows(following)).map(({ content }) => content.post.locales.zh?.title)).toEqual([
      '第一版',
      '第一版',
    ])
    expect(await repeats.findSchedule(following)).toMatchObject({ catchUp: 'ask', state: 'armed' })
  })

  it('moves this and following, and then all, where the start has milliseconds', async () => {
    const schedule = await repeats.createDaily({
      publishAt: plus(repeats.inAnHour, 165),
      recurrence: 'FREQ=DAILY;COUNT=3',
    })
    const before = await repeats.standing(schedule)
    const move = (scope: string, to: string) => ({ action: 'move', occurrenceAt: before[1], scope, to })
    const answer = await repeats.actOnOccurrence(schedule, move('following', plus(before[1], HOUR)))
    const following = String((answer.body['following'] as { id: string } | null)?.id)

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(await repeats.standing(schedule)).toEqual(before.slice(0, 1))
    expect(await repeats.standing(following)).toEqual(before.slice(1).map((at) => plus(at, HOUR)))

    const all = await repeats.actOnOccurrence(following, {
      ...move('all', String(before[1])),
      occurrenceAt: plus(before[1], HOUR),
    })

    expect(all.status, JSON.stringify(all.body)).toBe(200)
    expect(await repeats.standing(following)).toEqual(before.slice(1))
  })

  it.each([
    ['time', 30 * MINUTE, (publishAt: string) => ({ publishAt: plus(publishAt, 30 * MINUTE) })],
    ['zone', 0, () => ({ publishAt_tz: 'Asia/Tokyo' })],
  ])('holds when the %s of the series is edited', async (_title, laterMs, edit) => {
    const schedule = await repeats.createDaily()
    const before = await repeats.standing(schedule)

    await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: before[1], scope: 'this' })
    await repeats.actOnOccurrence(schedule, {
      action: 'move',
      occurrenceAt: before[2],
      scope: 'this',
      to: plus(before[2], 5 * HOUR),
    })

    const answer = await repeats.change(schedule, edit(String(before[0])))

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(await repeats.standing(schedule)).toEqual([
      plus(before[0], laterMs),
      plus(before[2], 5 * HOUR + laterMs),
      plus(before[3], laterMs),
    ])
  })

  it('cancels this and following', async () => {
    const schedule = await repeats.createDaily()
    const before = await repeats.standing(schedule)
    const answer = await repeats.actOnOccurrence(schedule, {
      action: 'cancel',
      occurrenceAt: before[2],
      scope: 'following',
    })

    expect([answer.status, answer.body['following']]).toEqual([200, null])
    expect(await repeats.standing(schedule)).toEqual(before.slice(0, 2))
  })

  it('moves all that are not out, in place', async () => {
    const schedule = await repeats.createDaily()
    const before = await repeats.standing(schedule)
    const to = plus(before[2], 2 * HOUR)

    expect(
      (await repeats.actOnOccurrence(schedule, { action: 'move', occurrenceAt: before[2], scope: 'all', to })).status,
    ).toBe(200)
    expect(await repeats.standing(schedule)).toEqual(before.map((at) => plus(at, 2 * HOUR)))
  })

  it('cancels all', async () => {
    const schedule = await repeats.createDaily()
    const [first] = await repeats.standing(schedule)

    expect(
      (await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: first, scope: 'all' })).status,
    ).toBe(200)
    expect(await repeats.standing(schedule)).toEqual([])
    expect((await repeats.findSchedule(schedule))['state']).toBe('cancelled')
  })

  it('moves and cancels what comes once', async () => {
    const schedule = await repeats.createDaily({ recurrence: null })
    const to = plus(repeats.inAnHour, HOUR)

    await repeats.actOnOccurrence(schedule, { action: 'move', occurrenceAt: repeats.inAnHour, scope: 'this', to })
    expect(await repeats.standing(schedule)).toEqual([to])
    await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: to, scope: 'this' })
    expect((await repeats.findSchedule(schedule))['state']).toBe('cancelled')
  })

  it('changes a plan that is not armed', async () => {
    const schedule = await repeats.createDaily({ state: 'planned' })
    const second = plus(repeats.inAnHour, DAY)

    await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: second, scope: 'following' })
    expect((await repeats.findSchedule(schedule))['recurrence']).toMatch(/^RRULE:FREQ=DAILY;UNTIL=/)
    expect(await repeats.findRows(schedule)).toEqual([])
  })

  it('leaves a trace', async () => {
    const schedule = await repeats.createDaily()
    const [, second] = await repeats.standing(schedule)

    await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: second, scope: 'this' })
    expect(
      await repeats.db
        .collection('audit-events')
        .countDocuments({ action: 'schedule.cancel-this', subjectId: schedule }),
    ).toBe(1)
  })
})

describe('an act on an occurrence while another waits beyond its time', () => {
  /** Today's was due half a minute ago and is not out; tomorrow's is the last. */
  const aWaitingRepeat = () =>
    repeats.createDaily({
      publishAt: new Date(Date.now() - 30 * SECOND).toISOString(),
      recurrence: 'FREQ=DAILY;COUNT=2',
    })

  it.each([
    ['cancel', 'this'],
    ['cancel', 'following'],
    ['move', 'following'],
    ['move', 'all'],
  ] as const)('leaves it when it is to %s %s, and is taken back whole', async (action, scope) => {
    const schedule = await aWaitingRepeat()
    const [today, tomorrow] = await repeats.standing(schedule)
    const to = plus(tomorrow, 30 * MINUTE)
    const acted = await repeats.actOnOccurrence(schedule, {
      action,
      occurrenceAt: tomorrow,
      scope,
      ...(action === 'move' && { to }),
    })
    const { doc, following, previous } = acted.body as unknown as ActedOnOccurrence

    expect(acted.status, JSON.stringify(acted.body)).toBe(200)
    expect((await repeats.findSchedule(schedule))['state']).toBe('armed')
    expect(await repeats.standing(schedule)).toEqual([today])
    expect(following === null ? null : await repeats.standing(following.id)).toEqual(action === 'move' ? [to] : null)

    const undone = await repeats.restore(schedule, { ...previous, expectedUpdatedAt: doc.updatedAt, following })

    expect(undone.status, JSON.stringify(undone.body)).toBe(200)
    expect(await repeats.standing(schedule)).toEqual([today, tomorrow])
  })

  it.each([
    ['with an operator', { state: 'awaiting-operator' }],
    ['waiting for its channel', { attempts: 3, error: THROTTLED, state: 'armed' }],
  ] as const)('leaves it %s as it stands, until something changes about it', async (_title, given) => {
    const schedule = await repeats.createDaily({ publishAt: new Date(Date.now() - 30 * SECOND).toISOString() })
    const [today, , third] = await repeats.standing(schedule)
    const until = new Date(Date.now() + 10 * MINUTE)
    const waits = given.state === 'armed' && {
      dueAt: until,
      wait: { since: new Date(String(today)), until },
    }

    await repeats.rows.updateOne({ _id: (await repeats.findRow(schedule))._id }, { $set: { ...given, ...waits } })
    const before = await repeats.findRow(schedule)

    expect(
      (await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: third, scope: 'this' })).status,
    ).toBe(200)
    expect(await repeats.standing(schedule)).toHaveLength(3)
    expect(await repeats.findRow(schedule)).toEqual(before)

    expect((await repeats.change(schedule, { graceMinutes: 7 })).status).toBe(200)
    expect(await repeats.findRow(schedule)).toMatchObject({
      attempts: 0,
      dueAt: new Date(String(today)),
      state: 'armed',
    })
  })

  it('leaves one that a pause has cut off, to go on after it', async () => {
    const schedule = await aWaitingRepeat()
    const [today, tomorrow] = await repeats.standing(schedule)

    await repeats.rows.updateOne({ _id: (await repeats.findRow(schedule))._id }, { $set: { attempts: 1 } })
    await repeats.change(schedule, { state: 'paused' })
    expect(
      (await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: tomorrow, scope: 'this' })).status,
    ).toBe(200)
    expect((await repeats.change(schedule, { state: 'armed' })).status).toBe(200)
    expect(await repeats.standing(schedule)).toEqual([today])
  })
})

describe('an act on an occurrence that cannot be', () => {
  it.each(['sending', 'published', 'unconfirmed'] as const)('is a conflict while it is %s', async (state) => {
    const schedule = await repeats.createDaily()
    const rows = await repeats.findRows(schedule)

    await setState(rows[0], state)

    for (const body of [
      { action: 'cancel', scope: 'this' },
      { action: 'move', scope: 'this', to: plus(rows[0]?.dueAt, HOUR) },
      { action: 'cancel', scope: 'following' },
    ]) {
      expect((await repeats.actOnOccurrence(schedule, { ...body, occurrenceAt: rows[0]?.dueAt })).status).toBe(409)
    }

    expect((await repeats.findRows(schedule)).map((row) => row.state)).toEqual([state, 'armed', 'armed', 'armed'])
  })

  it('is a conflict when another that would go with it is being sent', async () => {
    const schedule = await repeats.createDaily()
    const rows = await repeats.findRows(schedule)

    await setState(rows[1], 'sending')

    expect(
      (await repeats.actOnOccurrence(schedule, { action: 'cancel', occurrenceAt: rows[0]?.dueAt, scope: 'all' }))
        .status,
    ).toBe(409)
    expect((await repeats.findSchedule(schedule))['state']).toBe('armed')
  })

  it('is a conflict for the second of two at once', async () => {
    const schedule = await repeats.createDaily()
    const [, second] = await repeats.standing(schedule)
    const move = (hours: number) =>
      repeats.actOnOccurrence(schedule, {
        action: 'move',
        occurrenceAt: second,
        scope: 'this',
        to: plus(second, hours * HOUR),
      })
    const statuses = (await Promise.all([move(1), move(2)])).map(({ status }) => status)

    expect(statuses.sort()).toEqual([200, 409])
    expect(await repeats.standing(schedule)).toHaveLength(4)
  })

  it('says whether it is gone, closed, or nobody’s', async () => {
    const schedule = await repeats.createDaily()
    const [first] = await repeats.standing(schedule)
    const cancel = { action: 'cancel', occurrenceAt: first, scope: 'all' }

    expect((await repeats.actOnOccurrence(schedule, { ...cancel, occurrenceAt: plus(first, HOUR) })).status).toBe(409)
    expect((await repeats.actOnOccurrence(schedule, cancel)).status).toBe(200)
    expect((await repeats.actOnOccurrence(schedule, cancel)).status).toBe(409)
    expect((await repeats.actOnOccurrence('0'.repeat(24), cancel)).status).toBe(404)
    expect((await repeats.rest('POST', `/schedules/${schedule}/occurrences`, { body: cancel })).status).toBe(401)
  })

  it.each([
    ['a move into the past', 'PAST_DATE', { to: '2020-01-01T00:00:00.000Z' }],
    ['an unknown scope', 'OCCURRENCE_SCOPE', { scope: 'some' }],
    ['an unknown action', 'OCCURRENCE_ACTION', { action: 'shift' }],
    ['a local time', 'OCCURRENCE_AT', { occurrenceAt: '2026-11-22T20:00:00' }],
    ['a move to nowhere', 'OCCURRENCE_TO', { to: null }],
  ])('is refused for %s', async (_title, code, given) => {
    const schedule = await repeats.createDaily()
    const [, second] = await repeats.standing(schedule)
    const body = { action: 'move', occurrenceAt: second, scope: 'this', to: plus(second, HOUR), ...given }
    const answer = await repeats.actOnOccurrence(schedule, body)

    expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining(code)])
    expect(await repeats.standing(schedule)).toHaveLength(4)
  })

  it('is refused for a place that is taken, and for a rule that cannot say it', async () => {
    const schedule = await repeats.createDaily({ recurrence: 'FREQ=MONTHLY;BYMONTHDAY=-1' })
    const [first] = await repeats.standing(schedule)
    const daily = await repeats.createDaily()
    const [one, two] = await repeats.standing(daily)
    const move = { action: 'move', scope: 'this' }

    const taken = await repeats.actOnOccurrence(daily, { ...move, occurrenceAt: one, to: two })

    expect([taken.status, taken.body]).toMatchObject([
      409,
      { doc: { id: daily }, errors: [{ code: 'OCCURRENCE_TAKEN' }] },
    ])
    expect(
      (
        await repeats.actOnOccurrence(schedule, {
          ...move,
          occurrenceAt: first,
          scope: 'following',
          to: plus(first, 3 * DAY),
        })
      ).status,
    ).toBe(400)
  })
})
