import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { SettleObserver } from '../../jobs/following/createFollowUp.ts'
import { queueDeliveries } from '../../jobs/webhooks/queueDeliveries.ts'
import { WEBHOOK_DELIVERIES } from '../../jobs/webhooks/records.ts'
import { findOverview } from '../../src/admin/data/overview.ts'
import type { ChannelAdapter } from '../../src/domain/channelAdapter.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createSlackChannel } from '../../src/channels/slack/createSlackChannel.ts'
import { DAY, KIB, SECOND } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { MAX_WITHDRAWALS } from '../../src/domain/withdrawal.ts'
import { composeObservers } from '../../src/plugin/observers.ts'
import { aChannel } from '../support/aChannel.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { startReceiver } from '../support/receiver.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats
let robot: string

beforeAll(async () => {
  repeats = await openRepeats()
  const answer = await repeats.asAdmin('POST', '/channels', {
    credentials: { url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7b2c-4bc4-97a0-0ec2a1fa5aaa' },
    kind: 'wecom-robot',
    mode: 'live',
    name: '企微群',
    slug: 'robot',
  })

  expect(answer.status, answer.text).toBe(201)
  robot = (answer.body['doc'] as { id: string }).id
})

afterEach(() => repeats.stopWorker())

afterAll(() => repeats.stop())

const rows = () => repeats.rows
const inADay = () => new Date(Date.now() + DAY).toISOString()

const find = (schedule: string) => repeats.findRow(schedule)
const reaches = (schedule: string, expected: object) => repeats.reaches(schedule, expected, 60 * SECOND)

/** Something that is out and is to come down now. */
async function dueDown(): Promise<string> {
  const schedule = await repeats.create({ state: 'armed' })

  await rows().updateOne(
    { _id: (await find(schedule))._id },
    {
      $set: {
        followed: null,
        receipt: { publishedAt: new Date().toISOString(), remoteId: 'there' },
        state: 'published',
        unpublishAt: new Date(),
      },
    },
  )

  return schedule
}

async function startWorker(adapter: Partial<ChannelAdapter>, observers: SettleObserver[] = []): Promise<void> {
  const channel = aChannel(adapter)

  await repeats.startWorker(channel, [...composeObservers(repeats.payload), ...observers])
}

const attention = async () =>
  (await findOverview({ db: repeats.db, locale: 'zh', timeZone: 'Asia/Shanghai' })).attention

describe('a withdrawal that its channel cannot make', () => {
  const warned = [{ code: 'WITHDRAW_BY_HAND', path: 'unpublishAt', values: { name: '企微群' } }]

  it('is warned of when it is armed, of what comes once and of a repeat', async () => {
    for (const given of [{}, { recurrence: 'FREQ=DAILY;COUNT=2' }]) {
      const schedule = await repeats.create({ ...given, channels: [robot], state: 'armed', unpublishAt: inADay() })

      expect(await repeats.findSchedule(schedule)).toMatchObject({ state: 'armed', warnings: warned })
    }
  })

  it('is warned of when it is planned later, and no more once it is not planned', async () => {
    const schedule = await repeats.create({ channels: [robot], state: 'armed' })

    expect((await repeats.findSchedule(schedule))['warnings']).toEqual([])
    await repeats.change(schedule, { unpublishAt: inADay() })
    expect(await repeats.findSchedule(schedule)).toMatchObject({ warnings: warned })
    await repeats.change(schedule, { unpublishAt: null })
    expect((await repeats.findSchedule(schedule))['warnings']).toEqual([])
  })

  it('is not warned of where the channel can', async () => {
    const schedule = await repeats.create({ state: 'armed', unpublishAt: inADay() })

    expect((await repeats.findSchedule(schedule))['warnings']).toEqual([])
  })

  it('is found by a check, in both languages', async () => {
    const schedule = await repeats.create({ channels: [robot], unpublishAt: inADay() })
    const { post } = await repeats.findSchedule(schedule)
    const check = (given: object) =>
      repeats.asAdmin('POST', '/schedules/check', {
        channels: [robot, repeats.channels[0]],
        post,
        publishAt: repeats.inAnHour,
        publishAt_tz: 'Asia/Shanghai',
        ...given,
      })
    const found = {
      channel: robot,
      code: 'WITHDRAW_BY_HAND',
      messages: {
        en: '“企微群”: This channel cannot take back what it published; do it there by hand',
        zh: '「企微群」：该渠道不能自动下线已发布的内容，请到平台上手动处理。',
      },
      severity: 'warning',
    }
    const conflictsOf = async (given: object) =>
      ((await check(given)).body['conflicts'] as { code: string }[]).filter(({ code }) => code === 'WITHDRAW_BY_HAND')

    expect(await conflictsOf({ schedule })).toMatchObject([found])
    expect(await conflictsOf({ unpublishAt: inADay() })).toMatchObject([found])
    expect(await conflictsOf({ schedule, unpublishAt: null })).toEqual([])
    expect(await conflictsOf({})).toEqual([])
  })

  it('stands on the dashboard, is told, and ends with a person’s word', async () => {
    const webhook = await repeats.asAdmin('POST', '/webhooks', {
      enabled: true,
      events: ['publication.not-withdrawn'],
      name: '运营',
      url: 'https://ops.example.com/hook',
    })
    const told: string[] = []
    const schedule = await dueDown()
    const { _id } = await find(schedule)

    expect(webhook.status, webhook.text).toBe(201)
    await startWorker({}, [
      {
        name: 'test',
        settled(settled) {
          told.push(...settled.map((row) => `${row._id} ${row.state} ${row.error?.code}`))

          return Promise.resolve()
        },
      },
      {
        name: 'webhooks',
        async settled(settled) {
          await queueDeliveries({ db: repeats.db, rows: settled })
        },
      },
    ])
    await reaches(schedule, {
      error: { class: 'needs-human', code: 'WITHDRAW_BY_HAND' },
      state: 'published',
      unpublishAt: null,
      withdrawal: { failedAt: expect.any(Date) as Date },
    })
    await expect.poll(() => told, { timeout: 30 * SECOND }).toContain(`${_id} published WITHDRAW_BY_HAND`)
    await expect
      .poll(() => repeats.db.collection(WEBHOOK_DELIVERIES).countDocuments({ event: 'publication.not-withdrawn' }), {
        timeout: 30 * SECOND,
      })
      .toBe(1)
    expect(await attention()).toMatchObject([{ id: _id, isStanding: true }])

    const answer = await repeats.act(_id, 'withdraw', { byHand: true })

    expect(answer.status, answer.text).toBe(200)
    await reaches(schedule, { error: null, state: 'withdrawn', withdrawal: null })
    expect(await attention()).toEqual([])
    await expect.poll(() => told, { timeout: 40 * SECOND }).toContain(`${_id} withdrawn undefined`)
  })
})

describe('a channel that can take back by one kind of access only', () => {
  it.each([
    ['is asked with its secrets', { botToken: 'xoxb-1' }, [], 200, []],
    [
      'is known to lack it by another',
      { url: 'https://hooks.slack.com/services/T0/B0/x' },
      ['WITHDRAW_BY_HAND'],
      409,
      ['CANNOT_WITHDRAW'],
    ],
  ])('%s', async (_title, credentials, warned, status, ofRelease) => {
    const slug = `slack-${Object.keys(credentials).join('')}`.toLowerCase()
    const channel = await repeats.asAdmin('POST', '/channels', {
      credentials,
      kind: 'slack',
      mode: 'live',
      name: slug,
      settings: { channel: 'C1' },
      slug,
    })

    expect(channel.status, channel.text).toBe(201)

    const { id } = channel.body['doc'] as { id: string }
    const schedule = await repeats.create({ channels: [id], state: 'armed', unpublishAt: inADay() })
    const { _id, post } = await find(schedule)
    const codesOf = (reasons: unknown) => (reasons as { code: string }[]).map(({ code }) => code)

    expect(codesOf((await repeats.findSchedule(schedule))['warnings'])).toEqual(warned)
    await rows().updateOne({ _id }, { $set: { receipt: { remoteId: 'C1/1' }, state: 'published' } })
    expect((await repeats.act(_id, 'withdraw')).status).toBe(status)
    // Its platform is not there: no later worker is to ask it.
    await rows().updateOne({ _id }, { $set: { unpublishAt: null } })

    const campaign = await repeats.asAdmin('POST', '/campaigns', {
      name: slug,
      release: {
        items: [
          { action: 'withdraw', at: repeats.inAnHour, key: 'down', subject: { relationTo: 'posts', value: post } },
        ],
      },
    })

    expect(campaign.status, campaign.text).toBe(201)

    const report = await repeats.asAdmin(
      'POST',
      `/campaigns/${(campaign.body['doc'] as { id: string }).id}/release/dry-run`,
    )

    expect(report.status, report.text).toBe(200)
    expect([...new Set(report.text.match(/CANNOT_WITHDRAW/g) ?? [])]).toEqual(ofRelease)
  })
})

describe('a withdrawal that its platform does not make', () => {
  it('is done where somebody deleted it there, and is not asked for again', async () => {
    const receiver = await startReceiver((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ error: 'message_not_found', ok: false }))
    })
    const slack = createSlackChannel(
      channelOptions({
        account: { credentials: { botToken: 'xoxb-1' }, settings: { baseUrl: receiver.url, channel: 'C1' } },
        fetch: createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 64 * KIB }),
      }),
    )
    const schedule = await dueDown()

    await startWorker(slack)
    await reaches(schedule, { error: null, state: 'withdrawn' })
    expect(receiver.received).toHaveLength(1)
    await receiver.close()
  })

  it('is tried later each time, and in the end stands on the dashboard', async () => {
    let calls = 0
    const schedule = await dueDown()
    const { _id } = await find(schedule)

    await startWorker({
      withdraw() {
        calls += 1

        return Promise.reject(new ChannelError({ errorClass: 'unknown-outcome', message: 'no answer' }))
      },
    })
    await reaches(schedule, { state: 'published', withdrawal: { attempts: 1, failedAt: null } })
    const { unpublishAt } = await find(schedule)

    expect(unpublishAt?.getTime()).toBeGreaterThan(Date.now() + 15 * SECOND)
    expect(await attention()).toEqual([])
    // As if it had been tried for hours.
    await rows().updateOne(
      { _id },
      { $set: { unpublishAt: new Date(), withdrawal: { attempts: MAX_WITHDRAWALS - 1, failedAt: null } } },
    )
    await reaches(schedule, {
      state: 'published',
      unpublishAt: null,
      withdrawal: { attempts: MAX_WITHDRAWALS, failedAt: expect.any(Date) as Date },
    })
    expect(await attention()).toMatchObject([{ id: _id, isStanding: true }])
    expect(calls).toBe(2)
  })

  it('waits for its channel without being counted', async () => {
    const schedule = await dueDown()

    await repeats.startWorker(null)
    await reaches(schedule, { error: { class: 'waiting', code: 'CHANNEL_CLOSED' }, state: 'published' })
    expect((await find(schedule)).withdrawal ?? null).toBeNull()
    expect((await find(schedule)).unpublishAt).not.toBeNull()
  })
})
