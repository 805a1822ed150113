import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { publicationId } from '../../src/domain/publicationId.ts'
import { localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import { type ActedOnOccurrence, openRepeats, plus, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

/** An act, and what takes it back. */
async function act(schedule: string, body: Record<string, unknown>) {
  const answer = await repeats.actOnOccurrence(schedule, body)

  expect(answer.status, answer.text).toBe(200)

  const { doc, following, previous } = answer.body as unknown as ActedOnOccurrence

  return {
    following,
    undo: () => repeats.restore(schedule, { ...previous, expectedUpdatedAt: doc.updatedAt, following }),
  }
}

const reasonOf = ({ body }: { body: Record<string, unknown> }) =>
  (body['errors'] as { reason?: string }[] | undefined)?.[0]?.reason

/** A repeat that began a day ago and whose first occurrence nobody got. */
async function aRepeatWithOneMissed(
  state: PublicationState,
): Promise<{ id: string; missedAt: Date; schedule: string }> {
  const schedule = await repeats.createDaily({ state: 'planned' })
  const missedAt = new Date(Date.parse(repeats.inAnHour) - DAY)

  await repeats.db
    .collection(SCHEDULES)
    .updateOne(
      { _id: new ObjectId(schedule) },
      { $set: { localTime: localTimeAt({ at: missedAt, timeZone: 'Asia/Shanghai' }), publishAt: missedAt } },
    )
  expect((await repeats.change(schedule, { state: 'armed' })).status).toBe(200)

  const row = await repeats.findRow(schedule)
  const id = publicationId({
    channelId: String(row.channel),
    occurrenceAt: missedAt,
    postId: String(row.post),
    scheduleId: schedule,
  })

  await repeats.rows.insertOne({
    ...row,
    _id: id,
    dueAt: missedAt,
    error: { class: 'gate', code: 'LATE', message: 'Too late' },
    occurrenceAt: missedAt,
    state,
  })

  return { id, missedAt, schedule }
}

describe('an act on an occurrence is not taken back', () => {
  it.each([
    ['published', 'following', -2 * HOUR],
    ['published', 'following', -DAY - 2 * HOUR],
    ['published', 'this', -DAY - 2 * HOUR],
    ['published', 'all', -30 * MINUTE],
    ['withdrawn', 'following', -2 * HOUR],
    ['unconfirmed', 'following', -2 * HOUR],
    ['sending', 'following', -2 * HOUR],
    ['failed', 'following', -2 * HOUR],
    ['missed', 'this', -DAY - 2 * HOUR],
  ] as const)('once what it moved is %s at its new time: %s', async (state, scope, ms) => {
    const schedule = await repeats.createDaily()
    const before = await repeats.standing(schedule)
    const { following, undo } = await act(schedule, {
      action: 'move',
      occurrenceAt: before[2],
      scope,
      to: plus(before[2], ms),
    })
    const moved = following?.id ?? schedule
    const row = (await repeats.findRows(moved)).find(
      ({ dueAt, state: at }) => at === 'armed' && dueAt === plus(before[2], ms),
    )

    await repeats.settle(row?.id, state)

    const stood = [await repeats.standing(schedule), await repeats.standing(moved)]
    const undone = await undo()

    expect([undone.status, reasonOf(undone)]).toEqual([409, 'OCCURRENCE_OUT_SINCE'])
    expect([await repeats.standing(schedule), await repeats.standing(moved)]).toEqual(stood)
  })

  it('once a person has cancelled what took over', async () => {
    const schedule = await repeats.createDaily()
    const before = await repeats.standing(schedule)
    const { following, undo } = await act(schedule, {
      action: 'move',
      occurrenceAt: before[2],
      scope: 'following',
      to: plus(before[2], -2 * HOUR),
    })
    const [row] = await repeats.findRows(String(following?.id))

    expect((await repeats.act(String(row?.id), 'cancel')).status).toBe(200)
    expect((await undo()).status).toBe(409)
    expect(await repeats.standing(schedule)).toEqual(before.slice(0, 2))
  })
})

describe('an act on an occurrence is taken back', () => {
  it('with what was pinned, where it cancelled all and the post has a newer draft since', async () => {
    const post = await repeats.createPost()
    const schedule = await repeats.createDaily({ post })
    const before = await repeats.standing(schedule)
    const { pinnedVersion } = await repeats.findSchedule(schedule)
    const { undo } = await act(schedule, { action: 'cancel', occurrenceAt: before[2], scope: 'all' })

    expect((await repeats.asAdmin('PATCH', `/posts/${post}`, { stage: 'draft', title: '改过的标题' })).status).toBe(200)

    const undone = await undo()

    expect(undone.status, undone.text).toBe(200)
    expect(await repeats.standing(schedule)).toEqual(before)
    expect(await repeats.findSchedule(schedule)).toMatchObject({ pinnedVersion, state: 'armed' })
  })

  it('whole, though another has gone out since, and a person had cancelled one that moved along', async () => {
    const schedule = await repeats.createDaily()
    const before = await repeats.standing(schedule)
    const rows = await repeats.findRows(schedule)

    expect((await repeats.act(String(rows[3]?.id), 'cancel')).status).toBe(200)
    const { undo } = await act(schedule, {
      action: 'move',
      occurrenceAt: before[1],
      scope: 'following',
      to: plus(before[1], HOUR),
    })

    await repeats.settle(rows[0]?.id, 'published')

    expect((await undo()).status).toBe(200)
    expect(await repeats.standing(schedule)).toEqual(before.slice(0, 3))
  })

  it.each([
    ['missed', 'move', 'this'],
    ['failed', 'move', 'this'],
    ['missed', 'cancel', 'this'],
    ['missed', 'move', 'following'],
  ] as const)('with what was %s at its old time: %s %s', async (state, action, scope) => {
    const { id, missedAt, schedule } = await aRepeatWithOneMissed(state)
    const { tally } = await repeats.findSchedule(schedule)
    const to = plus(repeats.inAnHour, HOUR)
    const { undo } = await act(schedule, {
      action,
      occurrenceAt: missedAt.toISOString(),
      scope,
      ...(action === 'move' && { to }),
    })

    expect(await repeats.rows.findOne({ _id: id })).toMatchObject({ state: 'cancelled' })

    const undone = await undo()

    expect(undone.status, undone.text).toBe(200)
    expect(await repeats.rows.findOne({ _id: id })).toMatchObject({ error: { code: 'LATE' }, state })
    expect((await repeats.findSchedule(schedule))['tally']).toMatchObject({ ...(tally as object), attention: 1 })
  })
})
