import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

import { lookAtAlarms } from '../../jobs/alarms/watchAlarms.ts'
import { ALARM_STATES } from '../../jobs/alarms/records.ts'
import { checkChannels, keepTokens } from '../../jobs/channels/channelJobs.ts'
import { createSecretBox } from '../../src/channels/secretBox.ts'
import { CHANNEL_TOKENS } from '../../src/channels/tokens/mongoTokenStore.ts'
import { databaseOf } from '../../src/database/handles.ts'
import type { ChannelAdapter, ChannelKind, LiveCheck } from '../../src/domain/channelAdapter.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { CHANNELS, WEBHOOKS } from '../../src/domain/slugs.ts'
import { rotateSecrets } from '../../src/plugin/rotateSecrets.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { noticeBoard } from '../channels/example/noticeBoard.ts'
import { openHost } from '../support/openHost.ts'
import type { OpenPayload } from '../support/openPayload.ts'
import { startReceiver } from '../support/receiver.ts'
import { silentLog } from '../support/silentLog.ts'

let app: OpenPayload
let as: string
let say: () => Promise<LiveCheck>
let isCheckedByMessage = false
let refreshed = 0

/** The example's board, whose look at the account each test decides. */
const checkable: ChannelKind = {
  ...noticeBoard,
  create: (options): ChannelAdapter => ({
    ...noticeBoard.create(options),
    checkLive: () => say(),
    ...(isCheckedByMessage && { isCheckedByMessage }),
    refresh: () => {
      refreshed += 1

      return refreshed === 1 ? Promise.reject(new Error('away')) : Promise.resolve()
    },
  }),
}

beforeAll(async () => {
  vi.stubEnv('OUTBOUND_ALLOW', '127.0.0.1')
  app = await openHost({ database: 'credentials_test', options: { channels: [checkable] } })

  const person = { email: 'admin@example.com', password: 'a long password' }
  const { body } = await app.call('POST', '/users/first-register', { body: person })

  as = `JWT ${String((body as Record<string, unknown>)['token'])}`
})

afterEach(() => databaseOf(app.payload).collection(CHANNELS).deleteMany({}))

afterAll(async () => {
  await databaseOf(app.payload).dropDatabase()
  await app.close()
  vi.unstubAllEnvs()
})

const db = () => databaseOf(app.payload)

const connect = async (changes: object = {}): Promise<string> => {
  const { body, status } = await app.call('POST', '/channels', {
    as,
    body: {
      credentials: { accessKey: 'the-very-secret-key' },
      kind: 'notice-board',
      mode: 'live',
      name: '公告板',
      settings: { baseUrl: 'https://board.example' },
      slug: 'board',
      ...changes,
    },
  })

  expect(status).toBe(201)

  return String(body.doc['id'])
}

const refusal = (args: Partial<ConstructorParameters<typeof ChannelError>[0]>) => () =>
  Promise.reject(new ChannelError({ errorClass: 'reauth-user', message: 'no', ...args }))

