import type { Field } from 'payload'

import { fees } from '../../src/access/fieldAccess.ts'
import { choices } from '../fields/choices.ts'
import { dayField } from '../fields/dayField.ts'
import { moneyField } from '../fields/moneyField.ts'

/** What it costs and what has been paid; hidden from those who may not see fees. */
export const collaborationMoneyFields: Field[] = [
  {
    name: 'fees',
    type: 'array',
    access: fees,
    fields: [
      {
        name: 'kind',
        type: 'select',
        label: { en: 'Kind', zh: '类别' },
        options: choices<'fee' | 'freight' | 'other' | 'platform' | 'rebate' | 'sample'>({
          fee: { en: 'Fee', zh: '合作费' },
          freight: { en: 'Freight', zh: '运费' },
          other: { en: 'Other', zh: '其他' },
          platform: { en: 'Platform service fee', zh: '平台服务费' },
          rebate: { en: 'Rebate (subtracted)', zh: '返点（扣减）' },
          sample: { en: 'Sample cost', zh: '样品成本' },
        }),
        required: true,
      },
      moneyField({ name: 'amount', label: { en: 'Amount', zh: '金额' } }),
      {
        type: 'row',
        fields: [
          dayField({ name: 'dueOn', label: { en: 'Due on', zh: '应付日' } }),
          dayField({ name: 'paidOn', label: { en: 'Paid on', zh: '支付日' } }),
        ],
      },
      { name: 'note', type: 'text', label: { en: 'Note', zh: '备注' } },
    ],
    label: { en: 'Fees', zh: '费用' },
    labels: { plural: { en: 'Fees', zh: '费用' }, singular: { en: 'Fee', zh: '费用' } },
  },
  {
    name: 'commissionPercent',
    type: 'number',
    access: fees,
    admin: { description: { en: 'Of attributed sales.', zh: '按归因销售额计算。' } },
    label: { en: 'Commission (%)', zh: '佣金比例（%）' },
    max: 100,
    min: 0,
  },
]
