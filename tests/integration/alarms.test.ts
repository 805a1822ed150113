import { createHmac } from 'node:crypto'

import type { Db } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { type DeliverNoticesArgs, deliverNotices } from '../../jobs/alarms/deliverNotices.ts'
import { ALARM_NOTICES, ALARM_STATES, type AlarmDocument, type AlarmNotice } from '../../jobs/alarms/records.ts'
import { lookAtAlarms, watchAlarms } from '../../jobs/alarms/watchAlarms.ts'
import { rowsOf } from '../../jobs/ledger/rows.ts'
import { createGuardedSockets } from '../../src/channels/guardedSocket.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { KIB, MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { Role } from '../../src/domain/roles.ts'
import { FLEET, WORKERS } from '../../src/domain/slugs.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { aPublication } from '../support/aPublication.ts'
import { type MailServer, startMailServer } from '../support/mailServer.ts'
import { openPayload, type OpenPayload } from '../support/openPayload.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { signIn } from '../support/signIn.ts'
import { silentLog } from '../support/silentLog.ts'

let app: OpenPayload
let as: Record<Role, string>
let db: Db
let args: DeliverNoticesArgs
let mail: MailServer
let receiver: Receiver

beforeAll(async () => {
  app = await openPayload('alarms')
  await app.call('POST', '/users/first-register', {
    body: { email: 'first@drumbeat.test', password: 'correct-horse-battery' },
  })
  as = await signIn(app)
  db = databaseOf(app.payload)
  args = {
    connectMail: createGuardedSockets({ allow: '127.0.0.1' }),
    db,
    fetch: createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 64 * KIB }),
    log: silentLog,
    secrets: servicesOf(app.payload).secrets,
  }
})
beforeEach(async () => {
  mail = await startMailServer()
  receiver = await startReceiver((_request, response) => void response.end('{"errcode":0}'))
  await configure()
})
afterEach(async () => {
  await Promise.all([
    ...[ALARM_NOTICES, ALARM_STATES, FLEET, WORKERS].map((name) => db.collection(name).deleteMany({})),
    rowsOf(db).deleteMany({}),
    mail.close(),
    receiver.close(),
  ])
})
afterAll(() => app.close())

const SECRET = `whsec_${'A'.repeat(32)}`

const configure = () =>
  app.call('POST', '/globals/alarms', {
    as: as.admin,
    body: {
      secrets: {
        值班群: `${receiver.url}/wecom?key=k`,
        dingtalk: `${receiver.url}/dingtalk?access_token=t`,
        'dingtalk:secret': 'SEC1',
        feishu: `${receiver.url}/feishu/t`,
        'feishu:secret': 'SEC2',
        hook: `${receiver.url}/hook`,
        'hook:secret': SECRET,
        smtp: mail.url,
      },
      smtpFrom: 'drumbeat@example.test',
      targets: [
        { kind: 'wecom', name: '值班群' },
        { kind: 'dingtalk', name: 'dingtalk' },
        { kind: 'feishu', name: 'feishu' },
        { kind: 'webhook', language: 'en', name: 'hook' },
        { kind: 'email', language: 'en', name: 'mail', to: 'ops@example.test' },
        { enabled: false, kind: 'wecom', name: 'off' },
      ],
    },
  })

const beat = (given: object = {}) =>
  db
    .collection<{ _id: string }>(WORKERS)
    .updateOne(
      { _id: 'worker' },
      { $set: { beatAt: new Date(), clockOffsetMs: 0, host: 'studio', ...given } },
      { upsert: true },
    )

/** Gives up the turn, so that the next look is made at once. */
const look = async () => {
  await db.collection(FLEET).deleteMany({})
  await lookAtAlarms(args)
  await deliverNotices(args)
}

const raised = async () =>
  (await db.collection<AlarmDocument>(ALARM_STATES).find({ state: 'raised' }).toArray()).map(({ _id }) => _id).sort()

/** Lets time pass for the record of an alarm. */
const age = (name: AlarmDocument['_id'], ms: number) =>
  db.collection<AlarmDocument>(ALARM_STATES).updateOne({ _id: name }, [
    {
      $set: {
        badAt: { $subtract: ['$badAt', ms] },
        badSince: { $cond: ['$badSince', { $subtract: ['$badSince', ms] }, null] },
        raisedAt: { $cond: ['$raisedAt', { $subtract: ['$raisedAt', ms] }, null] },
      },
    },
  ])

