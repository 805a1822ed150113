import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { HOUR } from '../../src/domain/duration.ts'
import type { Role } from '../../src/domain/roles.ts'
import { fieldErrors, type OpenPayload, openPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayload
let as: Record<Role, string>
let paused: string
let post: string

beforeAll(async () => {
  app = await openPayload('reasons_test')
  as = await signIn(app)
  paused = await create('/channels', { kind: 'feed', mode: 'paused', name: '官网', slug: 'site' })
  post = await create('/posts', { kind: 'note', title: '未审核' })
})

afterAll(() => app.close())

async function create(path: string, body: object): Promise<string> {
  const { body: answer } = await app.call('POST', path, { as: as.admin, body })

  return String(answer.doc['id'])
}

const armed = () => ({
  channels: [paused],
  post,
  publishAt: new Date(Date.now() + HOUR).toISOString(),
  publishAt_tz: 'Asia/Shanghai',
  state: 'armed',
})

describe('reasons over REST', () => {
  it.each([
    ['en', ['The newest version of the post is not approved but “draft”', 'The channel “官网” is paused']],
    ['zh', ['内容的最新版本尚未通过审核（现为草稿）', '渠道「官网」已暂停']],
  ] as const)('say in %s why a schedule cannot be armed, each with its code', async (language, expected) => {
    const answer = await app.call('POST', '/schedules', { as: as.editor, body: armed(), language })
    const errors = fieldErrors(answer) as { code?: string; message: string }[]

    expect(answer.status).toBe(400)
    expected.forEach((sentence) => expect(errors.map(({ message }) => message).join()).toContain(sentence))
    expect(answer.body.errors?.[0]?.message).toMatch(language === 'zh' ? /\p{Script=Han}/u : /^The following/)
    expect(answer.body.errors?.[0]?.data?.errors).toMatchObject([
      { code: 'POST_NOT_APPROVED', path: 'post' },
      { code: 'CHANNEL_PAUSED', path: 'channels' },
    ])
  })

  it.each([
    ['en', '“retry” is not possible from “cancelled”'],
    ['zh', '当前为已取消，不能执行「重试」。'],
  ] as const)('say in %s why an act does not fit', async (language, expected) => {
    const channel = await create('/channels', { kind: 'feed', mode: 'live', name: '应用', slug: `app-${language}` })
    const approved = await create('/posts', { kind: 'note', title: '已审核' })

    await app.call('PATCH', `/posts/${approved}`, { as: as.admin, body: { stage: 'approved' } })

    const schedule = await create('/schedules', { ...armed(), channels: [channel], post: approved })
    const row = await app.payload.find({ collection: 'publications', where: { schedule: { equals: schedule } } })
    const id = String(row.docs[0]?.id)

    await app.call('POST', `/publications/${id}/cancel`, { as: as.editor, body: {} })

    const answer = await app.call('POST', `/publications/${id}/retry`, { as: as.editor, body: {}, language })

    expect(answer.status).toBe(409)
    expect(answer.body.errors?.[0]).toMatchObject({ code: 'CONFLICT', message: expected, reason: 'STATE' })

    const stored = await app.call('GET', `/publications/${id}`, { as: as.editor, language })

    expect((stored.body as Record<string, unknown>)['error']).toMatchObject({
      code: 'CANCELLED',
      message: language === 'zh' ? '已由人工取消。' : 'Cancelled by a person',
    })
  })

  it.each([
    ['en', 'The title is 2 characters over the 4 that are taken'],
    ['zh', '标题超 4 字 2 字'],
  ] as const)('say in %s what a channel would refuse', async (language, expected) => {
    const channel = await create('/channels', {
      kind: 'feed',
      limits: { title: { max: 4, unit: 'grapheme' } },
      mode: 'live',
      name: '短屏',
      slug: `short-${language}`,
    })
    const long = await create('/posts', { kind: 'note', title: '六个字的标题' })
    const answer = await app.call('POST', `/posts/${long}/preview`, {
      as: as.editor,
      body: { channels: [channel] },
      language,
    })

    expect(JSON.stringify(answer.body)).toContain(expected)
  })

  it('say in both languages what stands in the way of a release', async () => {
    const channel = await create('/channels', { kind: 'feed', mode: 'live', name: '首页', slug: 'home' })
    const approved = await create('/posts', { kind: 'note', title: '已审核' })

    await app.call('PATCH', `/posts/${approved}`, { as: as.admin, body: { stage: 'approved' } })
    const schedule = await create('/schedules', { ...armed(), channels: [channel], post: approved, state: 'planned' })
    const campaign = await create('/campaigns', {
      name: '双十二',
      release: { items: [{ action: 'publish', key: 'a', subject: { relationTo: 'schedules', value: schedule } }] },
    })
    const sayOf = async (act: string, language: 'en' | 'zh') => {
      const { body, status } = await app.call('POST', `/campaigns/${campaign}/release/${act}`, {
        as: as.admin,
        body: {},
        language,
      })
      const [error] = body.errors as unknown as { code: string; message: string; reason: string }[]

      return [status, error?.code, error?.reason, error?.message]
    }

    expect(await sayOf('cancel', 'zh')).toEqual([
      404,
      'NOT_FOUND',
      'RELEASE_NEVER_ARMED',
      '该活动的发布编排从未设为就绪。',
    ])
    await app.call('POST', `/campaigns/${campaign}/release/arm`, { as: as.admin, body: {} })
    expect(await sayOf('arm', 'zh')).toEqual([409, 'CONFLICT', 'RELEASE_STANDS', '发布编排已就绪，不能再次设为就绪。'])
    expect(await sayOf('arm', 'en')).toEqual([409, 'CONFLICT', 'RELEASE_STANDS', 'The release is armed already'])
    await app.call('POST', `/campaigns/${campaign}/release/cancel`, { as: as.admin, body: {} })
    expect(await sayOf('cancel', 'zh')).toEqual([409, 'CONFLICT', 'RELEASE_STATE', '发布编排已取消，不能变为已取消。'])
  })

  it.each([
    ['an act on what is not there', '/publications/none/retry', 'admin', 404, '没有这条发布记录：none。'],
    ['a look at no channel', '/channels/none/check', 'admin', 404, '没有该内容，或您无权查看。'],
    ['a look that is not theirs', '/channels/none/check', 'editor', 403, '仅管理员可以检查渠道。'],
    [
      'an occurrence of nothing',
      `/schedules/${'0'.repeat(24)}/occurrences`,
      'admin',
      404,
      '没有这条排期，或您无权查看。',
    ],
  ] as const)('say in Chinese why there is no %s', async (_title, path, role, status, message) => {
    const body = { action: 'cancel', occurrenceAt: '2027-01-01T00:00:00Z', scope: 'this' }
    const answer = await app.call('POST', path, { as: as[role], body, language: 'zh' })

    expect([answer.status, answer.body.errors?.[0]?.message]).toEqual([status, message])
  })

  it('say in both languages what is wrong with an account', async () => {
    const broken = { kind: 'webhook', mode: 'live', name: '门店', settings: { url: 'ftp://x' }, slug: 'shop' }
    const inChinese = await app.call('POST', '/channels', { as: as.admin, body: broken, language: 'zh' })
    const inEnglish = await app.call('POST', '/channels', { as: as.admin, body: broken })

    expect(fieldErrors(inChinese)[0]?.message).toBe('settings.url 必须是 http 或 https 网址。')
    expect(fieldErrors(inEnglish)[0]?.message).toBe('settings.url must be an http or https address')
  })
})
