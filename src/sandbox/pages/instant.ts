import type { Locale } from '../../domain/content.ts'
import { DAY } from '../../domain/duration.ts'
import { html, type Markup } from './markup.ts'

/** The zone of the communities that Drumbeat is made for; the exact instant stands in the element's `datetime`. */
const TIME_ZONE = 'Asia/Shanghai'

export interface InstantArgs {
  at: Date
  locale: Locale
  now: Date
}

/** An instant to the second; the day is named when it is not today's. */
export function instant({ at, locale, now }: InstantArgs): Markup {
  const isRecent = dayOf(at) === dayOf(now)
  const format = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
    hour: '2-digit',
    hourCycle: 'h23',
    minute: '2-digit',
    second: '2-digit',
    timeZone: TIME_ZONE,
    ...(!isRecent && { day: 'numeric', month: 'short' }),
    ...(now.getTime() - at.getTime() > 300 * DAY && { year: 'numeric' }),
  })

  return html`<time datetime="${at.toISOString()}" title="${TIME_ZONE}">${format.format(at)}</time>`
}

/** Hours and minutes, as the phone's own clock shows them. */
export const clockTime = (now: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    hourCycle: 'h23',
    minute: '2-digit',
    timeZone: TIME_ZONE,
  }).format(now)

const dayOf = (at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE }).format(at)
