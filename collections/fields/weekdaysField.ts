import type { SelectField } from 'payload'

import { choices } from './choices.ts'

/** Days of the week, in RRULE's letters; none means every day. */
export const weekdaysField = () =>
  ({
    name: 'weekdays',
    type: 'select',
    hasMany: true,
    label: { en: 'Weekdays (none: every day)', zh: '星期（不选表示每天）' },
    options: choices<'FR' | 'MO' | 'SA' | 'SU' | 'TH' | 'TU' | 'WE'>({
      MO: { en: 'Monday', zh: '周一' },
      TU: { en: 'Tuesday', zh: '周二' },
      WE: { en: 'Wednesday', zh: '周三' },
      TH: { en: 'Thursday', zh: '周四' },
      FR: { en: 'Friday', zh: '周五' },
      SA: { en: 'Saturday', zh: '周六' },
      SU: { en: 'Sunday', zh: '周日' },
    }),
  }) satisfies SelectField
