// Longer than 300 lines: opening the database and the app costs seconds, so all that is asked of this one stands together.

import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { readProgress } from '../../jobs/releases/readProgress.ts'
import type { ReleaseReport } from '../../src/domain/release/report.ts'
import { DAY, HOUR } from '../../src/domain/duration.ts'
import type { RestAnswer } from '../support/testApp.ts'
import { acting, openReleaseScene, publishing, type ReleaseScene, soon, withdrawing } from '../support/releaseScene.ts'

let scene: ReleaseScene

beforeAll(async () => {
  scene = await openReleaseScene()
})

afterAll(() => scene.app.stop())

const act = (campaign: string, name: string, body?: unknown) =>
  scene.as('POST', `/campaigns/${campaign}/release/${name}`, body)

const reasonsOf = ({ body }: RestAnswer) =>
  ((body['errors'] ?? []) as { code: string; item?: string }[]).map(({ code, item }) => `${item}:${code}`)

const stateOf = async (schedule: string) => (await scene.as('GET', `/schedules/${schedule}?depth=0`)).body['state']

const rowsOf = (schedule: string) =>
  scene.app.db
    .collection('publications')
    .find({ $expr: { $eq: [{ $toString: '$schedule' }, schedule] } })
    .toArray()

const anOffer = (given: Record<string, unknown> = {}) =>
  scene.create('offers', { kind: 'coupon', name: '满减', ...given })

describe('a list that can never be armed', () => {
  it.each([
    [
      'a circle',
      (schedule: string) => [
        { ...publishing(schedule), after: ['b'], key: 'a' },
        { after: ['a'], key: 'b' },
      ],
    ],
    [
      'an item that is not there',
      (schedule: string) => [{ ...publishing(schedule), after: ['x'], key: 'a' }, { key: 'b' }],
    ],
  ])('is refused when it is saved: %s', async (_title, items) => {
    const schedule = await scene.schedule(await scene.post())
    const offer = await anOffer()
    const list = items(schedule).map((item) => ({ ...acting('start', 'offers', offer), ...item }))
    const answer = await scene.as('POST', '/campaigns', { name: '循环', release: { items: list } })

    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toMatch(/release\.items\.0\.after/)
  })

  it('is refused with the circle when it came into the database by another way', async () => {
    const schedule = await scene.schedule(await scene.post())
    const campaign = await scene.campaign([
      { ...publishing(schedule), key: 'a' },
      { ...acting('start', 'offers', await anOffer()), after: ['a'], key: 'b' },
    ])

    await scene.app.db.collection('campaigns').updateOne(
      { name: '双十二', 'release.items.key': 'b' },
      {
        $set: { 'release.items.0.after': ['b'] },
      },
    )
    const answer = await act(campaign, 'arm')

    expect(answer.status).toBe(400)
    expect(reasonsOf(answer)).toEqual(expect.arrayContaining(['a:CYCLE', 'b:CYCLE']))
    expect(await stateOf(schedule)).toBe('planned')
  })
})

