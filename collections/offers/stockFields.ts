import type { Field } from 'payload'

import { onlyFor, readOnly } from '../../src/access/fieldAccess.ts'

/** How many there are, and the codes. */
export const offerStockFields: Field[] = [
  {
    type: 'row',
    fields: [
      {
        name: 'stock',
        type: 'number',
        admin: { description: { en: 'Empty: no limit.', zh: '留空表示不限量。' }, step: 1 },
        label: { en: 'Stock', zh: '库存' },
        min: 0,
      },
      {
        name: 'redeemed',
        type: 'number',
        access: readOnly,
        admin: { readOnly: true },
        defaultValue: 0,
        label: { en: 'Redeemed', zh: '已核销' },
        min: 0,
      },
    ],
  },
  {
    name: 'codes',
    type: 'text',
    access: onlyFor('admin', 'community-manager', 'editor'),
    admin: {
      description: {
        en: 'Letters, digits, - and _. One shared code, or one per redemption.',
        zh: '仅限字母、数字、- 和 _。可为通用码，或一次一码。',
      },
    },
    hasMany: true,
    index: true,
    label: { en: 'Codes', zh: '优惠码' },
  },
]