describe('a look at an account', () => {
  it('names the account and when its access ends, and remembers that on the channel', async () => {
    const id = await connect()
    const expiresAt = new Date(Date.now() + 30 * DAY).toISOString()

    say = () => Promise.resolve({ accountName: '小区公告', expiresAt, findings: [] })
    const { body, status } = await app.call('POST', `/channels/${id}/check`, { as })

    expect(status).toBe(200)
    expect(body).toMatchObject({ accountName: '小区公告', expiresAt, findings: [], isAsked: true, isFine: true })
    expect((await app.call('GET', `/channels/${id}`, { as })).body).toMatchObject({
      health: { expiresAt, findings: [], workedAt: expect.any(String) as string },
    })
  })

  it.each([
    [
      'wrong credentials',
      { says: { code: 'CHANNEL_REAUTH_USER', values: { channel: '公告板', code: '1001' } } },
      '公告板 拒绝了凭据，请重新填写（1001）',
    ],
    [
      'an address that is not listed',
      { says: { code: 'IP_NOT_LISTED', values: { channel: '公告板', code: '40164' } } },
      '本服务器的 IP 不在公告板的白名单中，请先添加（40164）',
    ],
    [
      'a quota that is used up',
      { says: { code: 'CHANNEL_QUOTA_EXHAUSTED', values: { channel: '公告板' } } },
      '该账号在公告板的额度已用完',
    ],
  ])('says of %s what to do, in the language of whoever asks', async (_title, args, message) => {
    const id = await connect()

    say = refusal(args)
    const { body } = await app.call('POST', `/channels/${id}/check`, { as, language: 'zh' })

    expect(body).toMatchObject({ findings: [{ message, severity: 'error' }], isFine: false })
    expect((await app.call('GET', `/channels/${id}`, { as, language: 'zh' })).body).toMatchObject({
      health: { findings: [{ message }] },
    })
  })

  it('asks the account itself, also before it goes live, and names what it lacks', async () => {
    const id = await connect({ credentials: {}, mode: 'rehearsal', settings: {} })

    say = () => Promise.reject(new Error('must not be asked'))
    const { body } = await app.call('POST', `/channels/${id}/check`, { as })

    expect(body).toMatchObject({
      findings: [{ code: 'FIELD_MISSING' }, { code: 'FIELD_MISSING' }],
      isAsked: false,
      isFine: false,
    })
  })

  it('does not say that an account works of which its platform told nothing', async () => {
    const id = await connect()

    say = () => Promise.resolve({ findings: [], isTold: false })
    const { body } = await app.call('POST', `/channels/${id}/check`, { as })

    expect(body).toMatchObject({ isAsked: true, isFine: true, isTold: false })
    expect((await db().collection(CHANNELS).findOne())?.['health']).not.toHaveProperty('workedAt')
  })

  it('is for admins, and of channels that are there', async () => {
    expect((await app.call('POST', `/channels/${await connect()}/check`)).status).toBe(401)
    expect((await app.call('POST', `/channels/${new ObjectId().toHexString()}/check`, { as })).status).toBe(404)
  })

  it('never shows a credential', async () => {
    const id = await connect()

    say = () => Promise.resolve({ findings: [] })
    const answers = await Promise.all([
      app.call('POST', `/channels/${id}/check`, { as }),
      app.call('GET', `/channels/${id}`, { as }),
      app.call('GET', '/channels', { as }),
    ])

    expect(JSON.stringify(answers)).not.toContain('the-very-secret-key')
  })
})

