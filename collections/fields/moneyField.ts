import type { GroupField, NumberFieldSingleValidation } from 'payload'

import type { Labels } from '../../src/domain/channelAdapter.ts'
import { CURRENCIES } from '../../src/domain/money.ts'
import { say } from './messages.ts'

interface MoneyFieldOptions {
  name: string
  access?: NonNullable<GroupField['access']>
  label: Labels
}

/** An amount of money: whole minor units (分, cents) and a currency, never a fraction. */
export const moneyField = ({ name, access, label }: MoneyFieldOptions) =>
  ({
    name,
    type: 'group',
    ...(access === undefined ? {} : { access }),
    fields: [
      {
        type: 'row',
        fields: [
          {
            name: 'amountMinor',
            type: 'number',
            admin: {
              description: { en: 'In minor units: 100 is 1.00.', zh: '以最小单位填写：100 表示 1.00。' },
              step: 1,
            },
            label: { en: 'Amount (minor units)', zh: '金额（分）' },
            min: 0,
            validate: validateMinorUnits,
          },
          {
            name: 'currency',
            type: 'select',
            defaultValue: 'CNY',
            label: { en: 'Currency', zh: '币种' },
            options: [...CURRENCIES].map((currency) => ({ label: currency, value: currency })),
          },
        ],
      },
    ],
    label: { ...label },
  }) satisfies GroupField

const validateMinorUnits: NumberFieldSingleValidation = (value, { req }) =>
  value === null ||
  value === undefined ||
  (Number.isSafeInteger(value) && value >= 0) ||
  say(req, {
    en: 'Give a whole number of minor units, 0 or more (100 is 1.00).',
    zh: '请填写不小于 0 的整数，以最小单位计（100 表示 1.00）。',
  })
