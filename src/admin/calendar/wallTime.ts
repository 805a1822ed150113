import { Temporal } from 'temporal-polyfill'

import { DAY, MINUTE } from '../../domain/duration.ts'
import { instantOf } from '../post/wallClock.ts'

/** Clocks change on whole quarters of an hour only. */
const QUARTER_MS = 15 * MINUTE
const offsets = new Map<string, number>()

/**
 * What a zone's wall clock shows, as the calendar grid takes it: `2026-11-22T20:00:00`.
 *
 * The grid runs in "UTC" and is given wall times: it then shows any zone, also one per channel, and need know none.
 */
export function wallTimeOf(at: string, timeZone: string): string {
  const ms = Date.parse(at)

  return new Date(ms + offsetMs(ms, timeZone)).toISOString().slice(0, 19)
}

/** The instant of a date of the grid in a zone, as ISO text; null when there is none. */
export function instantOfGrid(date: Date, timeZone: string): string | null {
  const wall = date.toISOString()

  return instantOf({ day: wall.slice(0, 10), time: wall.slice(11, 19), timeZone })
}

function offsetMs(ms: number, timeZone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS)
  const key = `${timeZone} ${quarter}`
  let offset = offsets.get(key)

  if (offset === undefined) {
    offset =
      Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_MS).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6
    offsets.set(key, offset)
  }

  return offset
}

/** Whether a wall time lies among the days that the grid shows; `to` is the first instant after them. */
export function isInSight(wall: string, { from, to }: { from: Date; to: Date }): boolean {
  const at = Date.parse(`${wall}Z`)

  return at >= from.getTime() && at < to.getTime()
}

/** How long an entry is drawn: nothing here lasts. */
const DRAWN_MS = 30 * MINUTE

/** Until when an entry of a wall time is drawn: half an hour, and not into the next day, on which nothing happens. */
export function endOnSameDay(wall: string): string {
  const start = Date.parse(`${wall}Z`)
  const midnight = Math.floor(start / DAY) * DAY + DAY

  return new Date(Math.min(start + DRAWN_MS, midnight)).toISOString().slice(0, 19)
}
