import type { Field } from 'payload'

import type { PartnerTier, PartnerType } from '../../src/domain/partner.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'

/** Who the partner is. */
export const partnerProfileFields: Field[] = [
  { name: 'name', type: 'text', index: true, label: { en: 'Name', zh: '名称' }, required: true },
  {
    type: 'row',
    fields: [
      {
        name: 'type',
        type: 'select',
        defaultValue: 'kol',
        index: true,
        label: { en: 'Type', zh: '身份' },
        options: choices<PartnerType>({
          celebrity: { en: 'Celebrity', zh: '明星' },
          'community-leader': { en: 'Community leader', zh: '团长/社群主理人' },
          koc: { en: 'KOC', zh: 'KOC' },
          kol: { en: 'KOL', zh: 'KOL' },
          media: { en: 'Media', zh: '媒体' },
        }),
        required: true,
      },
      {
        name: 'tier',
        type: 'select',
        admin: {
          description: {
            en: 'Market terms differ by platform, so it is chosen and not computed.',
            zh: '各平台口径不同，由团队自行选择。',
          },
        },
        index: true,
        label: { en: 'Tier', zh: '层级' },
        options: choices<PartnerTier>({
          nano: { en: 'Nano', zh: '素人' },
          micro: { en: 'Micro', zh: '小达人' },
          mid: { en: 'Mid', zh: '腰部' },
          macro: { en: 'Macro', zh: '头部' },
          top: { en: 'Top', zh: '超头部' },
        }),
      },
    ],
  },
  {
    name: 'categories',
    type: 'text',
    admin: { description: { en: 'Such as skincare, make-up.', zh: '例如 护肤、彩妆。' } },
    hasMany: true,
    index: true,
    label: { en: 'Categories', zh: '领域' },
  },
  { name: 'avatar', type: 'upload', label: { en: 'Picture', zh: '头像' }, relationTo: MEDIA },
  { name: 'city', type: 'text', label: { en: 'City', zh: '城市' } },
  { name: 'agency', type: 'text', label: { en: 'Agency (MCN)', zh: '所属机构（MCN）' } },
  { name: 'bio', type: 'textarea', label: { en: 'About', zh: '简介' } },
]
