// Longer than 300 lines: opening the database and the app costs seconds, so all that is asked of this one stands together.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Role } from '../../src/domain/roles.ts'
import { fieldErrors, openPayload, type OpenPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const OTHER_SECRET = 'whsec_c2VjcmV0LXRoYXQtaXMtb3RoZXItdGhhbi1iZWZvcmU='

let app: OpenPayload
let as: Record<Role, string>

beforeAll(async () => {
  app = await openPayload('collections')
  as = await signIn(app)
})

afterAll(() => app.close())

const create = (collection: string, body: Record<string, unknown>, language: 'en' | 'zh' = 'en') =>
  app.call('POST', `/${collection}`, { as: as.admin, body, language })

const update = (collection: string, id: unknown, body: Record<string, unknown>) =>
  app.call('PATCH', `/${collection}/${String(id)}`, { as: as.admin, body })

const idOf = (answer: Awaited<ReturnType<typeof create>>) => String(answer.body.doc['id'])

const aWebhookChannel = (slug: string, over: Record<string, unknown> = {}) => ({
  name: slug,
  slug,
  credentials: { secret: SECRET },
  kind: 'webhook',
  mode: 'live',
  settings: { url: 'https://example.com/hook' },
  timeZone: 'Asia/Shanghai',
  ...over,
})

describe('the credentials of a channel', () => {
  const stored = (id: string) =>
    app.payload.db.collections['channels']!.findById(id).lean<{ credentials: Record<string, string> }>()

  it('are sealed in the database and never returned', async () => {
    const made = await create('channels', aWebhookChannel('sealed'))
    const id = idOf(made)
    const read = await app.call('GET', `/channels/${id}`, { as: as.admin })
    const local = await app.payload.findByID({ id, collection: 'channels' })

    expect(made.status).toBe(201)
    expect(JSON.stringify([made.body, read.body, local])).not.toContain(SECRET)
    expect(local.credentials).toEqual({ secret: '••••••••' })
    expect((await stored(id))?.credentials['secret']).toMatch(/^v2\./)
  })

  it('keep a secret that a patch does not name, and one that comes back as its mask', async () => {
    const id = idOf(await create('channels', aWebhookChannel('kept')))
    const before = (await stored(id))?.credentials

    await update('channels', id, { name: '改名' })
    await update('channels', id, { credentials: { secret: '••••••••' } })

    expect((await stored(id))?.credentials).toEqual(before)
    await update('channels', id, { credentials: { secret: OTHER_SECRET } })
    expect((await stored(id))?.credentials).not.toEqual(before)
  })

  it('are checked by the kind before the channel goes live, each reason beside its field', async () => {
    const answer = await create(
      'channels',
      aWebhookChannel('unchecked', { credentials: {}, settings: { url: 'nonsense' } }),
    )

    expect(answer.status).toBe(400)
    expect(fieldErrors(answer).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['settings.url', 'credentials.secret']),
    )
  })

  it('may be incomplete while the channel rehearses', async () => {
    const body = aWebhookChannel('rehearsing', { credentials: {}, mode: 'rehearsal', settings: {} })

    expect((await create('channels', body)).status).toBe(201)
  })
})