describe('a dry run', () => {
  it('tells every reason of every item and changes nothing', async () => {
    const draft = await scene.create('posts', { kind: 'note', title: '未审核' })
    const [unapproved, past] = [await scene.schedule(draft), await scene.schedule(await scene.post())]
    const over = await anOffer({ endAt: soon(HOUR / 2) })
    const bare = await scene.create('challenges', {
      endAt: soon(DAY),
      hashtag: '晒妆',
      startAt: soon(HOUR),
      title: '晒妆',
    })

    await scene.app.db.collection('schedules').updateMany({ post: { $exists: true }, state: 'planned' }, [
      {
        $set: {
          publishAt: { $cond: [{ $eq: [{ $toString: '$_id' }, past] }, new Date('2020-01-01'), '$publishAt'] },
        },
      },
    ])
    const campaign = await scene.campaign(
      [
        { ...publishing(unapproved), key: 'unapproved' },
        { ...publishing(past), key: 'past' },
        { ...acting('start', 'offers', over), at: soon(HOUR), key: 'over' },
        { ...acting('start', 'challenges', bare), key: 'bare' },
        { ...withdrawing(await scene.post('从未发布')), key: 'nothing' },
      ],
      { revert: 'withdraw' },
    )
    const before = await scene.app.db.collection('publications').countDocuments()
    const answer = await act(campaign, 'dry-run')
    const report = answer.body as unknown as ReleaseReport
    const codes = Object.fromEntries(report.items.map(({ key, reasons }) => [key, reasons.map(({ code }) => code)]))

    expect(answer.status).toBe(200)
    expect(report.canArm).toBe(false)
    expect(codes).toMatchObject({
      nothing: ['NOTHING_STANDS'],
      over: ['WINDOW_OVER'],
      past: ['PAST_DATE'],
      unapproved: ['POST_NOT_APPROVED'],
    })
    expect(codes['bare']?.length).toBeGreaterThan(5)
    expect(report.reasons.map(({ code }) => code)).toEqual(['NO_END'])
    expect(await scene.app.db.collection('publications').countDocuments()).toBe(before)

    // The very same reasons keep it from being armed.
    const refused = await act(campaign, 'arm')
    const told = report.items.flatMap(({ key, reasons }) => reasons.map(({ code }) => `${key}:${code}`))

    expect(refused.status).toBe(400)
    expect(reasonsOf(refused).sort()).toEqual(['null:NO_END', ...told].sort())
  })

  it('finds items that are in each other’s way', async () => {
    const post = await scene.post()
    const at = { publishAt: soon(3 * HOUR) }
    const campaign = await scene.campaign([
      { ...publishing(await scene.schedule(post, at)), key: 'one' },
      { ...publishing(await scene.schedule(post, at)), key: 'other' },
    ])
    const { items } = (await act(campaign, 'dry-run')).body as unknown as ReleaseReport

    expect(items.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([[], ['ALREADY_ARMED']])
  })

  it('warns of what comes after something at its own instant, and has no grace', async () => {
    const at = { publishAt: soon(HOUR) }
    const dry = async (graceMinutes: number) => {
      const [first, second] = [
        await scene.schedule(await scene.post(), at),
        await scene.schedule(await scene.post(), { ...at, catchUp: 'skip', graceMinutes }),
      ]
      const campaign = await scene.campaign([
        { ...publishing(first), key: 'first' },
        { ...publishing(second), after: ['first'], key: 'second' },
      ])

      return ((await act(campaign, 'dry-run')).body as unknown as ReleaseReport).items.map(({ reasons }) =>
        reasons.map(({ code }) => code),
      )
    }

    expect(await dry(0)).toEqual([[], ['DEPENDS_ON_LATER']])
    expect(await dry(15)).toEqual([[], []])
  })

  it('warns of what will be late without refusing it', async () => {
    const campaign = await scene.campaign([
      { ...publishing(await scene.schedule(await scene.post(), { publishAt: soon(9 * HOUR) })), key: 'late' },
      { ...publishing(await scene.schedule(await scene.post())), after: ['late'], key: 'early' },
    ])
    const report = (await act(campaign, 'dry-run')).body as unknown as ReleaseReport

    expect(report.canArm).toBe(true)
    expect(report.items[1]?.reasons).toMatchObject([{ code: 'DEPENDS_ON_LATER', severity: 'warning' }])
  })
})

describe('arming', () => {
  it('arms all: schedules, rows, campaign and audit', async () => {
    const schedules = [await scene.schedule(await scene.post()), await scene.schedule(await scene.post())]
    const campaign = await scene.campaign(schedules.map((id, index) => ({ ...publishing(id), key: `k${index}` })))
    const answer = await act(campaign, 'arm')

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({ counts: { waiting: 2 }, state: 'armed' })

    for (const schedule of schedules) {
      expect(await stateOf(schedule)).toBe('armed')
      expect(await rowsOf(schedule)).toMatchObject([{ state: 'armed' }])
    }

    expect((await scene.as('GET', `/campaigns/${campaign}`)).body['release']).toMatchObject({ state: 'armed' })
    expect(
      await scene.app.db.collection('audit-events').findOne({ action: 'release.armed', subjectId: campaign }),
    ).toMatchObject({ actorName: 'admin' })
  })

  it('arms nothing when one of them cannot be', async () => {
    const good = await scene.schedule(await scene.post())
    const bad = await scene.schedule(await scene.create('posts', { kind: 'note', title: '未审核' }))
    const campaign = await scene.campaign([
      { ...publishing(good), key: 'good' },
      { ...publishing(bad), key: 'bad' },
    ])
    const answer = await act(campaign, 'arm')

    expect([answer.status, reasonsOf(answer)]).toEqual([400, ['bad:POST_NOT_APPROVED']])
    expect(await stateOf(good)).toBe('planned')
    expect(await rowsOf(good)).toEqual([])
    expect((await scene.progress(campaign)).state).toBe('draft')
  })

  it('keeps an item out of a second armed release, and says whose it is', async () => {
    const schedule = await scene.schedule(await scene.post())
    const [first, second] = [
      await scene.campaign([{ ...publishing(schedule), key: 'a' }], { name: '第一场' }),
      await scene.campaign([{ ...publishing(schedule), key: 'a' }], { name: '第二场' }),
    ]

    expect((await act(first, 'arm')).status).toBe(200)
    const refused = await act(second, 'arm')

    expect(refused.status).toBe(409)
    expect(JSON.stringify(refused.body)).toContain('第一场')

    await act(first, 'cancel')
    expect((await act(second, 'arm')).status).toBe(200)
  })

  it('lets one of two that come at once have the item', async () => {
    const schedule = await scene.schedule(await scene.post())
    const campaigns = await Promise.all(
      Array.from({ length: 4 }, () => scene.campaign([{ ...publishing(schedule), key: 'a' }])),
    )
    const answers = await Promise.all(campaigns.map((campaign) => act(campaign, 'arm')))

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(await scene.app.db.collection('releases').countDocuments({ held: `schedules:${schedule}` })).toBe(1)
  })

  it('is refused while it is armed, and so is a change of its list', async () => {
    const campaign = await scene.campaign([{ ...publishing(await scene.schedule(await scene.post())), key: 'a' }])

    await act(campaign, 'arm')

    expect((await act(campaign, 'arm')).status).toBe(409)
    expect((await scene.as('PATCH', `/campaigns/${campaign}`, { release: { items: [] } })).status).toBe(400)
    expect((await scene.as('PATCH', `/campaigns/${campaign}`, { release: { state: 'done' } })).status).toBe(200)
    expect((await scene.as('DELETE', `/campaigns/${campaign}`)).status).toBe(400)
    expect((await scene.as('PATCH', `/campaigns/${campaign}`, { goal: '拉新' })).status).toBe(200)
    expect(await scene.progress(campaign)).toMatchObject({ items: [{ key: 'a' }], state: 'armed' })
  })

  it('makes up keys, and a copy of the campaign starts as a draft', async () => {
    const schedule = await scene.schedule(await scene.post())
    const answer = await scene.as('POST', '/campaigns', { name: '无标识', release: { items: [publishing(schedule)] } })
    const { id, release } = answer.body['doc'] as { id: string; release: { items: { key: string }[] } }

    expect(release.items[0]?.key).toMatch(/^\w{8}$/)
    expect((await act(id, 'arm')).status).toBe(200)

    const copy = (await scene.as('POST', `/campaigns/${id}/duplicate`, {})).body['doc'] as { id: string }

    expect(await scene.progress(copy.id)).toMatchObject({ state: 'draft' })
  })
})

describe('a repeat that a release has', () => {
  const aReleasedRepeat = async (given: Record<string, unknown> = {}) => {
    const schedule = await scene.schedule(await scene.post(), { recurrence: 'FREQ=DAILY;COUNT=4' })
    const campaign = await scene.campaign([{ ...publishing(schedule), key: 'a' }], { name: '双十二预热', ...given })

    expect((await act(campaign, 'arm')).status).toBe(200)

    return { campaign, schedule }
  }
  const dueAts = async (schedule: string) =>
    (await rowsOf(schedule))
      .filter(({ state }) => state === 'armed')
      .map(({ occurrenceAt }) => occurrenceAt as Date)
      .sort((one, other) => one.getTime() - other.getTime())
  const move = async (schedule: string, scope: string) => {
    const occurrenceAt = (await dueAts(schedule))[1]
    const to = new Date((occurrenceAt?.getTime() ?? 0) + HOUR)

    return scene.as('POST', `/schedules/${schedule}/occurrences`, { action: 'move', occurrenceAt, scope, to })
  }

  it('is not cut in two, and says whose it is', async () => {
    const { campaign, schedule } = await aReleasedRepeat()
    const before = await dueAts(schedule)
    const refused = await move(schedule, 'following')

    expect([refused.status, refused.body['errors']]).toEqual([
      409,
      [
        expect.objectContaining({
          message: expect.stringContaining('双十二预热') as string,
          reason: 'OCCURRENCE_RELEASED',
        }),
      ],
    ])
    expect(await dueAts(schedule)).toEqual(before)
    expect((await move(schedule, 'this')).status).toBe(200)
    expect((await move(schedule, 'all')).status).toBe(200)

    await act(campaign, 'cancel')
    await scene.as('PATCH', `/schedules/${schedule}`, { state: 'armed' })
    expect((await move(schedule, 'following')).status).toBe(200)
  })

  it('is not either once it is done and comes down at the campaign’s end', async () => {
    const { campaign, schedule } = await aReleasedRepeat({ endAt: soon(20 * DAY), revert: 'withdraw' })
    const [first] = await dueAts(schedule)

    await scene.app.db
      .collection('publications')
      .updateOne({ occurrenceAt: first }, { $set: { receipt: { remoteId: '1' }, state: 'published' } })
    await scene.round()

    expect((await scene.progress(campaign)).state).toBe('done')
    expect(await scene.app.db.collection('releases').countDocuments({ held: `schedules:${schedule}` })).toBe(1)
    expect((await move(schedule, 'following')).status).toBe(409)
  })
})

describe('a schedule that an editor pauses', () => {
  it('keeps its release waiting, and nothing more', async () => {
    const [paused, other] = [await scene.schedule(await scene.post()), await scene.schedule(await scene.post())]
    const campaign = await scene.campaign([
      { ...publishing(paused), key: 'paused' },
      { ...publishing(other), key: 'other' },
    ])
    const turn = async (state: string) => {
      expect((await scene.as('PATCH', `/schedules/${paused}`, { state })).status).toBe(200)
      await scene.round()
    }

    await act(campaign, 'arm')
    await turn('paused')
    expect(await scene.item(campaign, 'paused')).toMatchObject({ error: { code: 'SCHEDULE_PAUSED' }, state: 'waiting' })
    expect((await scene.progress(campaign)).state).toBe('armed')
    expect(await stateOf(other)).toBe('armed')

    await turn('armed')
    expect(await scene.item(campaign, 'paused')).toMatchObject({ error: null, state: 'waiting' })
  })

  it('does so too when it was moved before', async () => {
    const schedule = await scene.schedule(await scene.post())
    const campaign = await scene.campaign([{ ...publishing(schedule), key: 'a' }])

    await act(campaign, 'arm')
    expect((await scene.as('PATCH', `/schedules/${schedule}`, { publishAt: soon(3 * HOUR) })).status).toBe(200)
    expect((await scene.as('PATCH', `/schedules/${schedule}`, { state: 'paused' })).status).toBe(200)
    await scene.round()
    expect(await scene.item(campaign, 'a')).toMatchObject({ error: { code: 'SCHEDULE_PAUSED' }, state: 'waiting' })
    expect((await scene.progress(campaign)).state).toBe('armed')
  })
})

describe('cancelling', () => {
  it('takes back what is armed and leaves a trace', async () => {
    const schedule = await scene.schedule(await scene.post())
    const campaign = await scene.campaign([{ ...publishing(schedule), key: 'a' }])

    await act(campaign, 'arm')
    const answer = await act(campaign, 'cancel')

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({ state: 'cancelled' })
    expect(await stateOf(schedule)).toBe('planned')
    expect(await rowsOf(schedule)).toMatchObject([{ state: 'cancelled' }])
    expect(await scene.app.db.collection('releases').countDocuments({ held: `schedules:${schedule}` })).toBe(0)
    expect(
      await scene.app.db.collection('audit-events').findOne({ action: 'release.cancelled', subjectId: campaign }),
    ).not.toBeNull()
  })

  it('of what was never armed is 404, and of what is cancelled 409', async () => {
    const campaign = await scene.campaign([{ ...publishing(await scene.schedule(await scene.post())), key: 'a' }])

    expect((await act(campaign, 'cancel')).status).toBe(404)
    await act(campaign, 'arm')
    await act(campaign, 'cancel')
    expect((await act(campaign, 'cancel')).status).toBe(409)
  })
})

describe('what a campaign says of its end', () => {
  const aDone = async (given: Record<string, unknown>) => {
    const campaign = await scene.campaign([{ ...acting('start', 'offers', await anOffer()), key: 'a' }], {
      endAt: soon(HOUR),
      ...given,
    })

    expect((await act(campaign, 'arm')).status).toBe(200)
    await scene.round()
    expect((await scene.progress(campaign)).state).toBe('done')

    return campaign
  }
  const choose = (campaign: string, revert: string) =>
    scene.as('PATCH', `/campaigns/${campaign}`, { release: { revert } })
  /** As if the campaign had ended by now. */
  const end = async (campaign: string) => {
    await scene.app.db
      .collection('campaigns')
      .updateOne({ $expr: { $eq: [{ $toString: '$_id' }, campaign] } }, [{ $set: { endAt: '$$NOW' } }])
    await scene.round()
  }

  it('holds for a release that is done: called off, nothing is taken back', async () => {
    const campaign = await aDone({ revert: 'withdraw' })

    expect((await choose(campaign, 'none')).status).toBe(200)
    await end(campaign)
    expect(await scene.progress(campaign)).toMatchObject({ revert: 'none', state: 'done' })
  })

  it('holds for a release that is done: chosen, it is taken back', async () => {
    const campaign = await aDone({ revert: 'none' })

    expect((await choose(campaign, 'withdraw')).status).toBe(200)
    await end(campaign)
    expect(await scene.progress(campaign)).toMatchObject({ items: [{ undo: { state: 'done' } }], state: 'reverted' })
  })

  it('takes nothing back at once by a choice that comes after the end', async () => {
    const campaign = await aDone({ revert: 'none' })

    await end(campaign)
    const refused = await choose(campaign, 'withdraw')

    expect([refused.status, refused.body['errors']]).toEqual([
      409,
      [expect.objectContaining({ reason: 'RELEASE_END_PAST' })],
    ])
    await scene.round()
    expect(await scene.progress(campaign)).toMatchObject({ revert: 'none', state: 'done' })
  })

  it('takes down what is found out there only after it', async () => {
    const schedule = await scene.schedule(await scene.post(), { recurrence: 'FREQ=DAILY;COUNT=2' })
    const campaign = await scene.campaign([{ ...publishing(schedule), key: 'a' }], {
      endAt: soon(DAY),
      revert: 'withdraw',
    })

    await act(campaign, 'arm')
    const [first, second] = (await rowsOf(schedule)).sort((one, other) => one['dueAt'] - other['dueAt'])
    const change = (row: typeof first, changes: object) =>
      scene.app.db
        .collection('publications')
        .updateOne({ dueAt: row?.['dueAt'], schedule: row?.['schedule'] }, { $set: changes })

    await change(first, { receipt: { remoteId: '1' }, state: 'published' })
    await change(second, {
      attempts: 1,
      error: { class: 'unknown-outcome', code: 'OUTCOME_UNKNOWN', message: '' },
      state: 'unconfirmed',
      unknownSince: new Date(),
    })
    await scene.round()
    await act(campaign, 'revert')
    await change(first, { state: 'withdrawn' })
    await scene.round()
    expect(await scene.progress(campaign)).toMatchObject({ items: [{ undo: { state: 'begun' } }], state: 'reverting' })

    // A person has looked, and it stands.
    expect(
      (
        await scene.as('POST', `/publications/${String(second?._id)}/resolve`, {
          outcome: 'published',
          url: 'https://example.com/p/1',
        })
      ).status,
    ).toBe(200)
    const found = (await rowsOf(schedule)).find(({ _id }) => _id === second?._id)

    expect(found).toMatchObject({ state: 'published' })
    expect((found?.['unpublishAt'] as Date) <= new Date()).toBe(true)
    await change(second, { state: 'withdrawn' })
    await scene.round()
    expect((await scene.progress(campaign)).state).toBe('reverted')
  })

  it('keeps what it takes back then out of other releases until it is called off', async () => {
    const offer = await anOffer()
    const arm = async (given: Record<string, unknown>) => {
      const campaign = await scene.campaign([{ ...acting('start', 'offers', offer), key: 'a' }], {
        endAt: soon(HOUR),
        ...given,
      })

      return { answer: await act(campaign, 'arm'), campaign }
    }
    const first = await arm({ name: '第一场', revert: 'withdraw' })

    await scene.round()
    // It sleeps until its end all the same.
    expect(await scene.app.db.collection('releases').findOne({ held: `offers:${offer}` })).toMatchObject({
      asleep: true,
      state: 'done',
    })
    const refused = await arm({ name: '第二场' })

    expect([refused.answer.status, JSON.stringify(refused.answer.body)]).toEqual([
      409,
      expect.stringContaining('第一场'),
    ])

    await choose(first.campaign, 'none')
    const second = await arm({ name: '第三场', revert: 'withdraw' })

    expect(second.answer.status).toBe(200)
    await scene.round()
    expect((await choose(first.campaign, 'withdraw')).status).toBe(409)

    await end(second.campaign)
    expect((await scene.progress(second.campaign)).state).toBe('reverted')
    expect((await choose(first.campaign, 'withdraw')).status).toBe(200)
  })

  it('keeps the campaign from being deleted as long as something is to be taken back', async () => {
    const campaign = await aDone({ revert: 'withdraw' })
    const refused = await scene.as('DELETE', `/campaigns/${campaign}`)

    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('takes back')])
    await choose(campaign, 'none')
    expect((await scene.as('DELETE', `/campaigns/${campaign}`)).status).toBe(200)
  })
})

