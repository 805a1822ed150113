/** How a language says when something comes again; days of the week are numbers from Monday, 0. */
export interface RecurrencePhrases {
  at(days: string, time: string): string
  count(times: number): string
  custom(rule: string): string
  daily(interval: number): string
  except(dates: number): string
  extra(dates: number): string
  hourly(interval: number): string
  minutely(interval: number): string
  monthly(interval: number, days: readonly number[]): string
  monthlyWeekday(interval: number, ordinal: number, weekday: number): string
  once(on: string, time: string): string
  until(on: string): string
  weekly(interval: number, weekdays: readonly number[]): string
  yearly(interval: number, month: number, day: number): string
}

const ZH_DAYS = ['一', '二', '三', '四', '五', '六', '日']
const EN_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const sorted = (days: readonly number[]): number[] => [...days].sort((one, other) => one - other)

const zhDate = (on: string): string => {
  const [year, month, day] = on.split('-').map(Number)

  return `${year}年${month}月${day}日`
}

const zhMonthDay = (day: number): string => (day === -1 ? '最后一天' : day < 0 ? `倒数第 ${-day} 天` : `${day} 日`)

const zhOrdinal = (ordinal: number): string =>
  ordinal === -1 ? '最后一个' : ordinal < 0 ? `倒数第 ${-ordinal} 个` : `第 ${ordinal} 个`

const zh: RecurrencePhrases = {
  at: (days, time) => `${days} ${time}`,
  count: (times) => `，共 ${times} 次`,
  custom: (rule) => `自定义规则 ${rule}`,
  daily: (interval) => (interval === 1 ? '每天' : `每 ${interval} 天`),
  except: (dates) => `，除去 ${dates} 个日期`,
  extra: (dates) => `，另加 ${dates} 个日期`,
  hourly: (interval) => (interval === 1 ? '每小时' : `每 ${interval} 小时`),
  minutely: (interval) => (interval === 1 ? '每分钟' : `每 ${interval} 分钟`),
  monthly: (interval, days) =>
    `${interval === 1 ? '每月' : `每 ${interval} 个月的`}${days
      .map(zhMonthDay)
      .join('、')
      .replace(/^(?=\d)/, ' ')}`,
  monthlyWeekday: (interval, ordinal, weekday) =>
    `${interval === 1 ? '每月' : `每 ${interval} 个月的`}${zhOrdinal(ordinal)}周${ZH_DAYS[weekday]}`,
  once: (on, time) => `${zhDate(on)} ${time} 一次`,
  until: (on) => `，直到 ${zhDate(on)}`,
  weekly: (interval, weekdays) => {
    const days = sorted(weekdays)
      .map((day) => ZH_DAYS[day])
      .join('、')

    return interval === 1 ? `每周${days}` : `每 ${interval} 周的周${days}`
  },
  yearly: (interval, month, day) => `${interval === 1 ? '每年' : `每 ${interval} 年的`} ${month} 月 ${zhMonthDay(day)}`,
}

const enDate = (on: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC', year: 'numeric' }).format(
    new Date(`${on}T00:00:00Z`),
  )

const every = (interval: number, unit: string): string =>
  interval === 1 ? `Every ${unit}` : `Every ${interval} ${unit}s`

const nth = (ordinal: number): string => {
  if (ordinal < 0) {
    return ordinal === -1 ? 'last' : `${nth(-ordinal)} to last`
  }

  const suffix = ordinal % 100 > 10 && ordinal % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][ordinal % 10] ?? 'th')

  return `${ordinal}${suffix}`
}

const listed = (words: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)

const en: RecurrencePhrases = {
  at: (days, time) => `${days} at ${time}`,
  count: (times) => `, ${times} times`,
  custom: (rule) => `By a rule of its own: ${rule}`,
  daily: (interval) => every(interval, 'day'),
  except: (dates) => `, except on ${dates} ${dates === 1 ? 'date' : 'dates'}`,
  extra: (dates) => `, and on ${dates} more ${dates === 1 ? 'date' : 'dates'}`,
  hourly: (interval) => every(interval, 'hour'),
  minutely: (interval) => every(interval, 'minute'),
  monthly: (interval, days) =>
    `${every(interval, 'month')} on the ${listed(days.map((day) => (day < 0 ? `${nth(day)} day` : nth(day))))}`,
  monthlyWeekday: (interval, ordinal, weekday) =>
    `${every(interval, 'month')} on the ${nth(ordinal)} ${EN_DAYS[weekday]}`,
  once: (on, time) => `Once on ${enDate(on)} at ${time}`,
  until: (on) => `, until ${enDate(on)}`,
  weekly: (interval, weekdays) => {
    const days = listed(sorted(weekdays).map((day) => EN_DAYS[day] ?? ''))

    return interval === 1 ? `Every ${days}` : `Every ${interval} weeks on ${days}`
  },
  yearly: (interval, month, day) =>
    `${every(interval, 'year')} on ${day < 0 ? `the ${nth(day)} day of ` : `${day} `}${new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, month - 1, 1)))}`,
}

export const recurrencePhrases = { en, zh }
