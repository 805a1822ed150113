import type { Payload, RequiredDataFromCollectionSlug } from 'payload'

import { DAY, HOUR } from '../domain/duration.ts'
import type { SeededRandom } from '../domain/seededRandom.ts'
import { CASES, CHALLENGES, OFFERS, SUBMISSIONS } from '../domain/slugs.ts'
import type { DemoMember } from './seedMembers.ts'
import type { SettingIds } from './seedSetting.ts'

export interface CommunityIds {
  challenges: string[]
  offers: { id: string; redeemed: number }[]
  submissions: { challenge: string; createdAt: string; id: string; member: string }[]
}

export interface SeedCommunityArgs {
  members: readonly DemoMember[]
  now: Date
  payload: Payload
  random: SeededRandom
  setting: SettingIds
}

/** Offers, challenges with their entries, and what members asked or complained about. */
export async function seedCommunity(args: SeedCommunityArgs): Promise<CommunityIds> {
  const offers = await seedOffers(args)
  const challenges = await seedChallenges(args)
  const submissions = await seedSubmissions({ ...args, challenges })

  await seedCases(args)

  return { challenges, offers, submissions }
}

const iso = (now: Date, days: number): string => new Date(now.getTime() + days * DAY).toISOString()

const cny = (amountMinor: number) => ({ amountMinor, currency: 'CNY' as const })

async function seedOffers({ now, payload, setting: { campaigns, segments } }: SeedCommunityArgs) {
  const base = { campaign: campaigns.twelve, perMember: 1, startAt: iso(now, -3) }
  const offers: (RequiredDataFromCollectionSlug<'offers'> & { redeemed: number })[] = [
    {
      ...base,
      codes: ['DEC12-30'],
      discount: cny(3_000),
      endAt: iso(now, 20),
      kind: 'coupon',
      minimumSpend: cny(19_900),
      name: '双十二满 199 减 30',
      redeemed: 86,
      stock: 2_000,
    },
    {
      ...base,
      endAt: iso(now, 10),
      groupSize: 3,
      kind: 'group-buy',
      name: '保湿三件套三人团',
      price: cny(6_900),
      redeemed: 41,
      stock: 300,
    },
    {
      ...base,
      endAt: iso(now, 2),
      kind: 'flash-sale',
      name: '晚八点限时：护手霜 19.9',
      price: cny(1_990),
      redeemed: 120,
      stock: 120,
    },
    {
      ...base,
      endAt: iso(now, 60),
      kind: 'welcome-pack',
      name: '新人礼包 9.9',
      price: cny(990),
      redeemed: 33,
      segments: segments.slice(0, 1),
      stock: 500,
    },
  ]
  const made: CommunityIds['offers'] = []

  for (const offer of offers) {
    const terms = '每人限领一份，不与其他优惠叠加，数量有限，领完即止。'
    // Counted by the events that the demo tells of it.
    const { redeemed, ...data } = offer
    const { id } = await payload.create({ collection: OFFERS, data: { ...data, terms } })

    made.push({ id, redeemed })
  }

  return made
}

const DISCLOSURE = {
  announcement: '活动结束后三个工作日内，在挑战赛页面与群公告同步公布。',
  delivery: '快递寄送，运费由主办方承担。',
  eligibility: '年满 18 周岁的社群成员，每人可投稿一次。',
  forfeit: '公布后七日内未提供收件信息，视为放弃。',
  odds: '按有效投稿数随机抽取，概率为奖品数除以有效投稿数。',
  organiser: '朝露颜究所，客服电话见小程序“联系我们”。',
  prizeDetails: '护手霜 20 支(单价 39 元)、面霜 3 瓶(单价 168 元)。',
  redemption: '在小程序填写收件信息，截止公布后七日。',
}

