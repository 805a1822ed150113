import { Temporal } from 'temporal-polyfill'

import { SECOND } from '../duration.ts'
import type { Stamp } from './recurrence.ts'

/**
 * A wall clock as a number: the milliseconds that a clock in UTC would have counted when it shows this time.
 *
 * Rules are expanded in it, because no zone can disturb it.
 */
export type FloatingMs = number

/** The largest gap of any zone: Samoa left out 30 December 2011. */
export const LARGEST_GAP_MS = 25 * 3_600_000

/** What a wall clock in the zone shows at an instant: `2026-11-22T20:00:00`, with a fraction where there is one. */
export const localTimeAt = ({ at, timeZone }: { at: Date; timeZone: string }): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime().toString()

/**
 * The instant at which a wall clock in the zone shows a time.
 *
 * One that a change of clocks leaves out moves forward by the gap; one that comes twice means its first coming.
 */
export const instantOf = ({ localTime, timeZone }: { localTime: string; timeZone: string }): Date =>
  new Date(
    Temporal.PlainDateTime.from(localTime).toZonedDateTime(timeZone, { disambiguation: 'compatible' })
      .epochMilliseconds,
  )

export const toFloating = (localTime: string): FloatingMs => Date.parse(`${localTime}Z`)

/** Without the fraction of its second, which rules and stamps do not know. */
export const toWholeSecond = (floating: FloatingMs): FloatingMs => Math.floor(floating / SECOND) * SECOND

/** The same form as `localTimeAt` gives. */
export const fromFloating = (floating: FloatingMs): string =>
  new Date(floating)
    .toISOString()
    .slice(0, -1)
    .replace(/\.000$/, '')
    .replace(/(\.\d*?)0+$/, '$1')

/** Tells whether a text is a wall clock such as `2026-11-22T20:00:00`. */
export const isLocalTime = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?$/.test(text) && !Number.isNaN(toFloating(text))

/** A stamp on the wall clock of a zone; a whole day takes the time that is given for it. */
export function stampToFloating(
  stamp: Stamp,
  { dayTime, timeZone }: { dayTime: string; timeZone: string },
): FloatingMs {
  const floating = toFloating(`${stamp.on}T${stamp.time ?? dayTime}`)

  return stamp.isUtc ? toFloating(localTimeAt({ at: new Date(floating), timeZone })) : floating
}

/** A wall clock as a stamp of RFC 5545; fractions of a second are left out. */
export function toStamp(floating: FloatingMs): Stamp {
  const [on = '', time = ''] = fromFloating(floating).split('T')

  return { isUtc: false, on, time: time.slice(0, 8) }
}