describe('what happens by itself', () => {
  const jobs = () => {
    const { channels: registry, secrets } = servicesOf(app.payload)

    return { db, log: silentLog, registry, secrets }
  }

  it('looks at each live account once a day', async () => {
    const id = await connect()
    let asked = 0

    say = () => {
      asked += 1

      return Promise.resolve({ findings: [] })
    }
    await checkChannels(jobs())
    await checkChannels(jobs())
    expect(asked).toBe(1)

    await db()
      .collection(CHANNELS)
      .updateOne({ _id: new ObjectId(id) }, { $set: { 'health.lookedAt': new Date(Date.now() - 2 * DAY) } })
    await checkChannels(jobs())
    expect(asked).toBe(2)
  })

  it('sends nothing that a platform has to refuse, and leaves what a person found', async () => {
    const id = await connect()

    isCheckedByMessage = true

    try {
      say = refusal({ says: { code: 'CHANNEL_DISCONNECT' } })
      await app.call('POST', `/channels/${id}/check`, { as })
      await db()
        .collection(CHANNELS)
        .updateOne({}, { $set: { 'health.lookedAt': new Date(Date.now() - 2 * DAY) } })
      say = () => Promise.reject(new Error('must not be asked'))
      await checkChannels(jobs())

      const health = (await db().collection(CHANNELS).findOne())?.['health'] as { lookedAt: Date }

      expect(health).toMatchObject({ findings: [{ code: 'CHANNEL_DISCONNECT' }] })
      expect(health.lookedAt.getTime()).toBeGreaterThan(Date.now() - DAY)
    } finally {
      isCheckedByMessage = false
    }
  })

  it('renews tokens, and goes on when one cannot be renewed', async () => {
    await connect()
    await connect({ slug: 'other' })
    refreshed = 0
    await keepTokens(jobs())

    expect(refreshed).toBe(2)
  })

  it('tells a week before the access of a channel ends', async () => {
    const id = await connect()

    await db()
      .collection(CHANNELS)
      .updateOne({ _id: new ObjectId(id) }, { $set: { 'health.expiresAt': new Date(Date.now() + 6 * DAY) } })
    await lookAtAlarms({
      connectMail: () => Promise.reject(new Error('no mail here')),
      db: db(),
      everyMs: 0,
      fetch: () => Promise.reject(new Error('nobody is called')),
      log: silentLog,
      secrets: servicesOf(app.payload).secrets,
    })

    expect(
      await db()
        .collection(ALARM_STATES)
        .findOne({ _id: 'account-ending' as never }),
    ).toMatchObject({
      state: 'raised',
      values: { count: 1, days: 7, name: '公告板' },
    })
  })
})

describe('an authorisation that a person has to give anew', () => {
  const alarmed = async (): Promise<unknown> => {
    await lookAtAlarms({
      connectMail: () => Promise.reject(new Error('no mail here')),
      db: db(),
      everyMs: 0,
      fetch: () => Promise.reject(new Error('nobody is called')),
      log: silentLog,
      secrets: servicesOf(app.payload).secrets,
    })

    return db()
      .collection(ALARM_STATES)
      .findOne({ _id: 'account-ending' as never })
  }
  const jobs = () => {
    const { channels: registry, secrets } = servicesOf(app.payload)

    return { db, log: silentLog, registry, secrets }
  }

  it('is told of a week before it ends, as its platform said, and also once it has ended', async () => {
    let isEnded = false
    const platform = await startReceiver((_request, response) => {
      const data = isEnded
        ? { description: 'refresh_token过期', error_code: 10010 }
        : {
            access_token: 'one',
            error_code: 0,
            expires_in: DAY / SECOND,
            refresh_expires_in: (6 * DAY) / SECOND,
            refresh_token: 'next',
          }

      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }))
    })

    try {
      const id = await connect({
        credentials: { refreshToken: 'granted' },
        kind: 'douyin-api',
        name: '抖音官方号',
        settings: { baseUrl: platform.url, clientKey: 'app', openId: 'brand' },
        slug: 'douyin',
      })

      await checkChannels(jobs())
      expect(await alarmed()).toMatchObject({ state: 'raised', values: { count: 1, name: '抖音官方号' } })

      isEnded = true
      await db().collection(CHANNEL_TOKENS).deleteMany({})
      await db()
        .collection(CHANNELS)
        .updateOne({ _id: new ObjectId(id) }, { $set: { 'health.lookedAt': new Date(Date.now() - 2 * DAY) } })
      await checkChannels(jobs())

      expect((await db().collection(CHANNELS).findOne())?.['health']).toMatchObject({
        expiresAt: expect.any(Date) as Date,
        findings: [{ code: 'CHANNEL_REAUTH_USER' }],
      })
      expect(await alarmed()).toMatchObject({ state: 'raised' })
    } finally {
      await platform.close()
    }
  })
})

