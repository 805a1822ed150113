import type { ArrayField } from 'payload'

import { fees } from '../../src/access/fieldAccess.ts'
import { dayField } from '../fields/dayField.ts'
import { moneyField } from '../fields/moneyField.ts'
import { platformField } from '../fields/platformField.ts'

/** What the partner asked for, version by version; old prices stay, so that an old deal can be understood. */
export const rateCardsField: ArrayField = {
  name: 'rateCards',
  type: 'array',
  access: fees,
  admin: { initCollapsed: true },
  fields: [
    {
      type: 'row',
      fields: [
        platformField(),
        {
          name: 'format',
          type: 'text',
          admin: { description: { en: 'Such as note, video, livestream.', zh: '例如 图文、视频、直播。' } },
          label: { en: 'Format', zh: '形式' },
          required: true,
        },
      ],
    },
    moneyField({ name: 'price', label: { en: 'Price', zh: '报价' } }),
    {
      type: 'row',
      fields: [
        dayField({ name: 'validFrom', label: { en: 'Valid from', zh: '生效日' }, required: true }),
        dayField({
          name: 'validUntil',
          label: { en: 'Valid until (included)', zh: '失效日（含）' },
          notBefore: 'validFrom',
        }),
      ],
    },
    {
      type: 'row',
      fields: [
        { name: 'taxIncluded', type: 'checkbox', defaultValue: false, label: { en: 'Tax included', zh: '含税' } },
        {
          name: 'usageDays',
          type: 'number',
          admin: { step: 1 },
          label: { en: 'Usage rights (days)', zh: '素材授权（天）' },
          min: 0,
        },
        {
          name: 'exclusivityDays',
          type: 'number',
          admin: { step: 1 },
          label: { en: 'Exclusivity (days)', zh: '排竞期（天）' },
          min: 0,
        },
      ],
    },
    { name: 'note', type: 'text', label: { en: 'Note', zh: '备注' } },
  ],
  label: { en: 'Rate cards', zh: '报价单' },
  labels: { plural: { en: 'Rate cards', zh: '报价单' }, singular: { en: 'Rate card', zh: '报价单' } },
}
