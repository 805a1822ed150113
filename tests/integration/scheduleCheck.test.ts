// Longer than 300 lines: opening the database and the app costs seconds, so all that is asked of this one stands together.

import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { aPublication } from '../support/aPublication.ts'
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

  return create('channels', { kind: 'feed', mode: 'live', name: `渠道 ${count}`, slug: `check-${count}`, ...given })
}

async function aPost(given: Record<string, unknown> = {}): Promise<string> {
  const post = await create('posts', {
    excerpt: `正文 ${(count += 1)}`,
    kind: 'note',
    title: `第 ${count} 篇`,
    ...given,
  })

  await ask('PATCH', `/posts/${post}`, { stage: 'approved' })

  return post
}

/** A wall clock in Shanghai, some days ahead. */
const inShanghai = (time: string, days = 3): string => {
  const day = new Date(Date.now() + 8 * HOUR + days * DAY).toISOString().slice(0, 10)

  return new Date(`${day}T${time}:00+08:00`).toISOString()
}
const dayAhead = (days: number): string => new Date(Date.now() + 8 * HOUR + days * DAY).toISOString().slice(0, 10)

interface Found {
  at: null | string
  channel: null | string
  code: string
  fixes: { action: string; at?: string }[]
  message: string
  messages: { en: string; zh: string }
  severity: string
}

async function check(channels: string[], publishAt: string, given: Record<string, unknown> = {}): Promise<Found[]> {
  const post = given['post'] ?? (await aPost())
  const answer = await ask('POST', '/schedules/check', {
    channels,
    post,
    publishAt,
    publishAt_tz: 'Asia/Shanghai',
    ...given,
  })

  expect(answer.status, JSON.stringify(answer.body)).toBe(200)

  return answer.body['conflicts'] as Found[]
}

const arm = async (channel: string, publishAt: string, given: Record<string, unknown> = {}): Promise<string> =>
  create('schedules', {
    channels: [channel],
    post: given['post'] ?? (await aPost()),
    publishAt,
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
    ...given,
  })

const NIGHT = { quietHours: [{ from: '23:00', until: '08:00' }] }

