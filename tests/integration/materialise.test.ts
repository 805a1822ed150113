import { createHash } from 'node:crypto'

import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { followSchedules } from '../../jobs/following/followSchedules.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'
import { until } from '../support/until.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

const ids = async (schedule: string) => (await repeats.findRows(schedule)).map(({ id }) => id)
const titles = async (schedule: string) =>
  (await repeats.findRows(schedule)).map(({ content }) => content.post.locales.zh?.title)

describe('materialise-occurrences', () => {
  it('keeps a repeat 35 days ahead, adds nothing twice and leaves what stands', async () => {
    const schedule = await repeats.create({ channels: repeats.channels, recurrence: 'FREQ=DAILY', state: 'armed' })
    const before = await ids(schedule)

    await repeats.materialise()
    expect(await ids(schedule)).toEqual(before)

    await repeats.materialise(10 * DAY)
    const after = await ids(schedule)

    expect(after).toHaveLength(before.length + 2 * 10)
    expect(after.slice(0, before.length)).toEqual(before)

    await repeats.materialise(10 * DAY)
    expect(await ids(schedule)).toEqual(after)
  })

  it('writes each row once when two workers do it at once', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY', state: 'armed' })
    const before = await ids(schedule)

    await Promise.all([repeats.materialise(20 * DAY), repeats.materialise(20 * DAY)])
    await repeats.materialise(20 * DAY)
    const after = await ids(schedule)

    expect(after).toHaveLength(before.length + 20)
    expect(new Set(after).size).toBe(after.length)
  })

  it('finishes what one transaction could not write', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=HOURLY', state: 'armed' })

    expect(await ids(schedule)).toHaveLength(500)
    await repeats.materialise()
    expect((await ids(schedule)).length).toBeGreaterThanOrEqual(35 * 24)
  })

  it('makes what came while no worker was there, and the schedule stays armed for it', async () => {
    const schedule = await repeats.create({
      catchUp: 'skip',
      recurrence: 'FREQ=MINUTELY;INTERVAL=2;COUNT=700',
      state: 'armed',
    })

    await repeats.rows.updateMany({ schedule: new ObjectId(schedule) }, { $set: { state: 'missed' } })
    await followSchedules({
      clock: () => new Date(Date.now() + 3 * DAY),
      payload: repeats.payload,
      scheduleIds: [new ObjectId(schedule)],
    })
    expect(await repeats.findSchedule(schedule)).toMatchObject({ state: 'armed' })

    await repeats.materialise(3 * DAY)
    await repeats.materialise(3 * DAY)
    expect(await repeats.rows.countDocuments({ schedule: new ObjectId(schedule) })).toBe(700)
  })

  it('blocks what another schedule sends to the same place at the same time', async () => {
    const post = await repeats.createPost()
    const repeat = await repeats.create({ post, recurrence: 'FREQ=DAILY', state: 'armed' })
    const publishAt = new Date(Date.parse(repeats.inAnHour) + 40 * DAY).toISOString()

    await repeats.create({ post, publishAt, state: 'armed' })
    await repeats.materialise(10 * DAY)

    expect((await repeats.findRows(repeat)).filter(({ state }) => state !== 'armed')).toMatchObject([
      { dueAt: publishAt, error: { class: 'gate', code: 'ALREADY_ARMED' }, state: 'blocked' },
    ])
  })

  it('hangs a bell for what it adds', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=WEEKLY', state: 'armed' })

    await repeats.materialise(30 * DAY)
    const last = (await repeats.findRows(schedule)).at(-1)
    const second = Math.floor(new Date(String(last?.dueAt)).getTime() / 1_000)

    expect(
      await repeats.db.collection('agenda_jobs').countDocuments({ nextRunAt: new Date((second - 3) * 1_000) }),
    ).toBe(1)
  })

  it('leaves alone what is paused, and a cancelled occurrence', async () => {
    const paused = await repeats.create({ recurrence: 'FREQ=DAILY', state: 'armed' })
    const armed = await repeats.create({ recurrence: 'FREQ=DAILY', state: 'armed' })
    const [, second] = await ids(armed)

    await repeats.change(paused, { state: 'paused' })
    await repeats.act(String(second), 'cancel')
    const before = await ids(paused)

    await repeats.materialise(5 * DAY)
    expect(await ids(paused)).toEqual(before)
    expect((await repeats.findRows(armed)).find(({ id }) => id === second)?.state).toBe('cancelled')
  })

  it('calls a repeat done whose last occurrences a person cancelled', async () => {
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY;COUNT=2', state: 'armed' })

    for (const id of await ids(schedule)) {
      await repeats.act(id, 'cancel')
    }

    expect((await repeats.findSchedule(schedule))['state']).toBe('armed')
    await repeats.materialise(40 * DAY)
    expect((await repeats.findSchedule(schedule))['state']).toBe('done')
  })
})

