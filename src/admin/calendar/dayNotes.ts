import known from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

/** What China's calendar says of a day: a public holiday, a day worked in exchange for one, or a festival. */
export interface DayNote {
  kind: 'festival' | 'holiday' | 'workday'
  name: string
}

/** By day, as "National Day,国庆节,3". */
const holidays: Partial<Record<string, string>> = known.holidays
const workdays: Partial<Record<string, string>> = known.workdays

/** The note of a day (`2026-10-01`), in Chinese or English; null for an ordinary one. */
export function findDayNote(day: string, language: string): DayNote | null {
  const isChinese = language.startsWith('zh')
  const official = holidays[day] ?? workdays[day]

  if (official !== undefined) {
    const [english = '', chinese = ''] = official.split(',')

    return { kind: day in holidays ? 'holiday' : 'workday', name: isChinese ? chinese : english }
  }

  const festival = FESTIVALS[lunarDayOf(day)]

  return festival === undefined ? null : { kind: 'festival', name: isChinese ? festival.zh : festival.en }
}

/** Festivals of the lunar year that people plan content for and that are no days off of their own. */
const FESTIVALS: Partial<Record<string, { en: string; zh: string }>> = {
  '1-15': { en: 'Lantern Festival', zh: '元宵节' },
  '5-5': { en: 'Dragon Boat Festival', zh: '端午节' },
  '7-7': { en: 'Qixi Festival', zh: '七夕节' },
  '8-15': { en: 'Mid-Autumn Festival', zh: '中秋节' },
  '9-9': { en: 'Double Ninth Festival', zh: '重阳节' },
  '12-8': { en: 'Laba Festival', zh: '腊八节' },
}

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { day: 'numeric', month: 'numeric', timeZone: 'UTC' })

/** Month and day of the lunar year, such as `7-7`; a leap month is written otherwise and so has no festivals. */
function lunarDayOf(day: string): string {
  const parts = lunar.formatToParts(new Date(`${day}T00:00:00Z`))
  const find = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''

  return `${find('month')}-${find('day')}`
}
