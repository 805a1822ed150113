import type { TextField, TextFieldSingleValidation } from 'payload'

import { isCalendarDay } from '../../src/domain/calendarDay.ts'
import type { Labels } from '../../src/domain/channelAdapter.ts'
import { say } from './messages.ts'

interface DayFieldOptions {
  name: `${string}On` | `${string}From` | `${string}Until`
  access?: NonNullable<TextField['access']>
  label: Labels
  /** The field beside it that it must not lie before. */
  notBefore?: string
  required?: boolean
}

/** A day of the calendar, kept as the text `2026-11-22`, because a day has no zone and must never move by one. */
export const dayField = ({ name, access, label, notBefore, required = false }: DayFieldOptions): TextField => ({
  name,
  type: 'text',
  admin: { placeholder: 'YYYY-MM-DD', width: '25%' },
  label: { ...label },
  required,
  validate: validateDay(notBefore),
  ...(access === undefined ? {} : { access }),
})

const validateDay =
  (notBefore: string | undefined): TextFieldSingleValidation =>
  (value, { req, required, siblingData }) => {
    if (value === null || value === undefined || value === '') {
      return required ? say(req, { en: 'Give a day, such as 2026-11-22.', zh: '请填写日期，例如 2026-11-22。' }) : true
    }

    if (!isCalendarDay(value)) {
      return say(req, {
        en: 'This is not a day of the calendar. Write it as YYYY-MM-DD.',
        zh: '不是有效日期，请按 YYYY-MM-DD 填写。',
      })
    }

    const first = notBefore === undefined ? undefined : (siblingData as Record<string, unknown>)[notBefore]

    return typeof first !== 'string' || first <= value
      ? true
      : say(req, { en: `It must not lie before ${first}.`, zh: `不能早于 ${first}。` })
  }
