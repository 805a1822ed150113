import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let token: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
})

afterAll(() => app.stop())

const ask = (method: string, path: string, body?: unknown): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await ask('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

let count = 0

const aChannel = (given: Record<string, unknown> = {}): Promise<string> => {
  count += 1

  return create('channels', { kind: 'feed', mode: 'live', name: `渠道 ${count}`, slug: `rhythm-${count}`, ...given })
}

async function aPost(given: Record<string, unknown> = {}): Promise<string> {
  const post = await create('posts', { kind: 'note', title: `第 ${(count += 1)} 篇`, ...given })

  await ask('PATCH', `/posts/${post}`, { stage: 'approved' })

  return post
}

/** A wall clock in Shanghai, three days ahead. */
const inShanghai = (time: string, days = 3): string => {
  const day = new Date(Date.now() + 8 * HOUR + days * DAY).toISOString().slice(0, 10)

  return new Date(`${day}T${time}:00+08:00`).toISOString()
}

const arm = async (channel: string, publishAt: string, given: Record<string, unknown> = {}): Promise<RestAnswer> =>
  ask('POST', '/schedules', {
    channels: [channel],
    post: await aPost(),
    publishAt,
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
    ...given,
  })

const rowsOf = (answer: RestAnswer) =>
  app.db
    .collection<PublicationRow<ObjectId>>(PUBLICATIONS)
    .find({ schedule: new ObjectId((answer.body['doc'] as { id: string }).id), state: { $ne: 'cancelled' } })
    .sort({ occurrenceAt: 1 })
    .toArray()

const dueOf = async (answer: RestAnswer): Promise<string> => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (await rowsOf(answer))[0]?.dueAt.toISOString() ?? ''
}

const codesOf = ({ body }: RestAnswer): string[] =>
  (body['errors'] as { data?: { errors?: { code: string }[] } }[])
    .flatMap(({ data }) => data?.errors ?? [])
    .map(({ code }) => code)

const NIGHT = { quietHours: [{ from: '23:00', until: '08:00' }] }

