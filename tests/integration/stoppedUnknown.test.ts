import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { createSending, type Sending } from '../../jobs/createSending.ts'
import { rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import type { ChannelAdapter, Deduplication } from '../../src/domain/channelAdapter.ts'
import { PAST_TOLERANCE_MS } from '../../src/domain/arming.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { composeObservers } from '../../src/plugin/observers.ts'
import { aChannel } from '../support/aChannel.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'
import { silentLog } from '../support/silentLog.ts'
import { until } from '../support/until.ts'

let repeats: Repeats
let worker: Sending | undefined
/** What the channel was sent. */
let sent: string[]

beforeAll(async () => {
  repeats = await openRepeats()
})

afterEach(async () => {
  await worker?.stop()
  worker = undefined
})

afterAll(() => repeats.stop())

const rows = () => rowsOf(repeats.db)

async function find(schedule: string): Promise<StoredRow> {
  const row = await rows().findOne({ schedule: new ObjectId(schedule) }, { sort: { occurrenceAt: 1 } })

  if (row === null) {
    throw new Error(`schedule ${schedule} has no rows`)
  }

  return row
}

const reaches = (schedule: string, expected: object) =>
  expect.poll(() => find(schedule), { interval: 100, timeout: 40 * SECOND }).toMatchObject(expected)

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

  worker = await createSending({
    db: repeats.db,
    log: silentLog,
    observers: composeObservers(repeats.payload),
    openChannel: () => Promise.resolve(channel),
  })
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

describe('a schedule that is resumed after an outcome was unknown', () => {
  it.each([
    ['once', 'publish', { state: 'published' }],
    ['once', 'ask', { error: { code: 'ASK' }, state: 'blocked' }],
    ['once', 'skip', { error: { code: 'PAST_GRACE' }, state: 'missed' }],
    ['repeat', 'publish', { state: 'published' }],
  ] as const)('lets its catch-up decide on what was absent: %s, %s', async (times, catchUp, expected) => {
    const at = new Date(Math.floor(Date.now() / SECOND) * SECOND - PAST_TOLERANCE_MS + 15 * SECOND)
    const schedule = await armUnknown({
      catchUp,
      graceMinutes: 0,
      publishAt: at.toISOString(),
      ...(times === 'repeat' && { recurrence: 'FREQ=DAILY' }),
    })

    await stop.paused(schedule)
    await startWorker('reconcile-by-read', absent)
    await reaches(schedule, { dueAt: at, error: { code: 'SCHEDULE_PAUSED' }, state: 'cancelled' })
    await until('its time is past', () => Promise.resolve(Date.now() > at.getTime() + PAST_TOLERANCE_MS))

    const answer = await repeats.change(schedule, { state: 'armed' })

    expect(answer.status, answer.text).toBe(200)
    await reaches(schedule, { occurrenceAt: at, ...expected })
    expect(sent).toHaveLength(catchUp === 'publish' ? 1 : 0)
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
