import type { Document } from 'mongodb'

import {
  type ChannelRhythm,
  isClockTime,
  type QuietHours,
  type Slot,
  type Weekday,
  WEEKDAYS,
} from '../../src/domain/rhythm/channelRhythm.ts'
import { isTimeZone } from '../../src/domain/timeZone.ts'

const FALLBACK_ZONE = 'UTC'

/** Reads what a stored channel says of its time; what nobody could enter through the admin is left out. */
export function readChannelRhythm(channel: Document): ChannelRhythm {
  const timeZone = String(channel['timeZone'])

  return {
    id: String(channel['_id']),
    maxPerDay: readCount(channel['maxPerDay']),
    minGapMinutes: readCount(channel['minGapMinutes']),
    name: String(channel['name']),
    quietHours: readRows(channel['quietHours']).flatMap(readQuietHours),
    slots: readRows(channel['slots']).flatMap(readSlot),
    timeZone: isTimeZone(timeZone) ? timeZone : FALLBACK_ZONE,
  }
}

const readRows = (rows: unknown): Document[] => (Array.isArray(rows) ? (rows as Document[]) : [])

const readCount = (value: unknown): number | null => (typeof value === 'number' && value > 0 ? value : null)

const readQuietHours = ({ from, until, weekdays }: Document): QuietHours[] =>
  isClockTime(from) && isClockTime(until) ? [{ from, until, weekdays: readWeekdays(weekdays) }] : []

const readSlot = ({ time, weekdays }: Document): Slot[] =>
  isClockTime(time) ? [{ time, weekdays: readWeekdays(weekdays) }] : []

const readWeekdays = (value: unknown): Weekday[] =>
  Array.isArray(value) ? WEEKDAYS.filter((weekday) => value.includes(weekday)) : []
