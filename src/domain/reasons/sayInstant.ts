import type { Labels } from '../labels.ts'

export interface SayInstantArgs {
  at: string
  language: keyof Labels
  /** An IANA zone. */
  timeZone: string
}

/** An instant as people read it, on the clock of a zone that is named: `Nov 20, 2026, 09:00 (GMT+8)`. */
export function sayInstant({ at, language, timeZone }: SayInstantArgs): string {
  const tag = language === 'zh' ? 'zh-CN' : 'en'
  const date = new Date(at)
  const zone = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'short' })
    .formatToParts(date)
    .find(({ type }) => type === 'timeZoneName')?.value
  const said = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    hour: '2-digit',
    hourCycle: 'h23',
    minute: '2-digit',
    month: 'short',
    timeZone,
    year: 'numeric',
  }).format(date)

  return `${said} (${zone})`
}
