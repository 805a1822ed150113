import type { ArrayField, NumberField, TextFieldSingleValidation } from 'payload'

import type { Labels } from '../../src/domain/channelAdapter.ts'
import { isHandle, toHandle } from '../../src/domain/handle.ts'
import { dayField } from '../fields/dayField.ts'
import { say } from '../fields/messages.ts'
import { platformField } from '../fields/platformField.ts'
import { urlField } from '../fields/urlField.ts'

const count = (name: string, label: Labels): NumberField => ({
  name,
  type: 'number',
  admin: { step: 1, width: '25%' },
  label: { ...label },
  min: 0,
})

/** The partner's accounts; medians, because one viral post makes a mean lie. */
export const handlesField: ArrayField = {
  name: 'handles',
  type: 'array',
  fields: [
    {
      type: 'row',
      fields: [
        platformField(),
        {
          name: 'handle',
          type: 'text',
          hooks: {
            beforeValidate: [({ value }) => (typeof value === 'string' ? toHandle(value) : (value as unknown))],
          },
          index: true,
          label: { en: 'Handle', zh: '账号' },
          required: true,
          validate: validateHandle,
        },
        urlField({ name: 'url', label: { en: 'Address', zh: '主页链接' } }),
      ],
    },
    {
      type: 'row',
      fields: [
        count('followers', { en: 'Followers', zh: '粉丝数' }),
        count('medianViews', { en: 'Median views', zh: '阅读中位数' }),
        count('medianEngagements', { en: 'Median engagements', zh: '互动中位数' }),
        dayField({ name: 'measuredOn', label: { en: 'Measured on', zh: '数据日期' } }),
      ],
    },
  ],
  label: { en: 'Accounts', zh: '平台账号' },
  labels: { plural: { en: 'Accounts', zh: '平台账号' }, singular: { en: 'Account', zh: '平台账号' } },
}

function validateHandle(
  value: string | null | undefined,
  { req }: Parameters<TextFieldSingleValidation>[1],
): string | true {
  return (
    isHandle(value ?? '') ||
    say(req, {
      en: 'Write the account name as the platform shows it: 1 to 64 characters, no spaces, no @ or #.',
      zh: '请按平台显示填写账号名：1 至 64 个字符，不含空格、@ 或 #。',
    })
  )
}
