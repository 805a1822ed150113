import type { Payload } from 'payload'

import { DAY } from '../domain/duration.ts'
import { COLLABORATIONS, LINKS } from '../domain/slugs.ts'
import type { SettingIds } from './seedSetting.ts'
import { toDay } from './seedSetting.ts'

export interface DemoLink {
  code: string
  id: string
}

const DEALS = [
  { campaign: 'twelve', fee: 1_200_000, mode: 'paid', name: '林小满', promo: 'LXM30', status: 'published' },
  {
    campaign: 'ingredients',
    fee: 1_600_000,
    mode: 'hybrid',
    name: '配方师老周',
    promo: 'LAOZHOU',
    status: 'measuring',
  },
  { campaign: 'winter', fee: 0, mode: 'commission', name: '小区团长阿芳', promo: 'AFANG', status: 'scheduled' },
  { campaign: 'twelve', fee: 4_500_000, mode: 'paid', name: '桃子酱的化妆包', promo: 'TAOZI', status: 'final-draft' },
  { campaign: 'winter', fee: 950_000, mode: 'paid', name: '豆花不加糖', promo: 'DOUHUA', status: 'briefed' },
  { campaign: 'winter', fee: 0, mode: 'sample', name: '早八人小鹿', promo: null, status: 'sample-sent' },
  { campaign: 'twelve', fee: 3_200_000, mode: 'hybrid', name: '直播间的小夏', promo: 'XIAXIA', status: 'quoted' },
  { campaign: 'ingredients', fee: 380_000, mode: 'paid', name: '阿梨同学', promo: 'ALI', status: 'settled' },
] as const

/** Running deals with partners, each with its tracked address; the plan adds more where it names a partner. */
export async function seedCollaborations(
  payload: Payload,
  { now, setting }: { now: Date; setting: SettingIds },
): Promise<DemoLink[]> {
  const links: DemoLink[] = []

  for (const [index, deal] of DEALS.entries()) {
    const campaign = setting.campaigns[deal.campaign]
    const { id } = await payload.create({
      collection: COLLABORATIONS,
      data: {
        brief: '突出真实使用感受，不做功效承诺，发布时标注“广告”。',
        campaign,
        commissionPercent: deal.mode === 'commission' || deal.mode === 'hybrid' ? 12 : null,
        deliverables: [
          {
            channel: setting.channels.notes,
            dueAt: new Date(now.getTime() + (index - 3) * 2 * DAY).toISOString(),
            requirements: '实拍图三张以上，含产品与使用场景。',
            status: index < 2 ? 'published' : 'open',
            type: index === 6 ? 'livestream' : 'note',
          },
        ],
        disclosure: { label: '广告', platformSwitch: true, required: true },
        fees:
          deal.fee === 0
            ? []
            : [{ amount: { amountMinor: deal.fee, currency: 'CNY' }, dueOn: toDay(now, 30), kind: 'fee' }],
        mode: deal.mode,
        owner: setting.users[3] ?? null,
        partner: setting.partners.get(deal.name) ?? '',
        status: deal.status,
        title: `${deal.name} × ${deal.campaign === 'twelve' ? '双十二' : deal.campaign === 'winter' ? '冬日屏障' : '成分课堂'}`,
        ...(deal.promo === null ? {} : { promoCode: deal.promo }),
      },
    })
    const code = `demo${String(index + 1).padStart(2, '0')}`
    const link = await payload.create({
      collection: LINKS,
      data: {
        campaign,
        code,
        collaboration: id,
        url: 'https://example.com/zhaolu/shop',
        utm: { campaign: deal.campaign, medium: 'kol', source: 'drumbeat' },
      },
    })

    links.push({ code, id: link.id })
  }

  return links
}
