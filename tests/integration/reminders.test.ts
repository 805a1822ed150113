import { type Db, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { createReminderJob } from '../../jobs/assisted/createReminderJob.ts'
import { rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { ASSISTED_KINDS } from '../../src/channels/assisted/index.ts'
import { createGuardedSockets } from '../../src/channels/guardedSocket.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createSecretBox } from '../../src/channels/secretBox.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { aPublication } from '../support/aPublication.ts'
import { type MailServer, startMailServer } from '../support/mailServer.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { silentLog } from '../support/silentLog.ts'

const secrets = createSecretBox({ secret: 'a-secret-for-tests-only' })
const operator = { _id: new ObjectId(), email: 'groups@example.com', name: '陈越' }

let answerOfMail: (command: string) => string | null = () => null
let client: MongoClient
let db: Db
let mail: MailServer
let robot: Receiver

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db('reminders')
  mail = await startMailServer({ answer: (command) => answerOfMail(command) })
  robot = await startReceiver()
})

beforeEach(async () => {
  await db.dropDatabase()
  await db.collection('users').insertOne(operator)
  await db.collection('globals').insertOne({
    globalType: 'alarms',
    secrets: { smtp: secrets.seal(mail.url) },
    smtpFrom: 'beat@example.com',
  })
  mail.mails.length = 0
  robot.received.length = 0
  robot.respond((_request, response) => void response.end('{"errcode":0}'))
})

afterAll(async () => {
  await client.close()
  await mail.close()
  await robot.close()
})

const remind = () =>
  createReminderJob({
    adminUrl: 'https://beat.example/admin',
    channels: { kinds: () => [...ASSISTED_KINDS] },
    clock: () => new Date(),
    connectMail: createGuardedSockets({ allow: '127.0.0.1' }),
    db,
    fetch: createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 4_096 }),
    log: silentLog,
    secrets,
    users: 'users',
  }).run()

/** A publication on a channel of its own, due in so many minutes. */
async function plan(
  minutes: number,
  row: Partial<StoredRow> = {},
  { settings = {}, ...channel }: { [key: string]: unknown; settings?: object } = {},
): Promise<string> {
  const _id = new ObjectId()

  await db.collection('channels').insertOne({
    _id,
    kind: 'xiaohongshu',
    mode: 'live',
    name: '小红书品牌号',
    settings: { assignee: operator.email, ...settings },
    slug: _id.toHexString(),
    timeZone: 'Asia/Shanghai',
    ...channel,
  })
  const publication = aPublication({ channel: _id, dueAt: new Date(Date.now() + minutes * MINUTE), ...row })

  await rowsOf(db).insertOne(publication)

  return publication._id
}

const viaRobot = (kind: string) => ({
  credentials: { robotUrl: secrets.seal(`${robot.url}/send?key=k`) },
  settings: { remindBy: kind },
})
const texts = () => robot.received.map(({ body }) => JSON.stringify(body))

