import { isTimeZone } from '../timeZone.ts'
import { parseDay, parseTime, type PlanDay, type PlanTime } from './cells.ts'
import { toInstant } from './instant.ts'
import type { RowSource } from './rowSource.ts'

export interface PlanMoment {
  day: PlanDay
  publishAt: Date
  timeZone: string
}

export interface ReadMomentArgs {
  /** The day of the row above, for a merged date cell. */
  dayAbove: PlanDay | null
  defaultTimeZone: string
  source: RowSource
}

/** Reads when a row goes out; complains and gives null where day, time or zone cannot be understood. */
export function readMoment({ dayAbove, defaultTimeZone, source }: ReadMomentArgs): PlanMoment | null {
  const day = readDay(source, dayAbove)
  const time = readTime(source, day)
  const timeZone = source.text('zone') || defaultTimeZone

  if (!isTimeZone(timeZone)) {
    source.complain('zone', 'bad-zone', {
      en: `“${timeZone}” is no time zone. Write a name such as Asia/Shanghai.`,
      zh: `“${timeZone}”不是有效的时区，请写成 Asia/Shanghai 这样的名称。`,
    })

    return null
  }

  return day === null || time === null ? null : { day, publishAt: toInstant({ day, time, timeZone }), timeZone }
}

function readDay(source: RowSource, dayAbove: PlanDay | null): PlanDay | null {
  const text = source.text('date')

  if (text === '') {
    if (dayAbove === null) {
      source.complain('date', 'missing-date', { en: 'The day is missing.', zh: '缺少发布日期。' })
    }

    return dayAbove === null ? null : { ...dayAbove, time: null }
  }

  const day = parseDay(source.cell('date'))

  if (day === null) {
    source.complain('date', 'bad-date', {
      en: `“${text}” is no day. Write it with the year first, such as 2026-11-22.`,
      zh: `“${text}”不是有效的日期，请按年在前书写，例如 2026-11-22。`,
    })
  }

  return day
}

function readTime(source: RowSource, day: PlanDay | null): PlanTime | null {
  const text = source.text('time')

  if (text === '') {
    if (day !== null && day.time === null) {
      source.complain('time', 'missing-time', { en: 'The time of day is missing.', zh: '缺少发布时间。' })
    }

    return day?.time ?? null
  }

  const time = parseTime(source.cell('time'))

  if (time === null) {
    source.complain('time', 'bad-time', {
      en: `“${text}” is no time of day. Write it such as 20:30.`,
      zh: `“${text}”不是有效的时间，请写成 20:30 这样的形式。`,
    })
  }

  return time
}
