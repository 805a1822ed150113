import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { ChannelAdapter, Deduplication } from '../../src/domain/channelAdapter.ts'
import { PAST_TOLERANCE_MS } from '../../src/domain/arming.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { composeObservers } from '../../src/plugin/observers.ts'
import { aChannel } from '../support/aChannel.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'
import { until } from '../support/until.ts'

let repeats: Repeats
/** What the channel was sent. */
let sent: string[]

beforeAll(async () => {
  repeats = await openRepeats()
})

afterEach(() => repeats.stopWorker())

afterAll(() => repeats.stop())

const rows = () => repeats.rows
const find = (schedule: string) => repeats.findRow(schedule)
const reaches = (schedule: string, expected: object) => repeats.reaches(schedule, expected)

/** An armed schedule whose first publication began a moment ago, with an outcome that nobody knows. */
async function armUnknown(given: Record<string, unknown> = {}): Promise<string> {
  const schedule = await repeats.create({ catchUp: 'publish', ...given, state: 'armed' })
  const row = await find(schedule)

  await rows().updateOne(
    { _id: row._id },
    {
      $set: {
        attempts: 1,
        error: { class: 'unknown-outcome', code: 'LEASE_EXPIRED', message: 'x' },
        lookAt: new Date(Date.now() + SECOND),
        looks: 0,
        startedAt: new Date(),
        state: 'unconfirmed',
        unknownSince: new Date(),
      },
    },
  )

  return schedule
}

async function startWorker(
  deduplication: Deduplication,
  reconcile?: NonNullable<ChannelAdapter['reconcile']>,
): Promise<void> {
  sent = []
  const channel = aChannel(
    {
      commit({ publicationId }) {
        sent.push(publicationId)

        return Promise.resolve({ remoteId: publicationId, state: 'published' })
      },
      ...(reconcile && { reconcile }),
    },
    { manifest: { deduplication } },
  )

  await repeats.startWorker(channel, composeObservers(repeats.payload))
}

const absent = () => Promise.resolve({ state: 'absent' as const })
const stop = {
  cancelled: (schedule: string) => repeats.change(schedule, { state: 'cancelled' }),
  deleted: (schedule: string) => repeats.asAdmin('DELETE', `/schedules/${schedule}`),
  paused: (schedule: string) => repeats.change(schedule, { state: 'paused' }),
}