describe('the content of an occurrence', () => {
  const approveAnew = async (post: string, title: string) => {
    await repeats.asAdmin('PATCH', `/posts/${post}`, { title })
    expect((await repeats.asAdmin('PATCH', `/posts/${post}`, { stage: 'approved' })).status).toBe(200)
  }

  it('stays what was pinned, even when that version is gone', async () => {
    const post = await repeats.createPost('第一版')
    const schedule = await repeats.create({ post, recurrence: 'FREQ=DAILY', state: 'armed' })

    await approveAnew(post, '第二版')
    await repeats.db
      .collection('_posts_versions')
      .deleteMany({ 'version.title.zh': '第一版', parent: new ObjectId(post) })
    await repeats.materialise(3 * DAY)

    expect(new Set(await titles(schedule))).toEqual(new Set(['第一版']))
    expect((await ids(schedule)).length).toBeGreaterThanOrEqual(38)
  })

  it('is the latest approved version for who asks for it, of a repeat and of what comes once', async () => {
    const post = await repeats.createPost('第一版')
    const often = await repeats.create({ content: 'latest', post, recurrence: 'FREQ=DAILY', state: 'armed' })
    const once = await repeats.create({ channels: repeats.channels.slice(1), content: 'latest', post, state: 'armed' })

    // A draft is nobody's approval.
    await repeats.asAdmin('PATCH', `/posts/${post}`, { title: '草稿' })
    await repeats.materialise(DAY)
    expect(new Set(await titles(often))).toEqual(new Set(['第一版']))

    await approveAnew(post, '第二版')
    await until('the approval has reached what is armed', async () =>
      [...(await titles(often)), ...(await titles(once))].every((title) => title === '第二版'),
    )
    await repeats.materialise(4 * DAY)
    expect(new Set(await titles(often))).toEqual(new Set(['第二版']))
  })

  it('does not change any more once it is leaving', async () => {
    const post = await repeats.createPost('第一版')
    const schedule = await repeats.create({ content: 'latest', post, recurrence: 'FREQ=DAILY;COUNT=2', state: 'armed' })
    const [first] = await ids(schedule)

    await repeats.db
      .collection<PublicationRow>(PUBLICATIONS)
      .updateOne({ _id: String(first) }, { $set: { state: 'sending' } })
    await approveAnew(post, '第二版')
    await until('the approval has reached the other', async () => (await titles(schedule))[1] === '第二版')

    expect((await titles(schedule))[0]).toBe('第一版')
  })

  it('waits for a person where the latest version does not fit, and goes on with one that does', async () => {
    const post = await repeats.createPost('第一版')
    const [channel] = repeats.channels

    const schedule = await repeats.create({ content: 'latest', post, recurrence: 'FREQ=DAILY;COUNT=2', state: 'armed' })
    const stands = async () => (await repeats.findRows(schedule)).map(({ error, state }) => [state, error?.code])

    await repeats.db
      .collection('channels')
      .updateOne({ _id: new ObjectId(channel) }, { $set: { limits: { title: { max: 5, unit: 'grapheme' } } } })
    await approveAnew(post, '一个很长很长的标题')
    await until('it is blocked', async () => (await stands()).every(([state]) => state === 'blocked'))
    expect(await stands()).toEqual([
      ['blocked', 'LATEST_UNFIT'],
      ['blocked', 'LATEST_UNFIT'],
    ])

    await approveAnew(post, '短标题')
    await until('it is armed', async () => (await stands()).every(([state]) => state === 'armed'))
    expect(await titles(schedule)).toEqual(['短标题', '短标题'])
    await repeats.db.collection('channels').updateOne({ _id: new ObjectId(channel) }, { $unset: { limits: '' } })
  })
})