describe('a rotation', () => {
  const before = createSecretBox({ secret: 'the secret of before' })
  const lost = createSecretBox({ secret: 'a secret that is lost' })
  const after = createSecretBox({ oldSecrets: ['the secret of before'], secret: 'the secret of now' })

  it('seals everything anew, names what cannot be opened, and may run again', async () => {
    const webhook = new ObjectId()
    const channel = new ObjectId()
    const broken = new ObjectId()

    await db()
      .collection(CHANNELS)
      .insertMany([
        { _id: channel, credentials: { appSecret: before.seal('s1'), token: before.seal('s2') }, slug: 'one' },
        { _id: broken, credentials: { appSecret: lost.seal('gone') }, slug: 'other' },
      ])
    await db()
      .collection(WEBHOOKS)
      .insertOne({ _id: webhook, secret: before.seal('w1') })
    await db()
      .collection<{ _id: string }>(CHANNEL_TOKENS)
      .insertOne({ _id: 't1', sealed: before.seal('{}') } as never)

    const report = await rotateSecrets({ db: db(), secrets: after })

    expect(report).toMatchObject({
      current: 0,
      resealed: 4,
      unreadable: [
        {
          reason: expect.stringContaining('CREDENTIALS_OLD_SECRETS') as string,
          where: `channels/${broken.toHexString()} credentials.appSecret`,
        },
      ],
    })
    expect(JSON.stringify(report)).not.toContain('a secret that is lost')

    const { credentials } = (await db().collection(CHANNELS).findOne({ _id: channel })) as unknown as {
      credentials: Record<string, string>
    }
    const now = createSecretBox({ secret: 'the secret of now' })

    expect(now.open(credentials['appSecret'] ?? '')).toBe('s1')
    expect(await rotateSecrets({ db: db(), secrets: after })).toMatchObject({ current: 4, resealed: 0 })
    await db().collection(WEBHOOKS).deleteMany({})
    await db().collection(CHANNEL_TOKENS).deleteMany({})
  })

  describe('that is lost', () => {
    const loseKey = async (): Promise<string> => {
      const id = await connect()

      await db()
        .collection(CHANNELS)
        .updateOne(
          { _id: new ObjectId(id) },
          { $set: { credentials: { accessKey: lost.seal('x'), second: lost.seal('y') } } },
        )

      return id
    }
    const change = (id: string, body: object) => app.call('PATCH', `/channels/${id}`, { as, body })

    it('stands in the way of no new name', async () => {
      const id = await loseKey()

      expect(await change(id, { name: '新公告板' })).toMatchObject({ body: { doc: { name: '新公告板' } }, status: 200 })
    })

    it.each([
      ['settings change', { settings: { baseUrl: 'https://other.example' } }, ['accessKey', 'second']],
      ['it goes live again', { mode: 'live' }, ['accessKey', 'second']],
      ['one is typed anew and the other is not', { credentials: { accessKey: 'typed anew' } }, ['second']],
    ])('is said of each credential that it sealed when %s', async (_title, body, names) => {
      const id = await loseKey()

      if ('mode' in body) {
        expect((await change(id, { mode: 'paused' })).status).toBe(200)
      }

      const answer = await change(id, body)

      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({
        errors: [
          {
            data: {
              errors: names.map((name) => ({
                message: expect.stringContaining('CREDENTIALS_OLD_SECRETS') as string,
                path: `credentials.${name}`,
              })),
            },
          },
        ],
      })
    })

    it('is mended by typing all anew, or by taking away what is not needed', async () => {
      const id = await loseKey()

      expect((await change(id, { credentials: { accessKey: 'typed anew', second: null } })).status).toBe(200)
      expect((await change(id, { settings: { baseUrl: 'https://other.example' } })).status).toBe(200)
    })
  })

  it('makes a lost key a finding of the channel and no crash', async () => {
    const id = await connect()

    await db()
      .collection(CHANNELS)
      .updateOne({ _id: new ObjectId(id) }, { $set: { credentials: { accessKey: lost.seal('x') } } })
    const { body, status } = await app.call('POST', `/channels/${id}/check`, { as })

    expect(status).toBe(200)
    expect(body).toMatchObject({ findings: [{ code: 'SECRET_LOST' }], isFine: false })
  })
})