describe('bad input', () => {
  it.each([
    [
      'a channel of an unknown kind',
      'channels',
      aWebhookChannel('k', { kind: 'telepathy' }),
      'kind',
      /invalid selection/,
    ],
    ['a channel with a bad slug', 'channels', aWebhookChannel('Bad Slug'), 'slug', /lower-case/],
    [
      'a channel in an unknown zone',
      'channels',
      aWebhookChannel('z', { timeZone: 'Asia/Shangri-La' }),
      'timeZone',
      /not a known IANA/,
    ],
    [
      'a channel with limits of its own making',
      'channels',
      aWebhookChannel('l', { limits: { smell: 3 } }),
      'limits',
      /"smell"/,
    ],
    [
      'quiet hours at 25 o’clock',
      'channels',
      aWebhookChannel('q', { quietHours: [{ from: '25:00', until: '07:00' }] }),
      'quietHours.0.from',
      /HH:MM/,
    ],
    [
      'a campaign that ends before it starts',
      'campaigns',
      { name: 'x', endAt: '2026-11-01T00:00:00Z', startAt: '2026-11-02T00:00:00Z' },
      'endAt',
      /after the start/,
    ],
    [
      'money in fractions',
      'campaigns',
      { name: 'x', budget: { amountMinor: 9.5, currency: 'CNY' } },
      'budget.amountMinor',
      /whole number/,
    ],
    [
      'a licence that ends before it begins',
      'brand-assets',
      { name: 'x', kind: 'logo', licence: { validFrom: '2026-02-01', validUntil: '2026-01-31' } },
      'licence.validUntil',
      /before 2026-02-01/,
    ],
    [
      'a day that no calendar has',
      'brand-assets',
      { name: 'x', kind: 'logo', licence: { validUntil: '2026-02-30' } },
      'licence.validUntil',
      /day of the calendar/,
    ],
    [
      'a colour that is none',
      'brand-assets',
      { name: 'x', kind: 'palette', colours: ['pink'] },
      'colours',
      /hexadecimal/,
    ],
    [
      'an account name with spaces',
      'kol-partners',
      { name: 'x', handles: [{ handle: 'two words', platform: 'douyin' }] },
      'handles.0.handle',
      /no spaces/,
    ],
    ['a link to nowhere', 'links', { url: 'javascript:alert(1)' }, 'url', /absolute address/],
    ['a link code that no address carries', 'links', { code: 'a b/c', url: 'https://example.com' }, 'code', /4 to 32/],
    ['a member named by a phone number', 'members', { pseudonym: 'm13800138000' }, 'pseudonym', /phone numbers/],
    ['a group-buy of nobody', 'offers', { name: 'x', kind: 'group-buy' }, 'groupSize', /how many people/],
    [
      'a flash sale without an end',
      'offers',
      { name: 'x', kind: 'flash-sale', startAt: '2026-11-02T00:00:00Z' },
      'endAt',
      /start and an end/,
    ],
    ['stock below nothing', 'offers', { name: 'x', stock: -1 }, 'stock', /whole number/],
    ['the same code twice', 'offers', { name: 'x', codes: ['SPRING', 'SPRING'] }, 'codes', /twice/],
    ['a segment without a rule', 'segments', { name: 'x', kind: 'custom' }, 'rule', /conditions/],
    [
      'a segment by what members do not have',
      'segments',
      { name: 'y', kind: 'custom', rule: { all: [{ field: 'salary', operator: 'gt', value: 1 }] } },
      'rule',
      /Condition 1/,
    ],
    ['a case closed in silence', 'cases', { status: 'resolved', title: 'x' }, 'resolution', /how/],
    [
      'a hashtag with its #',
      'challenges',
      { endAt: '2026-12-02T00:00:00Z', hashtag: '#春日', startAt: '2026-12-01T00:00:00Z', title: 'x' },
      'hashtag',
      /without #/,
    ],
    ['a scope that nobody knows', 'api-clients', { name: 'x', scopes: ['everything'] }, 'scopes', /Unknown scope/],
  ] as const)('names what is wrong with %s', async (_title, collection, body, path, message) => {
    const answer = await create(collection, body)
    const found = fieldErrors(answer).find((error) => error.path === path)

    expect(answer.status).toBe(400)
    expect(found?.message ?? fieldErrors(answer)).toMatch(message)
  })

  it('is told in Chinese to those who read Chinese', async () => {
    const answer = await create('links', { url: 'nonsense' }, 'zh')

    expect(fieldErrors(answer)).toEqual([{ message: '请填写以 https:// 或 http:// 开头的完整网址。', path: 'url' }])
  })
})

describe('a challenge', () => {
  const aChallenge = {
    endAt: '2026-12-20T00:00:00Z',
    hashtag: '春日底妆',
    startAt: '2026-12-01T00:00:00Z',
    title: '春日底妆挑战',
  }

  it('opens only when all is public that the law asks for', async () => {
    const id = idOf(await create('challenges', aChallenge))
    const bare = await update('challenges', id, { status: 'open' })
    const told = await update('challenges', id, {
      disclosure: Object.fromEntries(
        ['announcement', 'delivery', 'eligibility', 'forfeit', 'odds', 'organiser', 'prizeDetails', 'redemption'].map(
          (name) => [name, '见活动页'],
        ),
      ),
      prizes: [{ name: '礼盒', quantity: 3, value: { amountMinor: 29_900, currency: 'CNY' } }],
      rules: '发布一篇笔记并带话题',
      status: 'open',
    })

    expect(fieldErrors(bare).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['disclosure.organiser', 'disclosure.odds', 'prizes', 'rules']),
    )
    expect(told.body.doc).toMatchObject({ status: 'upcoming' })
  })
})