describe('arming', () => {
  it('moves what falls into quiet hours, and the row remembers the wished time and why', async () => {
    const answer = await arm(await aChannel(NIGHT), inShanghai('23:30'))

    expect(await dueOf(answer)).toBe(inShanghai('08:00', 4))
    expect(await rowsOf(answer)).toMatchObject([
      { movedFor: ['QUIET_HOURS'], occurrenceAt: new Date(inShanghai('23:30')), onQuiet: 'move', state: 'armed' },
    ])
  })

  it('refuses quiet hours with the reason where the schedule says so', async () => {
    const answer = await arm(await aChannel(NIGHT), inShanghai('23:30'), { onQuiet: 'block' })

    expect(answer.status).toBe(400)
    expect(codesOf(answer)).toEqual(['QUIET_HOURS'])
  })

  it('answers to a change of mind about quiet hours', async () => {
    const answer = await arm(await aChannel(NIGHT), inShanghai('23:30'))
    const { id } = answer.body['doc'] as { id: string }

    expect((await ask('PATCH', `/schedules/${id}`, { onQuiet: 'block' })).status).toBe(400)
    expect((await ask('PATCH', `/schedules/${id}`, { onQuiet: 'block', publishAt: inShanghai('22:30') })).status).toBe(
      200,
    )
    expect(await rowsOf(answer)).toMatchObject([
      { dueAt: new Date(inShanghai('22:30')), movedFor: null, onQuiet: 'block' },
    ])
  })

  it('keeps the gap to what is armed already, before and after', async () => {
    const channel = await aChannel({ minGapMinutes: 60 })

    expect(await dueOf(await arm(channel, inShanghai('12:00')))).toBe(inShanghai('12:00'))
    expect(await dueOf(await arm(channel, inShanghai('11:30')))).toBe(inShanghai('13:00'))
    expect(await dueOf(await arm(channel, inShanghai('12:00')))).toBe(inShanghai('14:00'))
    expect(await dueOf(await arm(channel, inShanghai('11:00')))).toBe(inShanghai('11:00'))
  })

  it('does not stand in its own way when it moves a little', async () => {
    const channel = await aChannel({ minGapMinutes: 60 })
    const answer = await arm(channel, inShanghai('12:00'))
    const { id } = answer.body['doc'] as { id: string }

    expect((await ask('PATCH', `/schedules/${id}`, { publishAt: inShanghai('12:10') })).status).toBe(200)
    expect((await rowsOf(answer)).map(({ dueAt }) => dueAt.toISOString())).toEqual([inShanghai('12:10')])
  })

  it('goes to the next day when a day is full', async () => {
    const channel = await aChannel({ maxPerDay: 1, ...NIGHT })

    expect(await dueOf(await arm(channel, inShanghai('12:00')))).toBe(inShanghai('12:00'))
    expect(await dueOf(await arm(channel, inShanghai('18:00')))).toBe(inShanghai('08:00', 4))
  })

  it('moves behind a holiday and is refused on a day of mourning, each on its channels', async () => {
    const channel = await aChannel()

    await create('blackouts', {
      channels: [channel],
      from: inShanghai('00:00', 10),
      name: '国庆',
      until: inShanghai('00:00', 12),
    })
    await create('blackouts', {
      action: 'block',
      channels: [channel],
      from: inShanghai('00:00', 20),
      kind: 'mourning',
      name: '公祭日',
      until: inShanghai('00:00', 21),
    })

    expect(await dueOf(await arm(channel, inShanghai('12:00', 10)))).toBe(inShanghai('00:00', 12))
    expect(codesOf(await arm(channel, inShanghai('12:00', 20)))).toEqual(['BLACKOUT'])
    expect(await dueOf(await arm(await aChannel(), inShanghai('12:00', 10)))).toBe(inShanghai('12:00', 10))
  })

  it('refuses a time that would move past the end of the campaign, and the check says so before', async () => {
    const campaign = await create('campaigns', { endAt: inShanghai('23:59'), name: '双十二' })
    const [channel, post] = [await aChannel(NIGHT), await aPost({ campaign })]
    const answer = await arm(channel, inShanghai('23:30'), { post })
    const check = await ask('POST', '/schedules/check', {
      channels: [channel],
      post,
      publishAt: inShanghai('23:30'),
      publishAt_tz: 'Asia/Shanghai',
    })

    expect(codesOf(answer)).toEqual(['MOVED_PAST_CAMPAIGN'])
    expect(check.body['conflicts']).toMatchObject([{ code: 'MOVED_PAST_CAMPAIGN', fixes: [], severity: 'error' }])
    expect((await arm(channel, inShanghai('22:30'), { post })).status).toBe(201)
  })

  it('refuses a time under the embargo of the campaign', async () => {
    const campaign = await create('campaigns', { embargoUntil: inShanghai('09:00'), name: '双十二' })
    const channel = await aChannel()
    const early = await arm(channel, inShanghai('08:59'), { post: await aPost({ campaign }) })

    expect(codesOf(early)).toEqual(['EMBARGO'])
    expect((await arm(channel, inShanghai('09:00'), { post: await aPost({ campaign }) })).status).toBe(201)
  })

  it('of a repeat blocks the one occurrence with its reason, and the others go on', async () => {
    const channel = await aChannel()

    await create('blackouts', {
      action: 'block',
      channels: [channel],
      from: inShanghai('00:00', 4),
      name: '公祭日',
      until: inShanghai('00:00', 5),
    })

    const rows = await rowsOf(await arm(channel, inShanghai('12:00'), { recurrence: 'FREQ=DAILY;COUNT=3' }))

    expect(rows.map(({ error, state }) => [state, error?.code ?? null])).toEqual([
      ['armed', null],
      ['blocked', 'BLACKOUT'],
      ['armed', null],
    ])
  })

  it('sends a post once at the end of the quiet hours', async () => {
    const channel = await aChannel(NIGHT)
    const post = await aPost()
    const late = await arm(channel, inShanghai('23:30'), { post })
    const later = await arm(channel, inShanghai('23:45'), { post })

    expect([late.status, later.status, later.text]).toEqual([201, 400, expect.stringContaining('ALREADY_ARMED')])
  })

  it('lets a person publish now in quiet hours', async () => {
    const now = new Date(Date.now() + 8 * HOUR)
    const wall = (at: number): string => new Date(at).toISOString().slice(11, 16)
    const quietHours = [{ from: wall(now.getTime() - 2 * HOUR), until: wall(now.getTime() + 2 * HOUR) }]
    const answer = await arm(await aChannel({ quietHours }), new Date(Date.now() + MINUTE).toISOString(), {
      publishNow: true,
    })

    expect(Date.parse(await dueOf(answer))).toBeLessThan(Date.now() + MINUTE)
    expect(await rowsOf(answer)).toMatchObject([{ onQuiet: 'ignore' }])
  })
})

describe('a queue', () => {
  it('keeps its slots when others are armed near them', async () => {
    const channel = await aChannel({ minGapMinutes: 60, slots: [{ time: '12:10' }] })
    const queued = await ask('POST', '/schedules/queue', { channels: [channel], post: await aPost() })
    const [slot] = queued.body['slots'] as { at: string }[]
    const at = Date.parse(String(slot?.at))
    const near = await arm(channel, new Date(at - 10 * MINUTE).toISOString())

    expect(await dueOf(near)).toBe(new Date(at + HOUR).toISOString())
  })

  it('does not give a slot within the gap', async () => {
    const channel = await aChannel({ minGapMinutes: 60, slots: [{ time: '12:10' }] })
    const first = await ask('GET', `/channels/${channel}/queue`)
    const next = Date.parse((first.body['nextFree'] as { at: string }).at)

    await arm(channel, new Date(next + 30 * MINUTE).toISOString())
    const second = await ask('GET', `/channels/${channel}/queue`)

    expect(Date.parse((second.body['nextFree'] as { at: string }).at)).toBe(next + DAY)
  })
})
