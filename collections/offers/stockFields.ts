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
        admin: {
          description: { en: 'Counted from redemption events.', zh: '由核销事件自动累计。' },
          readOnly: true,
        },
        defaultValue: 0,
        label: { en: 'Redeemed', zh: '已核销' },
        min: 0,
      },
      {
        name: 'left',
        type: 'number',
        admin: { readOnly: true },
        hooks: { afterRead: [({ siblingData }) => findLeft(siblingData as Stocked)] },
        label: { en: 'Left', zh: '剩余' },
        virtual: true,
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

interface Stocked {
  redeemed?: number | null
  stock?: number | null
}

/** Null where there is no limit; never below nothing, though more may have been redeemed. */
const findLeft = ({ redeemed, stock }: Stocked): number | null =>
  typeof stock === 'number' ? Math.max(0, stock - (redeemed ?? 0)) : null
