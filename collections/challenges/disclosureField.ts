import type { GroupField, TextareaField } from 'payload'

import type { Labels } from '../../src/domain/channelAdapter.ts'

const item = (name: string, label: Labels): TextareaField => ({
  name,
  type: 'textarea',
  admin: { rows: 2 },
  label: { ...label },
})

/** What must be public before the start (SAMR order 32, Art. 13); a challenge cannot open without it. */
export const challengeDisclosureField: GroupField = {
  name: 'disclosure',
  type: 'group',
  admin: {
    description: {
      en: 'Required before the challenge opens (Interim Provisions on Promotions, Art. 13).',
      zh: '开始前必须公示（《规范促销行为暂行规定》第十三条）。',
    },
  },
  fields: [
    item('organiser', { en: 'Organiser and contact', zh: '主办方及联系方式' }),
    item('eligibility', { en: 'Who may take part and how', zh: '参与条件与方式' }),
    item('prizeDetails', { en: 'Prizes: kinds, quantity, price', zh: '奖品种类、数量与价格' }),
    item('odds', { en: 'Chance of winning, or how it follows', zh: '中奖概率或确定方式' }),
    item('announcement', { en: 'When and how winners are named', zh: '开奖时间与方式' }),
    item('redemption', { en: 'How and until when prizes are claimed', zh: '兑奖时间与条件' }),
    item('delivery', { en: 'How prizes are delivered', zh: '交付方式' }),
    item('forfeit', { en: 'When a prize is forfeited', zh: '弃奖条件' }),
  ],
  label: { en: 'Disclosure checklist', zh: '公示清单' },
}
