import type { TextField, TextFieldSingleValidation } from 'payload'

import { isTimeZone } from '../../src/domain/timeZone.ts'
import { say } from './messages.ts'

/** An IANA zone; refuses a name that no clock knows. */
export const zoneField = (timeZone: string) =>
  ({
    name: 'timeZone',
    type: 'text',
    admin: {
      description: { en: 'IANA zone, such as Asia/Shanghai.', zh: 'IANA 时区名，例如 Asia/Shanghai。' },
    },
    defaultValue: timeZone,
    label: { en: 'Time zone', zh: '时区' },
    required: true,
    validate: validateTimeZone,
  }) satisfies TextField

export const validateTimeZone: TextFieldSingleValidation = (value, { req }) =>
  isTimeZone(value ?? '') ||
  say(req, {
    en: `"${value ?? ''}" is not a known IANA time zone. Use a name such as Asia/Shanghai.`,
    zh: `“${value ?? ''}”不是已知的 IANA 时区，请填写如 Asia/Shanghai 的名称。`,
  })