async function seedChallenges({
  now,
  payload,
  setting: { campaigns, channels },
}: SeedCommunityArgs): Promise<string[]> {
  const base = {
    campaign: campaigns.winter,
    channels: [channels.notes, channels['mini-home']],
    disclosure: DISCLOSURE,
    minimumAge: 18,
    prizes: [
      { name: '护手霜', quantity: 20, value: cny(3_900) },
      { name: '屏障面霜', quantity: 3, value: cny(16_800) },
    ],
    status: 'open' as const,
  }
  const challenges = [
    {
      ...base,
      endAt: iso(now, 4),
      hashtag: '素颜打卡七天',
      judging: { announceAt: iso(now, 7), mode: 'draw' as const },
      rules: '连续七天带话题发布素颜照或护肤台照片，缺一天视为未完成。',
      startAt: iso(now, -6),
      title: '素颜打卡七天',
    },
    {
      ...base,
      endAt: iso(now, 12),
      hashtag: '空瓶大赛',
      judging: { announceAt: iso(now, 15), mode: 'votes' as const },
      rules: '上传今年用完的空瓶合影，由社群成员投票。',
      startAt: iso(now, -2),
      title: '年度空瓶大赛',
    },
  ]
  const ids: string[] = []

  for (const data of challenges) {
    ids.push((await payload.create({ collection: CHALLENGES, data })).id)
  }

  return ids
}

const WORDS = [
  '第一天，素颜有点紧张。',
  '今天带上了妈妈一起打卡。',
  '护肤台终于收拾好了。',
  '坚持到第四天，没想到会喜欢。',
  '空瓶摆满了窗台。',
  '用完才发现自己最爱这一瓶。',
  '全部洗干净准备回收。',
  '从大学用到现在的老朋友。',
]

async function seedSubmissions(
  args: SeedCommunityArgs & { challenges: string[] },
): Promise<CommunityIds['submissions']> {
  const { challenges, members, now, payload, random } = args
  const made: CommunityIds['submissions'] = []

  for (let index = 0; index < 28; index += 1) {
    const member = members[index * 5]
    const challenge = challenges[index % challenges.length]

    if (member === undefined || challenge === undefined) {
      continue
    }

    const createdAt = new Date(now.getTime() - random.between(2, index % 2 === 0 ? 140 : 46) * HOUR).toISOString()
    const moderation = index < 22 ? ('approved' as const) : ('pending' as const)
    const { id } = await payload.create({
      collection: SUBMISSIONS,
      data: {
        challenge,
        createdAt,
        member: member.id,
        moderation,
        text: random.pick(WORDS),
        title: `投稿 ${index + 1}`,
      },
    })

    made.push({ challenge, createdAt, id, member: member.id })
  }

  return made
}

async function seedCases({ members, now, payload, setting: { users } }: SeedCommunityArgs): Promise<void> {
  const assignee = users[4] ?? null
  const cases = [
    {
      description: '收到的面霜盖子裂了，希望补发。',
      kind: 'complaint',
      severity: 'high',
      status: 'in-progress',
      title: '面霜破损',
    },
    { description: '孕期可以用 A 醇吗？', kind: 'question', severity: 'normal', status: 'open', title: '孕期使用咨询' },
    {
      description: '有人说香精会致癌，群里在传。',
      kind: 'rumour',
      severity: 'critical',
      status: 'open',
      title: '香精谣言',
    },
    {
      description: '拼团没成，钱什么时候退？',
      kind: 'complaint',
      severity: 'normal',
      status: 'open',
      title: '拼团退款',
    },
    {
      description: '新人礼包领不到。',
      kind: 'question',
      resolution: '活动页缓存问题，已补发。',
      severity: 'low',
      status: 'resolved',
      title: '新人礼包',
    },
    {
      description: '体验官名单什么时候出？',
      kind: 'question',
      resolution: '已在群公告说明公布时间。',
      severity: 'low',
      status: 'resolved',
      title: '体验官名单',
    },
  ] as const

  for (const [index, data] of cases.entries()) {
    await payload.create({
      collection: CASES,
      data: { ...data, assignee, dueAt: iso(now, index - 1), member: members[index * 7]?.id ?? null },
    })
  }
}