describe('reminders of what people publish by hand', () => {
  it('go to the robot of the group, once before the time', async () => {
    const id = await plan(20, {}, viaRobot('wecom'))

    await remind()
    await remind()

    expect(texts()).toHaveLength(1)
    expect(texts()[0]).toContain('请准备')
    expect(texts()[0]).toContain(`https://beat.example/admin/collections/publications/${id}/task`)
    expect(texts()[0]).toContain('负责人 陈越')
  })

  it('come again at the time and after it, once each', async () => {
    const id = await plan(0, { state: 'awaiting-operator' }, viaRobot('feishu'))

    await remind()
    await rowsOf(db).updateOne({ _id: id }, { $set: { dueAt: new Date(Date.now() - 40 * MINUTE) } })
    await remind()
    await remind()

    expect(texts().map((text) => /现在请发布|仍未发布/.exec(text)?.[0])).toEqual(['现在请发布', '仍未发布'])
  })

  it('go by e-mail to the person whose task it is', async () => {
    const other = { _id: new ObjectId(), email: 'other@example.com', name: '周宁' }
    const id = await plan(10)

    await db.collection('users').insertOne(other)
    await db.collection<{ _id: string }>('operator_tasks').insertOne({ _id: id, assignee: other._id.toHexString() } as {
      _id: string
    })
    await remind()

    expect(mail.mails).toHaveLength(1)
    expect(mail.mails[0]).toContain('To: other@example.com')
  })

  it('are written in the language of that person', async () => {
    await db.collection('users').updateOne({ _id: operator._id }, { $set: { language: 'en' } })
    await plan(20, {}, viaRobot('wecom'))
    await remind()

    expect(texts()[0]).toMatch(/Get ready: .* by hand on 小红书品牌号 at \d+ \w+/)
  })

  it('are told of a new time anew', async () => {
    const id = await plan(20, {}, viaRobot('wecom'))

    await remind()
    await rowsOf(db).updateOne({ _id: id }, { $set: { dueAt: new Date(Date.now() + 25 * MINUTE) } })
    await remind()

    expect(texts()).toHaveLength(2)
  })

  it.each([
    ['is paused', { mode: 'paused' }],
    ['rehearses', { mode: 'rehearsal' }],
    ['publishes by itself', { kind: 'telegram' }],
    ['wants none', { settings: { remindBeforeMinutes: 0, remindBy: 'wecom' } }],
  ])('are not sent for a channel that %s', async (_title, channel) => {
    await plan(20, {}, { ...viaRobot('wecom'), ...channel })
    await remind()

    expect(robot.received).toEqual([])
    expect(mail.mails).toEqual([])
  })

  it('are not sent of what was published in the meantime', async () => {
    const id = await plan(0, { state: 'awaiting-operator' }, viaRobot('wecom'))

    robot.respond((_request, response) => void response.writeHead(503).end())
    await remind()
    robot.received.length = 0
    await rowsOf(db).updateOne({ _id: id }, { $set: { state: 'published' } })
    await db.collection('operator_reminders').updateMany({}, { $set: { nextAt: new Date(0) } })
    await remind()

    expect(robot.received).toEqual([])
  })

  it('are tried again when the robot refuses, and say why, without its key', async () => {
    await plan(20, {}, viaRobot('wecom'))
    robot.respond((_request, response) => void response.end('{"errcode":93000}'))
    await remind()

    const [refused] = await db.collection('operator_reminders').find().toArray()

    expect(refused).toMatchObject({ lastError: expect.stringContaining('93000') as string, state: 'pending', tries: 1 })
    expect(JSON.stringify(refused)).not.toContain('key=k')
  })

  it('do not come again when a worker died between sending one and writing that down', async () => {
    await plan(20, {}, viaRobot('wecom'))
    // It takes the reminder, and its answer reaches nobody any more.
    let answerDying = (): unknown => undefined

    robot.respond((_request, response) => {
      answerDying = () => response.end('{"errcode":0}')
    })
    const dying = remind()

    await expect.poll(() => robot.received.length).toBe(1)
    await db.collection('operator_reminders').updateMany({}, { $set: { leaseUntil: new Date(0) } })
    robot.respond((_request, response) => void response.end('{"errcode":0}'))
    await remind()
    await remind()

    expect(robot.received).toHaveLength(1)
    answerDying()
    await dying
  })

  it.each([
    ['robot', () => viaRobot('wecom')],
    ['mail server', () => ({})],
  ])('do not come again where the answer of the %s was lost', async (_title, by) => {
    const id = await plan(20, {}, by())

    robot.respond((_request, response) => void response.destroy())
    answerOfMail = (command) => (command === 'message' ? '' : null)
    await remind()
    answerOfMail = () => null
    await db.collection('operator_reminders').updateMany({}, { $set: { leaseUntil: null, nextAt: new Date(0) } })
    await remind()

    expect(robot.received.length + mail.mails.length).toBe(1)
    expect(await db.collection('operator_reminders').findOne({ publication: id })).toMatchObject({
      lastError: expect.any(String) as string,
      state: 'sent',
    })
  })

  it('say where nobody can be reached', async () => {
    await plan(20, {}, { settings: { assignee: 'nobody@example.com' } })
    await remind()

    expect(await db.collection('operator_reminders').findOne()).toMatchObject({
      lastError: expect.stringMatching(/recipient/) as string,
    })
  })
})