describe('alarms', () => {
  it('say nothing while all is well', async () => {
    await beat()
    await rowsOf(db).insertOne(aPublication({ dueAt: new Date(Date.now() + MINUTE) }))
    await look()

    expect(await raised()).toEqual([])
    expect(receiver.received).toEqual([])
  })

  it.each([
    ['a worker holds what is 8 s late behind a slow channel', {}, ['late']],
    ['the worker that held it lives no more', { beatAt: new Date(Date.now() - MINUTE) }, []],
    ['what it holds waits for a moment', { oldestDueMs: 2 * SECOND }, []],
  ])('tell of lateness where it is due, when %s', async (_title, given, expected) => {
    await beat()
    await db
      .collection<{ _id: string }>(WORKERS)
      .insertOne({ _id: 'another', beatAt: new Date(), clockOffsetMs: 0, oldestDueMs: 8 * SECOND, ...given } as never)
    await look()

    expect(await raised()).toEqual(expected)
  })

  it('tell every target once when the oldest due is over 5 s late, and once when it is over', async () => {
    await beat()
    await rowsOf(db).insertOne(aPublication({ dueAt: new Date(Date.now() - 8 * SECOND) }))
    await look()
    await look()
    await look()

    expect(await raised()).toEqual(['late'])
    expect(receiver.received.map(({ url }) => url.split('?')[0]).sort()).toEqual([
      '/dingtalk',
      '/feishu/t',
      '/hook',
      '/wecom',
    ])
    expect(mail.mails).toHaveLength(1)

    await rowsOf(db).deleteMany({})
    await look()
    expect(receiver.received).toHaveLength(4)
    await age('late', MINUTE)
    await look()
    await look()

    expect(await raised()).toEqual([])
    expect(receiver.received).toHaveLength(8)
    expect(mail.mails).toHaveLength(2)
    expect(receiver.received.slice(4).every(({ body }) => body.includes('🟢'))).toBe(true)
  })

  it('speak as each robot wants to be spoken to, signed where it has a key', async () => {
    await beat()
    await rowsOf(db).insertOne(aPublication({ dueAt: new Date(Date.now() - 8 * SECOND) }))
    await look()

    const of = (path: string) => receiver.received.find(({ url }) => url.startsWith(path))
    const bodyOf = (path: string) => JSON.parse(of(path)?.body ?? '{}') as Record<string, unknown>

    expect(bodyOf('/wecom')).toEqual({
      msgtype: 'text',
      text: { content: expect.stringContaining('发布延误') as string },
    })

    const query = new URL(of('/dingtalk')?.url ?? '', 'http://x').searchParams
    const timestamp = query.get('timestamp') ?? ''

    expect(query.get('access_token')).toBe('t')
    expect(query.get('sign')).toBe(createHmac('sha256', 'SEC1').update(`${timestamp}\nSEC1`).digest('base64'))

    const { sign, timestamp: at, ...feishu } = bodyOf('/feishu')

    expect(feishu).toEqual({ content: { text: expect.any(String) as string }, msg_type: 'text' })
    expect(sign).toBe(
      createHmac('sha256', `${String(at)}\nSEC2`)
        .update('')
        .digest('base64'),
    )
    expect(bodyOf('/hook')).toMatchObject({ data: { alarm: 'late' }, type: 'alarm.raised' })
    expect(of('/hook')?.headers).toMatchObject({ 'webhook-signature': expect.stringMatching(/^v1,/) as string })
    expect(mail.mails[0]).toContain('To: ops@example.test')
  })

  it('are raised by a web process when no worker is alive', async () => {
    const watch = watchAlarms({ ...args, everyMs: 200 })

    await expect
      .poll(async () => (await db.collection(ALARM_STATES).countDocuments({ badSince: { $ne: null } })) > 0)
      .toBe(true)
    expect(await raised()).toEqual([])
    await age('no-worker', 20 * SECOND)
    await expect.poll(raised, { timeout: 10 * SECOND }).toEqual(['no-worker'])
    await expect.poll(() => receiver.received.length, { timeout: 10 * SECOND }).toBe(4)
    await watch.stop()
  })

  it('are raised for a clock that is off by over 2 s, and for an outcome that waits for a person', async () => {
    await beat({ clockOffsetMs: -2_500 })
    await rowsOf(db).insertMany([
      aPublication({ lookAt: null, state: 'unconfirmed' }),
      aPublication({ lookAt: new Date(), state: 'unconfirmed' }),
    ])
    await look()

    expect(await raised()).toEqual(['clock', 'unconfirmed'])
    expect(receiver.received.some(({ body }) => body.includes('有 1 条发布结果未知'))).toBe(true)
  })

  it('are told once by many processes that watch', async () => {
    await rowsOf(db).insertOne(aPublication({ dueAt: new Date(Date.now() - 8 * SECOND) }))
    await beat()
    const watches = Array.from({ length: 5 }, () => watchAlarms({ ...args, everyMs: 100 }))

    await expect.poll(() => receiver.received.length, { timeout: 20 * SECOND }).toBe(4)
    await expect
      .poll(() => db.collection(ALARM_NOTICES).countDocuments({ state: 'sent' }), { timeout: 20 * SECOND })
      .toBe(5)
    await Promise.all(watches.map((watch) => watch.stop()))

    expect(receiver.received).toHaveLength(4)
    expect(mail.mails).toHaveLength(1)
  })

  it('are told again where a target did not take them, and say why', async () => {
    receiver.respond((_request, response) => void response.end('{"errcode":93000,"errmsg":"invalid webhook url"}'))
    await beat()
    await rowsOf(db).insertOne(aPublication({ dueAt: new Date(Date.now() - 8 * SECOND) }))
    await look()

    const notices = db.collection<AlarmNotice>(ALARM_NOTICES)

    expect(await notices.findOne({ target: '值班群' })).toMatchObject({
      lastError: expect.stringContaining('93000') as string,
      state: 'pending',
      tries: 1,
    })
    receiver.respond((_request, response) => void response.end('{"errcode":0}'))
    await notices.updateMany({ state: 'pending' }, { $set: { nextAt: new Date(0) } })
    await look()

    expect(await notices.countDocuments({ state: 'sent' })).toBe(5)
  })

  it('reach no private address that nobody allowed, by HTTP or by mail', async () => {
    const closed: DeliverNoticesArgs = {
      ...args,
      connectMail: createGuardedSockets({ allow: '' }),
      fetch: createSafeFetch({ allow: '', maxAnswerBytes: KIB }),
    }

    await beat()
    await rowsOf(db).insertOne(aPublication({ dueAt: new Date(Date.now() - 8 * SECOND) }))
    await lookAtAlarms(closed)
    await deliverNotices(closed)

    expect(receiver.connections()).toBe(0)
    expect(mail.mails).toEqual([])
    expect(await db.collection(ALARM_NOTICES).countDocuments({ lastError: { $ne: null } })).toBe(5)
  })
})