describe('when the rules of a zone change', () => {
  /** Makes rows as older rules would have reckoned them: an hour earlier, under ids of their own. */
  async function age(schedule: string): Promise<void> {
    const rows = repeats.db.collection<PublicationRow<ObjectId>>(PUBLICATIONS)
    const found = await rows.find({ schedule: new ObjectId(schedule) }).toArray()
    const earlier = (at: Date) => new Date(at.getTime() - HOUR)

    await rows.deleteMany({ schedule: new ObjectId(schedule) })
    await rows.insertMany(
      found.map((row) => ({
        ...row,
        _id: createHash('sha256').update(row._id).digest('hex').slice(0, 32),
        dueAt: earlier(row.dueAt),
        occurrenceAt: earlier(row.occurrenceAt),
        tzVersion: '2000a',
      })),
    )
    await repeats.db
      .collection('schedules')
      .updateOne({ _id: new ObjectId(schedule) }, { $set: { tzVersion: '2000a' } })
  }

  it('keeps the wall clock of what is later than an hour, and remembers it', async () => {
    const publishAt = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + HOUR + 30 * MINUTE).toISOString()
    const schedule = await repeats.create({ publishAt, recurrence: 'FREQ=DAILY;COUNT=3', state: 'armed' })
    const right = await repeats.findRows(schedule)

    await age(schedule)
    await repeats.materialise()
    await repeats.materialise()

    const rows = await repeats.findRows(schedule)
    const standing = rows.filter(({ state }) => state === 'armed')

    expect(standing.map(({ dueAt }) => dueAt)).toEqual([
      // Due in half an hour by the older rules: people have been told.
      new Date(new Date(publishAt).getTime() - HOUR).toISOString(),
      right[1]?.dueAt,
      right[2]?.dueAt,
    ])
    expect(standing.slice(1).map(({ id }) => id)).toEqual(right.slice(1).map(({ id }) => id))
    expect(rows.filter(({ state }) => state === 'cancelled')).toHaveLength(2)
    expect((await repeats.findSchedule(schedule))['tzVersion']).toBe(process.versions['tz'])

    const events = await repeats.db
      .collection('audit-events')
      .find({ action: 'schedule.zone-rules', subjectId: schedule })
      .toArray()

    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({ actorName: 'system', before: { tzVersion: '2000a' } })
  })

  it('moves what comes once with its schedule', async () => {
    const publishAt = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 5 * HOUR).toISOString()
    const unpublishAt = new Date(Date.parse(publishAt) + 30 * MINUTE)
    const schedule = await repeats.create({ publishAt, state: 'armed', unpublishAt: unpublishAt.toISOString() })

    await age(schedule)
    await repeats.db.collection('schedules').updateOne(
      { _id: new ObjectId(schedule) },
      {
        $set: {
          publishAt: new Date(Date.parse(publishAt) - HOUR),
          unpublishAt: new Date(unpublishAt.getTime() - HOUR),
        },
      },
    )
    await repeats.materialise()

    expect(await repeats.findSchedule(schedule)).toMatchObject({ publishAt, unpublishAt: unpublishAt.toISOString() })
    expect(await repeats.rows.findOne({ schedule: new ObjectId(schedule), state: 'armed' })).toMatchObject({
      unpublishAt,
    })
    expect((await repeats.findRows(schedule)).map(({ dueAt, state }) => [dueAt, state])).toContainEqual([
      publishAt,
      'armed',
    ])
    expect((await repeats.findRows(schedule)).filter(({ state }) => state === 'armed')).toHaveLength(1)
  })
})
