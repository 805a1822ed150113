import type { DateFieldValidation, Field } from 'payload'

import { say } from './messages.ts'

/** From when to when, as instants; the end must lie after the start. */
export const windowFields = ({ required = false }: { required?: boolean } = {}): Field => ({
  type: 'row',
  fields: [
    {
      name: 'startAt',
      type: 'date',
      admin: { date: { pickerAppearance: 'dayAndTime' } },
      index: true,
      label: { en: 'Starts', zh: '开始时间' },
      required,
    },
    {
      name: 'endAt',
      type: 'date',
      admin: { date: { pickerAppearance: 'dayAndTime' } },
      index: true,
      label: { en: 'Ends', zh: '结束时间' },
      required,
      validate: validateEnd,
    },
  ],
})

const validateEnd: DateFieldValidation = (value, { req, required, siblingData }) => {
  if (!value) {
    return required ? say(req, { en: 'Say when it ends.', zh: '请填写结束时间。' }) : true
  }

  const end = new Date(value).getTime()
  const start = new Date((siblingData as { startAt?: Date | string }).startAt ?? Number.NaN).getTime()

  return (
    (!Number.isNaN(end) && !(end <= start)) ||
    say(req, { en: 'The end must lie after the start.', zh: '结束时间必须晚于开始时间。' })
  )
}