describe('a test of the targets', () => {
  const test = (body: object = {}, who = as.admin, language: 'en' | 'zh' = 'zh') =>
    app.call('POST', '/globals/alarms/test', { as: who, body, language })

  /** The product's own endpoint asks the environment what may be called. */
  const allowing = async <T>(allow: string, work: () => Promise<T>): Promise<T> => {
    const before = process.env['OUTBOUND_ALLOW']

    process.env['OUTBOUND_ALLOW'] = allow

    try {
      return await work()
    } finally {
      process.env['OUTBOUND_ALLOW'] = before ?? ''
    }
  }

  it('sends each of them a message that says so, and tells what became of it', async () => {
    receiver.respond((request, response) =>
      response.end(request.url.startsWith('/feishu') ? '{"code":19001}' : '{"errcode":0}'),
    )

    const { body, status } = await allowing('127.0.0.1', () => test())
    const results = (body as unknown as { results: { message: string; ok: boolean; target: string }[] }).results

    expect(status).toBe(200)
    expect(results.map(({ ok, target }) => [target, ok])).toEqual([
      ['值班群', true],
      ['dingtalk', true],
      ['feishu', false],
      ['hook', true],
      ['mail', true],
    ])
    expect(results[0]?.message).toBe('已送达')
    expect(results[2]?.message).toMatch(/未送达.*19001/)
    expect(JSON.stringify(body)).not.toContain('key=k')
    expect(receiver.received.find(({ url }) => url.startsWith('/wecom'))?.body).toContain('这是一条测试消息')
    expect(mail.mails.join()).toContain('This is a test')
    expect(await db.collection(ALARM_NOTICES).countDocuments()).toBe(0)
  })

  it('may be sent to one alone, is for admins, and says when there is nobody', async () => {
    const { body } = await allowing('127.0.0.1', () => test({ target: 'hook' }))

    expect(body['results']).toMatchObject([{ ok: true, target: 'hook' }])
    expect((await test({ target: 'off' })).status).toBe(404)
    expect((await test({}, as.editor)).status).toBe(403)
    expect((await app.call('POST', '/globals/alarms/test', { body: {} })).status).toBe(401)
  })

  it('reaches no private address that nobody allowed', async () => {
    const { body } = await allowing('', () => test())

    expect((body as unknown as { results: { ok: boolean }[] }).results.map(({ ok }) => ok)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
    expect(receiver.connections()).toBe(0)
  })
})

describe('the settings of alarms', () => {
  it('keep their addresses sealed, and show only which are set', async () => {
    const { body } = await app.call('GET', '/globals/alarms', { as: as.admin })
    const stored = await db.collection('globals').findOne({ globalType: 'alarms' })

    expect((body as unknown as { secrets: object }).secrets).toMatchObject({ hook: '••••••••', smtp: '••••••••' })
    expect(JSON.stringify(stored)).not.toContain(receiver.url)
    expect(JSON.stringify(stored)).not.toContain('SEC1')
  })

  it('keep what a form sends back masked, and are for admins', async () => {
    const { body } = await app.call('GET', '/globals/alarms', { as: as.admin })
    const before = await db.collection('globals').findOne({ globalType: 'alarms' })

    expect((await app.call('POST', '/globals/alarms', { as: as.admin, body })).status).toBe(200)
    expect((await db.collection('globals').findOne({ globalType: 'alarms' }))?.['secrets']).toEqual(before?.['secrets'])
    expect((await app.call('GET', '/globals/alarms', { as: as.editor })).status).toBe(403)
    expect((await app.call('POST', '/globals/alarms', { as: as.editor, body: {} })).status).toBe(403)
  })

  it('refuse two targets of one name', async () => {
    const target = { kind: 'wecom', name: 'same' }

    expect(
      (await app.call('POST', '/globals/alarms', { as: as.admin, body: { targets: [target, target] } })).status,
    ).toBe(400)
  })
})