describe('who may', () => {
  it('is decided by role, for strangers and for what is not there', async () => {
    const campaign = await scene.campaign([{ ...publishing(await scene.schedule(await scene.post())), key: 'a' }])
    const tokenOf = async (role: string) => {
      const email = `${role}@example.com`

      await scene.create('users', { email, password: 'a long password', roles: [role] })

      return String(
        (await scene.app.rest('POST', '/users/login', { body: { email, password: 'a long password' } })).body['token'],
      )
    }
    const [reviewer, analyst] = [await tokenOf('reviewer'), await tokenOf('analyst')]
    const status = async (method: string, path: string, token?: string) =>
      (await scene.app.rest(method, `/campaigns/${path}`, token === undefined ? {} : { token })).status

    expect(await status('POST', `${campaign}/release/arm`)).toBe(401)
    expect(await status('GET', `${campaign}/release`)).toBe(401)
    expect(await status('POST', `${campaign}/release/arm`, reviewer)).toBe(403)
    expect(await status('POST', `${campaign}/release/dry-run`, reviewer)).toBe(200)
    expect(await status('POST', `${campaign}/release/dry-run`, analyst)).toBe(403)
    expect(await status('GET', `${campaign}/release`, analyst)).toBe(200)
    expect(await status('GET', `${'0'.repeat(24)}/release`, analyst)).toBe(404)
    expect(await status('POST', 'no-id/release/arm', scene.token)).toBe(404)
  })
})

describe('the progress of a release', () => {
  it('takes as many queries for thirty items as for one', async () => {
    const listOf = async (size: number) => {
      const items = []

      for (let index = 0; index < size; index += 1) {
        const schedule = await scene.schedule(await scene.post(), { publishAt: soon((index + 20) * HOUR) })

        items.push({ ...publishing(schedule), key: `k${index}` })
      }

      const campaign = await scene.campaign(items)

      expect((await act(campaign, 'arm')).status).toBe(200)

      return campaign
    }
    const [small, large] = [await listOf(1), await listOf(30)]
    const client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`, {
      monitorCommands: true,
    }).connect()
    let queries = 0

    client.on('commandStarted', ({ commandName }) => {
      queries += ['aggregate', 'find', 'getMore'].includes(commandName) ? 1 : 0
    })
    const countFor = async (campaignId: string): Promise<number> => {
      queries = 0
      await readProgress({ campaignId, db: client.db(scene.app.db.databaseName), locale: 'zh' })

      return queries
    }

    expect(await countFor(large)).toBe(await countFor(small))
    expect(queries).toBeLessThanOrEqual(8)
    await client.close()
  })
})
