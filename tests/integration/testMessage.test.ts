import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { createSecretBox } from '../../src/channels/secretBox.ts'
import { type SandboxPost, SANDBOX_POSTS } from '../../src/sandbox/records.ts'
import { type RunningSandbox, startSandbox } from '../support/sandbox.ts'
import { startTestApp, type TestApp } from '../support/testApp.ts'

const TOKEN = 'sandbox-token'
let app: TestApp
let sandbox: RunningSandbox
let token: string

beforeAll(async () => {
  vi.stubEnv('OUTBOUND_ALLOW', '127.0.0.1')
  app = await startTestApp()
  sandbox = await startSandbox(app.db, { token: TOKEN })

  const { body } = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(body['token'])
})

afterAll(async () => {
  await app.stop()
  await sandbox.close()
  vi.unstubAllEnvs()
})

const ask = (method: string, where: string, body?: unknown, as: string | undefined = token) =>
  app.rest(method, where, { body, headers: { 'accept-language': 'zh' }, ...(as !== '' && { token: as }) })

/** A robot of a group on the stand-in, as a live account has it. */
async function connect(slug: string, changes: Record<string, unknown> = {}): Promise<string> {
  const url = `${sandbox.url}/platforms/dingtalk-robot/${slug}/robot/send?access_token=${TOKEN}`
  const answer = await ask('POST', '/channels', {
    credentials: { secret: TOKEN, url },
    kind: 'dingtalk-robot',
    mode: 'live',
    name: `群 ${slug}`,
    settings: { keyword: '补涂' },
    slug,
    ...changes,
  })

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

const seenIn = (account: string) => app.db.collection<SandboxPost>(SANDBOX_POSTS).find({ account }).toArray()

describe('POST /api/channels/:id/test-message', () => {
  it('says a few words in the group with its key word, once, and remembers who asked', async () => {
    const id = await connect('group')
    const answer = await ask('POST', `/channels/${id}/test-message`)

    expect(answer).toMatchObject({ body: { findings: [], isSent: true, mode: 'live' }, status: 200 })

    const posts = await seenIn('group')

    expect(posts).toHaveLength(1)
    expect(posts[0]).toMatchObject({
      text: expect.stringMatching(/群 group[^]*补涂/) as string,
      title: '测试消息 Test message',
    })
    expect(await app.db.collection('publications').countDocuments()).toBe(0)
    expect(await app.db.collection('audit-events').findOne({ action: 'test-message' })).toMatchObject({
      actorName: 'admin',
      after: { isSent: true },
      subjectId: id,
    })
  })

  it('says what the platform has against it, in the language of whoever asks', async () => {
    const id = await connect('wrong', {
      credentials: {
        secret: 'SECwrong',
        url: `${sandbox.url}/platforms/dingtalk-robot/wrong/robot/send?access_token=${TOKEN}`,
      },
    })

    expect((await ask('POST', `/channels/${id}/test-message`)).body).toMatchObject({
      findings: [{ message: expect.stringMatching(/机器人的安全设置未通过/) as string }],
      isSent: false,
    })
    expect(await seenIn('wrong')).toEqual([])
  })

  it('is refused where nothing may be sent', async () => {
    const paused = await connect('paused', { mode: 'paused' })
    const feed = await connect('site', { credentials: {}, kind: 'feed', settings: {} })
    const group = await connect('frozen')

    expect(await ask('POST', `/channels/${paused}/test-message`)).toMatchObject({
      body: { errors: [{ code: 'CHANNEL_PAUSED' }] },
      status: 400,
    })
    expect(await ask('POST', `/channels/${feed}/test-message`)).toMatchObject({
      body: { errors: [{ code: 'TEST_MESSAGE_KIND', message: '仅群机器人支持测试消息，其他渠道请使用“测试连接”。' }] },
      status: 400,
    })

    await ask('POST', '/globals/operations', { frozen: true })
    expect(await ask('POST', `/channels/${group}/test-message`)).toMatchObject({
      body: { errors: [{ code: 'FROZEN' }] },
      status: 400,
    })
    expect(await seenIn('frozen')).toEqual([])
    await ask('POST', '/globals/operations', { frozen: false })
  })

  it.each([
    ['rehearsal', 'live'],
    ['live', 'rehearsal'],
  ])('is not sent for who takes the channel to be in %s while it is in %s', async (mode, saved) => {
    const slug = `meant-${saved}`
    const id = await connect(slug, { mode: saved })

    expect(await ask('POST', `/channels/${id}/test-message`, { mode })).toMatchObject({
      body: { errors: [{ code: 'CONFLICT', message: expect.stringMatching(/^未发送：渠道的模式已变更/) as string }] },
      status: 409,
    })
    expect(await seenIn(slug)).toEqual([])
    expect(await ask('POST', `/channels/${id}/test-message`, { mode: saved })).toMatchObject({
      body: { mode: saved },
      status: 200,
    })
  })

  it('is refused by name where the secret of the account is lost, and in rehearsal goes its way all the same', async () => {
    const lost = createSecretBox({ secret: 'a secret that is lost' }).seal('x')
    const id = await connect('lost')
    const change = (set: Record<string, unknown>) =>
      app.db.collection('channels').updateOne({ _id: new ObjectId(id) }, { $set: set })

    await change({ credentials: { secret: lost, url: lost } })
    expect(await ask('POST', `/channels/${id}/test-message`)).toMatchObject({
      body: { errors: [{ code: 'SECRET_LOST', message: expect.stringMatching(/^无法解开已保存的凭据/) as string }] },
      status: 400,
    })
    expect(await seenIn('lost')).toEqual([])

    await change({ mode: 'rehearsal' })
    expect(await ask('POST', `/channels/${id}/test-message`)).toMatchObject({
      body: { mode: 'rehearsal' },
      status: 200,
    })
  })

  it('leaves an account that a look found likely to work without a day on which it worked', async () => {
    const id = await connect('likely')

    expect((await ask('POST', `/channels/${id}/check`)).body).toMatchObject({
      findings: [{ code: 'CHECK_LIKELY', message: expect.stringMatching(/请发送测试消息确认/) as string }],
      isFine: true,
      isTold: false,
    })

    const channel = await app.db.collection('channels').findOne({ slug: 'likely' })

    expect(channel?.['health']).toMatchObject({ findings: [{ code: 'CHECK_LIKELY' }] })
    expect(channel?.['health']).not.toHaveProperty('workedAt')
  })

  it('is for admins and editors, and of channels that are there', async () => {
    const id = await connect('asked')
    const signIn = async (role: string): Promise<string> => {
      const person = { email: `${role}@example.com`, password: 'a long password' }

      await ask('POST', '/users', { ...person, roles: [role] })

      return String((await app.rest('POST', '/users/login', { body: person })).body['token'])
    }
    const status = async (as: string, channel = id) =>
      (await ask('POST', `/channels/${channel}/test-message`, undefined, as)).status

    expect([await status(''), await status(await signIn('analyst')), await status(await signIn('editor'))]).toEqual([
      401, 403, 200,
    ])
    expect(await status(token, '0'.repeat(24))).toBe(404)
  })
})