describe('a schedule that is stopped while an outcome is unknown', () => {
  it.each([
    ['once', 'cancelled', 'SCHEDULE_CANCELLED'],
    ['once', 'paused', 'SCHEDULE_PAUSED'],
    ['once', 'deleted', 'SCHEDULE_CANCELLED'],
    ['repeat', 'cancelled', 'SCHEDULE_CANCELLED'],
    ['repeat', 'paused', 'SCHEDULE_PAUSED'],
    ['repeat', 'deleted', 'SCHEDULE_CANCELLED'],
  ] as const)('is not sent again by its key: %s, %s', async (times, how, code) => {
    const schedule = await armUnknown(times === 'repeat' ? { recurrence: 'FREQ=DAILY' } : {})

    expect((await stop[how](schedule)).status).toBe(200)
    expect(await find(schedule)).toMatchObject({ state: 'unconfirmed', unwanted: code })
    await startWorker('native-key')
    // Only a person can say.
    await reaches(schedule, { lookAt: null, state: 'unconfirmed', unwanted: code })

    expect(sent).toEqual([])
  })

  it.each([
    ['once', 'armed', 'LEASE_EXPIRED', 'LEASE_EXPIRED'],
    ['repeat', 'armed', 'LEASE_EXPIRED', 'LEASE_EXPIRED'],
    ['once', 'blocked', 'CHANNEL_PAUSED', 'OUTCOME_UNKNOWN'],
  ] as const)('is looked for where it was about to be sent again: %s, %s, %s', async (times, state, code, says) => {
    const schedule = await armUnknown(times === 'repeat' ? { recurrence: 'FREQ=DAILY' } : {})
    const errorClass = state === 'armed' ? 'unknown-outcome' : 'gate'

    await rows().updateOne(
      { _id: (await find(schedule))._id },
      { $set: { error: { class: errorClass, code, message: 'x' }, lookAt: null, state } },
    )
    expect((await stop.paused(schedule)).status).toBe(200)
    expect(await find(schedule)).toMatchObject({
      error: { class: 'unknown-outcome', code: says },
      followed: false,
      state: 'unconfirmed',
      unwanted: 'SCHEDULE_PAUSED',
    })
    await startWorker('native-key', () => Promise.resolve({ remoteId: schedule, state: 'published' }))
    await reaches(schedule, { receipt: { remoteId: schedule }, state: 'published' })

    expect(sent).toEqual([])
  })

  it('is not moved while it is about to be sent again', async () => {
    const schedule = await armUnknown()

    await rows().updateOne({ _id: (await find(schedule))._id }, { $set: { lookAt: null, state: 'armed' } })
    const at = new Date(new Date(repeats.inAnHour).getTime() + 60 * SECOND)
    const answer = await repeats.change(schedule, { publishAt: at.toISOString() })

    expect(answer.text).toContain('UNCONFIRMED')
    expect(await find(schedule)).toMatchObject({ state: 'armed' })
  })

  it('ends as cancelled where the channel does not have it', async () => {
    const schedule = await armUnknown()

    await stop.cancelled(schedule)
    await startWorker('native-key', absent)
    await reaches(schedule, { error: { code: 'SCHEDULE_CANCELLED' }, state: 'cancelled' })

    expect(sent).toEqual([])
    await expect
      .poll(() => repeats.findSchedule(schedule), { timeout: 20 * SECOND })
      .toMatchObject({ state: 'cancelled', tally: { attention: 0, out: 0, upcoming: 0 } })
  })

  it('is called published where the channel has it, and says so to its schedule', async () => {
    const schedule = await armUnknown()

    await stop.cancelled(schedule)
    await startWorker('reconcile-by-read', () => Promise.resolve({ remoteId: 'there', state: 'published' }))
    await reaches(schedule, { receipt: { remoteId: 'there' }, state: 'published', unwanted: 'SCHEDULE_CANCELLED' })

    expect(sent).toEqual([])
    await expect
      .poll(() => repeats.findSchedule(schedule), { timeout: 20 * SECOND })
      .toMatchObject({ tally: { attention: 0, out: 1 } })
  })

  it('is left to a person where a part of it is out', async () => {
    const schedule = await armUnknown()

    await stop.cancelled(schedule)
    await startWorker('native-key', () => Promise.resolve({ isHalfOut: true, state: 'absent' }))
    await reaches(schedule, { lookAt: null, looks: 2, state: 'unconfirmed' })
  })

  it('is not sent by a person who finds it absent', async () => {
    const schedule = await armUnknown()

    await stop.paused(schedule)
    expect((await repeats.act((await find(schedule))._id, 'resolve', { outcome: 'absent' })).status).toBe(200)
    expect(await find(schedule)).toMatchObject({
      error: { code: 'SCHEDULE_PAUSED' },
      state: 'cancelled',
      unknownSince: null,
    })
  })

  it('is not sent on a channel that a repeat no longer names', async () => {
    const schedule = await armUnknown({ channels: repeats.channels, recurrence: 'FREQ=DAILY' })
    const { _id, channel } = await find(schedule)

    await repeats.change(schedule, { channels: repeats.channels.filter((id) => id !== channel.toHexString()) })

    expect(await rows().findOne({ _id })).toMatchObject({ state: 'unconfirmed', unwanted: 'SCHEDULE_CHANGED' })
  })
})

describe('a publication that a person cancels while an earlier send may be out', () => {
  async function armAgain(): Promise<{ id: string; schedule: string }> {
    const schedule = await armUnknown()
    const { _id } = await find(schedule)

    await rows().updateOne({ _id }, { $set: { lookAt: null, state: 'armed' } })

    return { id: _id, schedule }
  }

  it('is looked for, and called published where it is there', async () => {
    const { id, schedule } = await armAgain()

    expect((await repeats.act(id, 'cancel')).status).toBe(200)
    expect(await find(schedule)).toMatchObject({
      error: { class: 'unknown-outcome' },
      state: 'unconfirmed',
      unwanted: 'CANCELLED',
    })
    // Of each its own: the worker looks for what tests before left, too, and one post is adopted once.
    await startWorker('native-key', ({ publicationId }) =>
      Promise.resolve({ remoteId: publicationId, state: 'published' }),
    )
    await reaches(schedule, { receipt: { remoteId: id }, state: 'published' })

    expect(sent).toEqual([])
  })

  it('is cancelled where it is not', async () => {
    const { id, schedule } = await armAgain()

    await repeats.act(id, 'cancel')
    await startWorker('native-key', absent)
    await reaches(schedule, { error: { code: 'CANCELLED' }, state: 'cancelled', unknownSince: null, unwanted: null })

    expect(sent).toEqual([])
  })
})

