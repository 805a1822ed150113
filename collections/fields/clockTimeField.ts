import type { TextField, TextFieldSingleValidation } from 'payload'

import type { Labels } from '../../src/domain/channelAdapter.ts'
import { say } from './messages.ts'

/** A time of the day on the wall clock, such as `09:30`. */
export const clockTimeField = (name: string, label: Labels): TextField => ({
  name,
  type: 'text',
  admin: { placeholder: '09:30', width: '25%' },
  label: { ...label },
  required: true,
  validate: validateClockTime,
})

const validateClockTime: TextFieldSingleValidation = (value, { req }) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(value ?? '') ||
  say(req, { en: 'Write the time as HH:MM, from 00:00 to 23:59.', zh: '请按 HH:MM 填写时间（00:00 至 23:59）。' })
