// @ts-expect-error The build that Next can take has no types; the other is an ES module in a package that says it holds none.
import untyped from 'chinese-days/dist/index.min.js'
import type typed from 'chinese-days'
import known from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

import { DAY } from '../../domain/duration.ts'

const chineseDays = untyped as typeof typed

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

  const expected = YEARS.has(day.slice(0, 4)) ? undefined : findStatutory(day)

  if (expected !== undefined) {
    return {
      kind: 'holiday',
      name: isChinese ? `${expected.zh}（调休待公布）` : `${expected.en} (days off not announced yet)`,
    }
  }

  const festival = FESTIVALS[lunarDayOf(day)]

  return festival === undefined ? null : { kind: 'festival', name: isChinese ? festival.zh : festival.en }
}

/** What has been announced; the State Council names the days of a year in the autumn before it. */
const YEARS = new Set(Object.keys(holidays).map((day) => day.slice(0, 4)))

interface Named {
  en: string
  zh: string
}

const SPRING_FESTIVAL: Named = { en: 'Spring Festival', zh: '春节' }
const LABOUR_DAY: Named = { en: 'Labour Day', zh: '劳动节' }
const NATIONAL_DAY: Named = { en: 'National Day', zh: '国庆节' }

/** Days that the law itself makes holidays, whatever is announced (全国年节及纪念日放假办法, as of 2025). */
const STATUTORY: Partial<Record<string, Named>> = {
  '01-01': { en: "New Year's Day", zh: '元旦' },
  '05-01': LABOUR_DAY,
  '05-02': LABOUR_DAY,
  '10-01': NATIONAL_DAY,
  '10-02': NATIONAL_DAY,
  '10-03': NATIONAL_DAY,
}

const STATUTORY_OF_MOON: Partial<Record<string, Named>> = {
  '1-1': SPRING_FESTIVAL,
  '1-2': SPRING_FESTIVAL,
  '1-3': SPRING_FESTIVAL,
  '5-5': { en: 'Dragon Boat Festival', zh: '端午' },
  '8-15': { en: 'Mid-autumn Festival', zh: '中秋' },
}

/** Of two on one day the moon's is named: it stands there alone. */
function findStatutory(day: string): Named | undefined {
  // The last month has 29 days or 30.
  const isEve = lunarDayOf(dayAfter(day)) === '1-1'

  return isEve
    ? SPRING_FESTIVAL
    : (STATUTORY_OF_MOON[lunarDayOf(day)] ?? STATUTORY[day.slice(5)] ?? findTombSweeping(day))
}

/** By the sun's place in the sky: a formula that holds from 2000 to 2099 (寿星通用公式). */
function findTombSweeping(day: string): Named | undefined {
  const year = Number(day.slice(2, 4))
  const on = Math.floor(year * 0.2422 + 4.81) - Math.floor(year / 4)

  return day.slice(5) === `04-0${on}` ? { en: 'Tomb-sweeping Day', zh: '清明' } : undefined
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10)

/** Festivals of the lunar year that people plan content for and that are no days off of their own. */
const FESTIVALS: Partial<Record<string, Named>> = {
  '1-15': { en: 'Lantern Festival', zh: '元宵节' },
  '5-5': { en: 'Dragon Boat Festival', zh: '端午节' },
  '7-7': { en: 'Qixi Festival', zh: '七夕节' },
  '8-15': { en: 'Mid-Autumn Festival', zh: '中秋节' },
  '9-9': { en: 'Double Ninth Festival', zh: '重阳节' },
  '12-8': { en: 'Laba Festival', zh: '腊八节' },
}

/** Month and day of the lunar year, such as `7-7`; a leap month is written otherwise and so has no festivals. */
function lunarDayOf(day: string): string {
  // By a table: reckoned, as `Intl` does it, 2027 would begin a day late, for its new moon comes four minutes before midnight.
  const { isLeap, lunarDay, lunarMon } = chineseDays.getLunarDate(day)

  return `${lunarMon}${isLeap ? 'bis' : ''}-${lunarDay}`
}
