import { randomBytes } from 'node:crypto'

import type { Payload } from 'payload'

import { DAY } from '../domain/duration.ts'
import { CAMPAIGNS, CHANNELS, KOL_PARTNERS, SEGMENTS, USERS } from '../domain/slugs.ts'
import { demoAccounts } from './demoAccounts.ts'
import type { Channel } from '../payload-types.ts'
import { DEMO_CAMPAIGNS, type DemoChannel } from './demoPost.ts'
import { demoPartners } from './partners.ts'

export interface SettingIds {
  campaigns: Record<keyof typeof DEMO_CAMPAIGNS, string>
  channels: Record<DemoChannel, string>
  partners: Map<string, string>
  segments: string[]
  users: string[]
}

/** People, channels, segments, campaigns and partners: what posts refer to. */
export async function seedSetting(payload: Payload, now: Date): Promise<SettingIds> {
  const users: string[] = []

  for (const { email, name, password, role } of demoAccounts) {
    users.push((await payload.create({ collection: USERS, data: { email, name, password, roles: [role] } })).id)
  }

  const channels = await seedChannels(payload)
  const segments = await seedSegments(payload)
  const campaigns = await seedCampaigns({
    channels: Object.values(channels),
    now,
    owner: users[1] ?? '',
    payload,
    segments,
  })
  const partners = new Map<string, string>()

  for (const one of demoPartners) {
    const { id } = await payload.create({
      collection: KOL_PARTNERS,
      data: {
        categories: [...one.categories],
        city: one.city,
        handles: [
          {
            followers: one.followers,
            handle: one.handle,
            measuredOn: toDay(now, -3),
            medianEngagements: Math.round(one.followers * 0.031),
            medianViews: Math.round(one.followers * 0.42),
            platform: one.platform,
          },
        ],
        name: one.name,
        owner: users[3] ?? null,
        rateCards: [
          {
            format: one.type === 'community-leader' ? '社群推荐' : '图文或视频一条',
            platform: one.platform,
            price: { amountMinor: one.price, currency: 'CNY' },
            usageDays: 90,
            validFrom: toDay(now, -60),
          },
        ],
        risk: 'none',
        tier: one.tier,
        type: one.type,
      },
    })

    partners.set(one.name, id)
  }

  return { campaigns, channels, partners, segments, users }
}

/** A calendar day of Asia/Shanghai, some days from now. */
export const toDay = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })

async function seedChannels(payload: Payload): Promise<Record<DemoChannel, string>> {
  const create = async (data: Pick<Channel, 'kind' | 'name' | 'slug'> & Partial<Channel>): Promise<string> => {
    const { id } = await payload.create({
      collection: CHANNELS,
      data: { mode: 'live', timeZone: 'Asia/Shanghai', ...data },
    })

    return id
  }

  return {
    'group-robot': await create({
      credentials: { secret: `whsec_${randomBytes(24).toString('base64')}` },
      kind: 'webhook',
      mode: 'rehearsal',
      name: '社群机器人',
      settings: { url: 'https://example.com/hooks/drumbeat' },
      slug: 'group-robot',
    }),
    microblog: await create({ kind: 'sandbox', name: '短博', slug: 'microblog' }),
    'mini-home': await create({ kind: 'feed', name: '小程序首页', settings: { public: true }, slug: 'mini-home' }),
    notes: await create({
      kind: 'sandbox',
      name: '种草笔记',
      slots: [{ time: '12:10' }, { time: '18:30' }, { time: '21:00' }],
      slug: 'notes',
    }),
    'official-account': await create({
      kind: 'sandbox',
      name: '公众号 · 朝露颜究所',
      slots: [
        { time: '12:10', weekdays: ['MO', 'TU', 'WE', 'TH', 'FR'] },
        { time: '20:30', weekdays: ['MO', 'TU', 'WE', 'TH', 'FR'] },
      ],
      slug: 'official-account',
    }),
  }
}

async function seedSegments(payload: Payload): Promise<string[]> {
  const segments = [
    { description: '入群 14 天以内', kind: 'new', name: '新人' },
    { description: '近 7 天有互动', kind: 'active', name: '活跃用户' },
    { description: '30 天没有互动', kind: 'dormant', name: '沉睡用户' },
    { description: '互动明显下降', kind: 'churn-risk', name: '流失预警' },
    {
      description: '积分 500 以上',
      kind: 'custom',
      name: '高积分会员',
      rule: { all: [{ field: 'points', operator: 'gte', value: 500 }] },
    },
  ] as const
  const ids: string[] = []

  for (const data of segments) {
    ids.push((await payload.create({ collection: SEGMENTS, data })).id)
  }

  return ids
}

interface SeedCampaignsArgs {
  channels: string[]
  now: Date
  owner: string
  payload: Payload
  segments: string[]
}

async function seedCampaigns({ channels, now, owner, payload, segments }: SeedCampaignsArgs) {
  const create = async (args: { budget: number; from: number; goal: string; name: string; until: number }) =>
    (
      await payload.create({
        collection: CAMPAIGNS,
        data: {
          budget: { amountMinor: args.budget, currency: 'CNY' },
          channels,
          endAt: new Date(now.getTime() + args.until * DAY).toISOString(),
          goal: args.goal,
          kpis: [
            { metric: 'view', target: 20_000 },
            { metric: 'order', target: 300 },
            { metric: 'join', target: 120 },
          ],
          name: args.name,
          owner,
          segments: segments.slice(0, 2),
          startAt: new Date(now.getTime() + args.from * DAY).toISOString(),
          status: 'active',
        },
      })
    ).id

  return {
    ingredients: await create({
      budget: 3_000_000,
      from: -20,
      goal: '把成分讲明白，让社群成员学会自己判断。',
      name: DEMO_CAMPAIGNS.ingredients,
      until: 40,
    }),
    twelve: await create({
      budget: 28_000_000,
      from: -5,
      goal: '双十二期间拉新 120 人，订单 300 单。',
      name: DEMO_CAMPAIGNS.twelve,
      until: 21,
    }),
    winter: await create({
      budget: 9_600_000,
      from: -14,
      goal: '入冬修护心智，唤醒沉睡用户。',
      name: DEMO_CAMPAIGNS.winter,
      until: 60,
    }),
  }
}