const CATCH_UPS = [
  [{ catchUp: 'publish' }, { state: 'published' }],
  [{ catchUp: 'ask' }, { error: { code: 'ASK' }, state: 'blocked' }],
  [{ catchUp: 'skip' }, { error: { code: 'PAST_GRACE' }, state: 'missed' }],
  [{ catchUp: 'publish', recurrence: 'FREQ=DAILY' }, { state: 'published' }],
] as const

describe('a schedule that is resumed after an outcome was unknown', () => {
  // Side by side, because each waits until its time is past.
  it('lets the catch-up of each decide on what was absent', async () => {
    const at = new Date(Math.floor(Date.now() / SECOND) * SECOND - PAST_TOLERANCE_MS + 15 * SECOND)
    const cases: { expected: object; given: (typeof CATCH_UPS)[number][0]; schedule: string }[] = []

    for (const [given, expected] of CATCH_UPS) {
      cases.push({
        expected,
        given,
        schedule: await armUnknown({ ...given, graceMinutes: 0, publishAt: at.toISOString() }),
      })
    }

    const ofEach = (work: (each: (typeof cases)[number]) => Promise<unknown>) => Promise.all(cases.map(work))

    await ofEach(({ schedule }) => stop.paused(schedule))
    await startWorker('reconcile-by-read', absent)
    await ofEach(({ schedule }) =>
      reaches(schedule, { dueAt: at, error: { code: 'SCHEDULE_PAUSED' }, state: 'cancelled' }),
    )
    await until('its time is past', () => Promise.resolve(Date.now() > at.getTime() + PAST_TOLERANCE_MS))
    await ofEach(async ({ given, schedule }) => {
      const answer = await repeats.change(schedule, { state: 'armed' })

      expect(answer.status, `${JSON.stringify(given)}: ${answer.text}`).toBe(200)
    })
    await ofEach(({ expected, schedule }) => reaches(schedule, { occurrenceAt: at, ...expected }))

    const wanted = cases.filter(({ given }) => given.catchUp === 'publish')

    expect(sent.toSorted()).toEqual(
      (await Promise.all(wanted.map(async ({ schedule }) => (await find(schedule))._id))).toSorted(),
    )
  })

  it('takes for cut off only what is known not to be out', async () => {
    const at = new Date(Math.floor(Date.now() / SECOND) * SECOND - PAST_TOLERANCE_MS + 5 * SECOND)
    const schedule = await armUnknown({ publishAt: at.toISOString() })

    await stop.paused(schedule)
    await rows().updateOne(
      { _id: (await find(schedule))._id },
      { $set: { error: { class: 'gate', code: 'SCHEDULE_PAUSED', message: 'x' }, state: 'cancelled', unwanted: null } },
    )
    await until('its time is past', () => Promise.resolve(Date.now() > at.getTime() + PAST_TOLERANCE_MS))
    expect((await repeats.change(schedule, { state: 'armed' })).text).toContain('PAST_DATE')
  })

  it('is refused as any other past time where nothing had begun', async () => {
    const at = new Date(Math.floor(Date.now() / SECOND) * SECOND - PAST_TOLERANCE_MS + 5 * SECOND)
    const schedule = await repeats.create({ publishAt: at.toISOString(), state: 'armed' })

    await stop.paused(schedule)
    await until('its time is past', () => Promise.resolve(Date.now() > at.getTime() + PAST_TOLERANCE_MS))
    expect((await repeats.change(schedule, { state: 'armed' })).text).toContain('PAST_DATE')
  })

  it('looks on where it is still unknown', async () => {
    const schedule = await armUnknown()

    await stop.paused(schedule)
    expect((await repeats.change(schedule, { state: 'armed' })).status).toBe(200)
    expect(await find(schedule)).toMatchObject({ state: 'unconfirmed', unwanted: null })
    await startWorker('native-key')
    await reaches(schedule, { state: 'published' })

    expect(sent).toHaveLength(1)
  })
})
