import { Temporal } from 'temporal-polyfill'

import type { ChannelRhythm } from './channelRhythm.ts'
import { toInstant, toZoned, weekdayOf } from './wallTime.ts'

/** One slot of one day. */
export interface SlotTime {
  at: Date
  /** `2026-11-22T20:30`, on the wall clock of the channel: what names the slot, also when the clocks change. */
  localTime: string
}

export interface ListSlotsArgs {
  after: Date
  channel: Pick<ChannelRhythm, 'slots' | 'timeZone'>
  days: number
}

/**
 * Lists a channel's slots of the next days in their order, those after `after` alone.
 *
 * A slot that a clock change skips comes after the gap, one that comes twice comes once. Two slots that a gap throws
 * onto the same instant are one.
 */
export function listSlots({ after, channel: { slots, timeZone }, days }: ListSlotsArgs): SlotTime[] {
  const today = toZoned(after, timeZone).toPlainDate()
  const found = new Map<number, SlotTime>()

  for (let ahead = 0; ahead < days; ahead += 1) {
    const day = today.add({ days: ahead })
    const times = slots
      .filter(({ weekdays }) => weekdays.length === 0 || weekdays.includes(weekdayOf(day)))
      .map(({ time }) => time)
      .sort()

    for (const time of times) {
      const at = toInstant({ day, time, timeZone })

      if (at > after && !found.has(at.getTime())) {
        found.set(at.getTime(), { at, localTime: `${day.toString()}T${time}` })
      }
    }
  }

  return [...found.values()].sort((one, other) => one.at.getTime() - other.at.getTime())
}

/** Names a slot by its channel and its wall clock, which no change of the clocks moves. */
export const slotId = (channelId: string, localTime: string): string => `${channelId}@${localTime}`

/** Whether an instant is that of a slot, by the rules of its zone as they are known now. */
export const holdsSlot = ({ at, slot, timeZone }: { at: Date; slot: string; timeZone: string }): boolean =>
  slotInstant(slot.slice(slot.indexOf('@') + 1), timeZone).getTime() === at.getTime()

/** The instant that a slot means by the rules of its zone as they are known now. */
export function slotInstant(localTime: string, timeZone: string): Date {
  const [day = '', time = ''] = localTime.split('T')

  return toInstant({ day: Temporal.PlainDate.from(day), time, timeZone })
}