describe('a collaboration', () => {
  it('takes only the steps of its mode', async () => {
    const partner = idOf(await create('kol-partners', { name: '小鹿' }))
    const made = await create('collaborations', { mode: 'paid', partner, title: '春季' })
    const answer = await update('collaborations', idOf(made), { status: 'sample-sent' })

    expect(fieldErrors(answer)).toEqual([{ message: expect.stringContaining('"paid"') as string, path: 'status' }])
  })

  it('shares its promo code with no other, and needs none', async () => {
    const partner = idOf(await create('kol-partners', { name: '阿梨' }))
    const bare = [
      await create('collaborations', { partner, promoCode: '', title: '一' }),
      await create('collaborations', { partner, title: '二' }),
    ]
    const first = await create('collaborations', { partner, promoCode: 'ALI10', title: '三' })
    const second = await create('collaborations', { partner, promoCode: 'ALI10', title: '四' })

    expect([...bare, first].map(({ status }) => status)).toEqual([201, 201, 201])
    expect(fieldErrors(second).map(({ path }) => path)).toEqual(['promoCode'])
  })

  it('is not begun with a blocked partner', async () => {
    const partner = idOf(await create('kol-partners', { name: '风险', risk: 'blocked' }))
    const answer = await create('collaborations', { partner, title: '不行' })

    expect(fieldErrors(answer).map(({ path }) => path)).toEqual(['partner'])
  })
})

describe('what is made by itself', () => {
  it('is a code for a link and a pseudonym for a member', async () => {
    const link = await create('links', { url: 'https://example.com' })
    const member = await create('members', { nickname: '小满' })

    expect(link.body.doc['code']).toMatch(/^[a-z2-9]{8}$/)
    expect(member.body.doc['pseudonym']).toMatch(/^m-[a-z2-9]{12}$/)
  })

  it('is a signing secret for a webhook, shown once', async () => {
    const made = await create('webhooks', { name: '订单系统', events: ['post.published'], url: 'https://example.com' })
    const read = await app.call('GET', `/webhooks/${idOf(made)}`, { as: as.admin })

    expect(made.body.doc['secret']).toMatch(/^whsec_/)
    expect(read.body['secret' as never]).toBe('••••••••')
    await update('webhooks', idOf(made), { name: '改名', secret: '••••••••' })

    const stored = await app.payload.db.collections['webhooks']!.findById(idOf(made)).lean<{ secret: string }>()

    expect(stored?.secret).toMatch(/^v2\./)
  })
})

describe('what others refer to', () => {
  it('cannot be deleted, and says what to do instead', async () => {
    const partner = idOf(await create('kol-partners', { name: '有合作' }))

    await create('collaborations', { partner, title: '在用' })

    const answer = await app.call('DELETE', `/kol-partners/${partner}`, { as: as.admin })

    expect(answer.status).toBe(400)
    expect(fieldErrors(answer)[0]?.message).toContain('Block the partner')
  })
})

describe('the audit log', () => {
  const entriesOf = async (id: string) => {
    const { body } = await app.call('GET', `/audit-events?where[subjectId][equals]=${id}&sort=at&depth=0`, {
      as: as.admin,
    })

    return body.docs
  }

  it('tells who changed what from what into what', async () => {
    const id = idOf(await create('campaigns', { name: '双十二' }))

    await update('campaigns', id, { name: '双十二返场' })

    const [made, changed] = await entriesOf(id)

    expect(made).toMatchObject({ action: 'create', actorName: 'admin', subjectType: 'campaigns' })
    expect(changed).toMatchObject({ action: 'update', after: { name: '双十二返场' }, before: { name: '双十二' } })
  })

  it('says why a post was rejected', async () => {
    const id = idOf(await create('posts', { title: '待驳回' }))

    await update('posts', id, { reviewNote: '缺少广告标识', stage: 'rejected' })

    expect((await entriesOf(id)).at(-1)).toMatchObject({ after: { stage: 'rejected' }, reason: '缺少广告标识' })
  })

  it('holds no secret and no personal data', async () => {
    const channel = idOf(await create('channels', aWebhookChannel('audited')))
    const member = idOf(await create('members', { nickname: '真名叫小满' }))
    const text = JSON.stringify([await entriesOf(channel), await entriesOf(member)])

    expect(text).not.toContain(SECRET)
    expect(text).not.toContain('小满')
    expect(text).toContain('(hidden)')
  })

  it('keeps nothing of a save that was refused', async () => {
    const before = await app.payload.count({ collection: 'audit-events' })

    await create('cases', { status: 'resolved', title: '沉默' })

    expect(await app.payload.count({ collection: 'audit-events' })).toEqual(before)
  })

  it('remembers what was deleted', async () => {
    const id = idOf(await create('links', { url: 'https://example.com/gone' }))

    await app.call('DELETE', `/links/${id}`, { as: as.admin })

    expect((await entriesOf(id)).at(-1)).toMatchObject({
      action: 'delete',
      before: { url: 'https://example.com/gone' },
    })
  })
})
