import { DAY, HOUR, MINUTE, SECOND } from '../../domain/duration.ts'
import { localeTag } from './localeTag.ts'

export interface FormatArgs {
  at: Date | string
  language: string
  timeZone: string
}

const options = {
  day: { day: 'numeric', month: 'short', weekday: 'short' },
  full: {
    day: 'numeric',
    hour: '2-digit',
    hourCycle: 'h23',
    minute: '2-digit',
    month: 'short',
    second: '2-digit',
    year: 'numeric',
  },
  short: { day: 'numeric', hour: '2-digit', hourCycle: 'h23', minute: '2-digit', month: 'short' },
  time: { hour: '2-digit', hourCycle: 'h23', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** Writes an instant as people of a language read it, in the given IANA zone; `''` for no valid instant. */
export function formatInstant({ at, form, language, timeZone }: FormatArgs & { form: keyof typeof options }): string {
  const date = new Date(at)

  return Number.isNaN(date.getTime())
    ? ''
    : new Intl.DateTimeFormat(localeTag(language), { ...options[form], timeZone }).format(date)
}

/** The zone as people name it, such as `GMT+8`; daylight saving of that instant included. */
export function nameZone({ at, language, timeZone }: FormatArgs): string {
  const parts = new Intl.DateTimeFormat(localeTag(language), { timeZone, timeZoneName: 'short' }).formatToParts(
    new Date(at),
  )

  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
]

/** "3 minutes ago", "in 2 hours": the nearest whole unit between two instants. */
export function formatRelative({ at, language, now }: { at: Date | string; language: string; now: Date }): string {
  const distance = new Date(at).getTime() - now.getTime()
  const [unit, size] = steps.find(([, ms]) => Math.abs(distance) >= ms) ?? ['second', SECOND]

  return new Intl.RelativeTimeFormat(localeTag(language), { numeric: 'auto' }).format(Math.round(distance / size), unit)
}

/** "850 ms", "3 min": a length of time in its largest fitting unit. */
export function formatLength({ language, ms }: { language: string; ms: number }): string {
  const size = Math.abs(ms)
  const [unit, value] =
    size < SECOND
      ? (['millisecond', ms] as const)
      : size < MINUTE
        ? (['second', ms / SECOND] as const)
        : size < HOUR
          ? (['minute', ms / MINUTE] as const)
          : size < DAY
            ? (['hour', ms / HOUR] as const)
            : (['day', ms / DAY] as const)

  return new Intl.NumberFormat(localeTag(language), {
    maximumFractionDigits: size < 10 * SECOND && size >= SECOND ? 1 : 0,
    style: 'unit',
    unit,
    unitDisplay: 'short',
  }).format(value)
}