describe('checking a plan', () => {
  it('finds nothing against a free time', async () => {
    expect(await check([await aChannel()], inShanghai('12:00'))).toEqual([])
  })

  it('warns that quiet hours will move it, and blocks where the schedule says so', async () => {
    const channel = await aChannel({ ...NIGHT, slots: [{ time: '20:30' }] })
    const [moved] = await check([channel], inShanghai('23:30'))

    expect(moved).toMatchObject({ channel, code: 'QUIET_HOURS', severity: 'warning' })
    expect(moved?.fixes[0]).toEqual({ action: 'move', at: inShanghai('08:00', 4) })
    expect(moved?.fixes[1]).toMatchObject({ action: 'queue' })
    expect(moved?.messages.zh).toMatch(/静默时段.*将顺延到/)
    expect(moved?.messages.en).toMatch(/quiet hours.*moves to/)
    expect(await check([channel], inShanghai('23:30'), { onQuiet: 'block' })).toMatchObject([
      { code: 'QUIET_HOURS', severity: 'error' },
    ])
  })

  it('warns of what arming warns of: a repeat where known texts are refused, as asked or as planned', async () => {
    const channel = await aChannel({ kind: 'weibo', mode: 'rehearsal', name: '微博' })
    const post = await aPost()
    const at = inShanghai('12:00', 40)
    const recurrence = 'FREQ=DAILY;COUNT=4'
    const schedule = await arm(channel, at, { post, recurrence, state: 'planned' })
    const repeated = {
      channel,
      code: 'REPEATED_TEXT',
      messages: {
        en: expect.stringContaining('refuses a text that it has seen before') as string,
        zh: expect.stringContaining('会拒绝重复的文案') as string,
      },
      severity: 'warning',
    }
    const warnings = async (given: object) =>
      (await check([channel], at, { post, ...given })).filter(({ code }) => code === 'REPEATED_TEXT')

    expect(await warnings({ recurrence })).toMatchObject([repeated])
    expect(await warnings({ schedule })).toMatchObject([repeated])
    expect(await warnings({ recurrence: null, schedule })).toEqual([])
    expect(await warnings({})).toEqual([])
  })

  it('offers what the fix says: the moved time is free', async () => {
    const channel = await aChannel(NIGHT)
    const [moved] = await check([channel], inShanghai('23:30'))

    expect(await check([channel], String(moved?.fixes[0]?.at))).toEqual([])
  })

  it('finds what stands close on the same channel, armed or only planned, and not its own', async () => {
    const channel = await aChannel()
    const armed = await arm(channel, inShanghai('12:00'))

    expect(await check([channel], inShanghai('12:10'))).toMatchObject([
      { code: 'NEAR', fixes: [{ action: 'move', at: inShanghai('12:15') }], severity: 'warning' },
    ])
    expect(await check([channel], inShanghai('12:10'), { schedule: armed })).toEqual([])
    expect(await check([await aChannel()], inShanghai('12:10'))).toEqual([])

    const other = await aChannel()

    await arm(other, inShanghai('15:00'), { state: 'planned' })
    expect(await check([other], inShanghai('15:05'))).toMatchObject([{ code: 'NEAR' }])
  })

  it('finds a full day, a gap, a blackout and an embargo', async () => {
    const campaign = await create('campaigns', { embargoUntil: inShanghai('00:00', 5), name: '双十二' })
    const full = await aChannel({ maxPerDay: 1 })
    const spaced = await aChannel({ minGapMinutes: 60 })
    const silent = await aChannel()

    await arm(full, inShanghai('09:00'))
    await arm(spaced, inShanghai('12:00'))
    await create('blackouts', {
      action: 'block',
      channels: [silent],
      from: inShanghai('00:00'),
      kind: 'mourning',
      name: '公祭日',
      until: inShanghai('00:00', 4),
    })

    expect(await check([full], inShanghai('18:00'))).toMatchObject([{ code: 'DAY_FULL', severity: 'warning' }])
    expect(await check([spaced], inShanghai('12:30'))).toMatchObject([
      { code: 'MIN_GAP', fixes: [{ at: inShanghai('13:00') }] },
    ])
    expect(await check([silent], inShanghai('12:00'))).toMatchObject([
      { code: 'BLACKOUT', fixes: [{ at: inShanghai('00:00', 4) }], severity: 'error' },
    ])
    expect(await check([await aChannel()], inShanghai('12:00'), { post: await aPost({ campaign }) })).toMatchObject([
      { code: 'EMBARGO', fixes: [{ action: 'move', at: inShanghai('00:00', 5) }], severity: 'error' },
    ])
  })

  it('finds the same text within seven days on the same channel', async () => {
    const channel = await aChannel()
    const same = { excerpt: '两指量，两小时补一次。', title: '夏日防晒' }

    await arm(channel, inShanghai('12:00'), { post: await aPost(same) })

    const post = await aPost({ ...same, excerpt: ' 两指量，两小时补一次。 ' })

    expect(await check([channel], inShanghai('12:00', 8), { post })).toMatchObject([
      {
        code: 'DUPLICATE_TEXT',
        fixes: [{ action: 'move', at: inShanghai('12:00', 10) }, { action: 'drop-channel' }],
        severity: 'warning',
      },
    ])
    expect(await check([channel], inShanghai('12:00', 10), { post })).toEqual([])
    expect(await check([await aChannel()], inShanghai('12:00', 8), { post })).toEqual([])
  })

  it('finds a licence that ends before the date, has not begun, or covers other channels', async () => {
    const channel = await aChannel()
    const asset = (licence: Record<string, unknown>, kind = 'character') =>
      create('brand-assets', { kind, licence, name: '小露' })
    const ending = await aPost({ brandAssets: [await asset({ validUntil: dayAhead(5) })] })
    const coming = await aPost({ brandAssets: [await asset({ validFrom: dayAhead(9) })] })
    const elsewhere = await aPost({ brandAssets: [await asset({ channels: [await aChannel()] })] })

    expect(await check([channel], inShanghai('23:59', 5), { post: ending })).toEqual([])
    expect(await check([channel], inShanghai('00:00', 6), { post: ending })).toMatchObject([
      { code: 'LICENCE_ENDED', fixes: [{ action: 'move', at: inShanghai('00:00', 5) }], severity: 'error' },
    ])
    expect(
      await check(
        [await aChannel({ watermark: await asset({ validUntil: dayAhead(5) }, 'logo') })],
        inShanghai('00:00', 6),
      ),
    ).toMatchObject([{ code: 'LICENCE_ENDED' }])
    expect(await check([channel], inShanghai('12:00', 8), { post: coming })).toMatchObject([
      { code: 'LICENCE_NOT_BEGUN' },
    ])
    expect(await check([channel], inShanghai('12:00'), { post: elsewhere })).toMatchObject([
      { code: 'LICENCE_CHANNEL', fixes: [{ action: 'drop-channel' }] },
    ])
  })

  it('finds a partner’s post within the days that another collaboration was promised', async () => {
    const partner = await create('kol-partners', {
      name: '小鹿',
      rateCards: [
        {
          exclusivityDays: 7,
          format: '图文',
          platform: 'xiaohongshu',
          price: { amountMinor: 1, currency: 'CNY' },
          validFrom: '2026-01-01',
        },
      ],
      type: 'kol',
    })
    const first = await create('collaborations', { partner, title: '春日' })
    const second = await create('collaborations', { partner, title: '夏日' })

    await arm(await aChannel(), inShanghai('12:00'), { post: await aPost({ collaboration: first }) })

    const post = await aPost({ collaboration: second })
    const channel = await aChannel()

    expect(await check([channel], inShanghai('12:00', 9), { post })).toMatchObject([
      {
        channel: null,
        code: 'EXCLUSIVITY',
        fixes: [{ action: 'move', at: inShanghai('12:00', 10) }],
        severity: 'error',
      },
    ])
    expect(await check([channel], inShanghai('12:00', 10), { post })).toEqual([])
    expect(await check([channel], inShanghai('12:00', 9), { post: await aPost({ collaboration: first }) })).toEqual([])
  })

  it('finds a time that has passed, a paused channel, a paused campaign and a freeze', async () => {
    const channel = await aChannel({ mode: 'paused' })
    const campaign = await create('campaigns', { name: '暂停', paused: true })

    expect(await check([channel], inShanghai('12:00'))).toMatchObject([
      { code: 'CHANNEL_PAUSED', fixes: [{ action: 'drop-channel' }] },
    ])
    expect(await check([await aChannel()], new Date(Date.now() - HOUR).toISOString())).toMatchObject([
      { code: 'PAST_DATE', severity: 'error' },
    ])
    expect(await check([await aChannel()], inShanghai('12:00'), { post: await aPost({ campaign }) })).toMatchObject([
      { code: 'CAMPAIGN_PAUSED' },
    ])

    await ask('POST', '/globals/operations', { frozen: true })
    expect(await check([await aChannel()], inShanghai('12:00'))).toMatchObject([
      { code: 'FROZEN', severity: 'warning' },
    ])
    await ask('POST', '/globals/operations', { frozen: false })
  })

  it('looks at the next occurrences of a repeat', async () => {
    const channel = await aChannel()

    await arm(channel, inShanghai('12:05', 5))
    expect(await check([channel], inShanghai('12:00'), { recurrence: 'FREQ=DAILY;COUNT=5' })).toMatchObject([
      { at: inShanghai('12:00', 5), code: 'NEAR' },
    ])
  })

  it('looks at what comes next of a repeat that began long ago', async () => {
    const channel = await aChannel({ minGapMinutes: 60 })

    await arm(channel, inShanghai('12:05', 2))
    expect(await check([channel], inShanghai('12:00', -30), { recurrence: 'FREQ=DAILY' })).toMatchObject([
      { at: inShanghai('12:00', 2), code: 'MIN_GAP' },
    ])
  })

  it('finds what stands at the very minute, and the same words, however much went out before', async () => {
    const same = await aPost({ excerpt: '见店内  海报', title: '周末 满减' })
    const [busy, quiet] = [await aChannel(), await aChannel({ minGapMinutes: 30 })]
    const at = new Date(inShanghai('12:00'))

    await app.db.collection<PublicationRow<ObjectId>>('publications').insertMany(
      Array.from({ length: 1_300 }, (_, index) =>
        aPublication({
          channel: new ObjectId(busy),
          dueAt: new Date(at.getTime() - 6 * DAY + index * 6 * MINUTE),
          state: 'published',
        }),
      ),
    )
    await arm(busy, new Date(at.getTime() + 5 * MINUTE).toISOString(), { post: same })
    await arm(quiet, at.toISOString())

    const again = await aPost({ excerpt: '见店内 海报', title: '周末　满减' })
    const found = await check([busy, quiet], at.toISOString(), { post: again })

    expect(found.map(({ channel, code }) => [channel, code])).toEqual([
      [busy, 'NEAR'],
      [busy, 'DUPLICATE_TEXT'],
      [quiet, 'MIN_GAP'],
    ])
  })

  it('asks as many questions for twelve channels and ten times as for one', async () => {
    const post = await aPost()
    const channels = await Promise.all(
      Array.from({ length: 12 }, () => aChannel({ minGapMinutes: 30, slots: [{ time: '12:10' }] })),
    )

    for (const channel of channels) {
      await arm(channel, new Date(Date.parse(inShanghai('12:00')) + MINUTE).toISOString())
    }

    const one = await countQueries(() => check(channels.slice(0, 1), inShanghai('12:00'), { post }))
    const many = await countQueries(() =>
      check(channels, inShanghai('12:00'), { post, recurrence: 'FREQ=DAILY;COUNT=10' }),
    )

    expect(many).toBe(one)
    expect(one).toBeGreaterThan(5)
    expect(one).toBeLessThan(25)
  })

  it.each([
    ['no post', { channels: [] }, 400],
    ['no channels', { post: 'x' }, 400],
    [
      'a post that is not there',
      { channels: [], post: '64b000000000000000000000', publishAt: '2031-01-01T00:00:00Z' },
      404,
    ],
    ['a time that is none', { channels: [], post: 'x', publishAt: 'soon' }, 400],
    ['an unknown zone', { channels: [], post: 'x', publishAt: '2031-01-01T00:00:00Z', publishAt_tz: 'Mars' }, 400],
    ['a broken rule', { channels: [], post: 'x', publishAt: '2031-01-01T00:00:00Z', recurrence: 'FREQ=NEVER' }, 400],
  ])('refuses %s', async (_title, body, status) => {
    expect((await ask('POST', '/schedules/check', body)).status).toBe(status)
  })

  it('is for people of the admin', async () => {
    expect((await app.rest('POST', '/schedules/check', { body: {} })).status).toBe(401)
  })
})

/** By the database's own record of what it was asked. */
async function countQueries(work: () => Promise<unknown>): Promise<number> {
  await app.db.command({ profile: 2 })
  await work()
  await app.db.command({ profile: 0 })

  const queries = await app.db.collection('system.profile').countDocuments({
    $or: [{ op: 'query' }, { 'command.distinct': { $exists: true } }, { 'command.count': { $exists: true } }],
  })

  await app.db.collection('system.profile').drop()

  return queries
}
