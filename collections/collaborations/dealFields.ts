import type { Field } from 'payload'

import type { CollaborationMode, CollaborationStatus } from '../../src/domain/collaboration.ts'
import { AD_WORD } from '../../src/domain/disclosure/adLabel.ts'
import { CAMPAIGNS, KOL_PARTNERS, USERS } from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'

/** Who does what for whom, and how far it is. */
export const collaborationDealFields: Field[] = [
  { name: 'title', type: 'text', label: { en: 'Title', zh: '标题' }, required: true },
  {
    type: 'row',
    fields: [
      {
        name: 'partner',
        type: 'relationship',
        index: true,
        label: { en: 'Partner', zh: '合作方' },
        relationTo: KOL_PARTNERS,
        required: true,
      },
      {
        name: 'campaign',
        type: 'relationship',
        index: true,
        label: { en: 'Campaign', zh: '活动' },
        relationTo: CAMPAIGNS,
      },
    ],
  },
  {
    type: 'row',
    fields: [
      {
        name: 'mode',
        type: 'select',
        defaultValue: 'paid',
        index: true,
        label: { en: 'Mode', zh: '合作模式' },
        options: choices<CollaborationMode>({
          commission: { en: 'Commission', zh: '纯佣' },
          hybrid: { en: 'Hybrid', zh: '混合' },
          paid: { en: 'Paid', zh: '付费' },
          sample: { en: 'Sample', zh: '寄样置换' },
        }),
        required: true,
      },
      {
        name: 'status',
        type: 'select',
        admin: {
          description: { en: 'Which steps there are depends on the mode.', zh: '可用步骤取决于合作模式。' },
        },
        defaultValue: 'lead',
        index: true,
        label: { en: 'Status', zh: '状态' },
        options: choices<CollaborationStatus>({
          lead: { en: 'Lead', zh: '意向' },
          quoted: { en: 'Quoted', zh: '报价' },
          contracted: { en: 'Contracted', zh: '签约' },
          'sample-sent': { en: 'Sample sent', zh: '寄样' },
          briefed: { en: 'Briefed', zh: 'Brief 已发' },
          script: { en: 'Script', zh: '脚本' },
          'first-draft': { en: 'First draft', zh: '初稿' },
          'final-draft': { en: 'Final draft', zh: '终稿' },
          scheduled: { en: 'Scheduled', zh: '已排期' },
          published: { en: 'Published', zh: '已发布' },
          measuring: { en: 'Measuring', zh: '数据回收' },
          accepted: { en: 'Accepted', zh: '验收' },
          settled: { en: 'Settled', zh: '结算' },
          archived: { en: 'Archived', zh: '归档' },
          disputed: { en: 'Disputed', zh: '争议' },
          cancelled: { en: 'Cancelled', zh: '取消' },
        }),
        required: true,
      },
      { name: 'owner', type: 'relationship', index: true, label: { en: 'Owner', zh: '负责人' }, relationTo: USERS },
    ],
  },
  { name: 'brief', type: 'textarea', admin: { rows: 6 }, label: { en: 'Brief', zh: 'Brief' } },
  {
    name: 'disclosure',
    type: 'group',
    fields: [
      {
        name: 'required',
        type: 'checkbox',
        defaultValue: true,
        label: { en: 'Must be labelled as advertising', zh: '须标明“广告”' },
      },
      { name: 'label', type: 'text', defaultValue: AD_WORD, label: { en: 'Label', zh: '标识文字' } },
      {
        name: 'platformSwitch',
        type: 'checkbox',
        defaultValue: false,
        label: { en: "Platform's own switch is on", zh: '已开启平台品牌合作标识' },
      },
    ],
    label: { en: 'Disclosure', zh: '广告标识' },
  },
]
