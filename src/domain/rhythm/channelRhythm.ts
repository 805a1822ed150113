/** RRULE's letters for the days of a week, Monday first. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

export type Weekday = (typeof WEEKDAYS)[number]

/** Nothing goes out from `from` until before `until`; the days are those on which it begins, none means every day. */
export interface QuietHours {
  from: string
  until: string
  weekdays: readonly Weekday[]
}

/** A preferred time of the day; no weekday means every day. */
export interface Slot {
  time: string
  weekdays: readonly Weekday[]
}

/** When a channel may speak, on the wall clock of its own zone. */
export interface ChannelRhythm {
  id: string
  maxPerDay: number | null
  minGapMinutes: number | null
  name: string
  quietHours: readonly QuietHours[]
  slots: readonly Slot[]
  timeZone: string
}

export const BLACKOUT_KINDS = ['holiday', 'mourning', 'maintenance', 'other'] as const

export type BlackoutKind = (typeof BLACKOUT_KINDS)[number]

/** What becomes of what would go out in a time in which nothing may. */
export const ON_QUIET = ['move', 'block'] as const

export type OnQuiet = (typeof ON_QUIET)[number]

/** How one publication bears with the rhythm; `ignore` is what a person sends in spite of it. */
export type Bearing = OnQuiet | 'ignore'

/** A span in which channels are silent: a holiday, a day of mourning, works on a platform. */
export interface Blackout {
  action: OnQuiet
  /** None: every channel. */
  channelIds: readonly string[]
  fromAt: Date
  kind: BlackoutKind
  name: string
  untilAt: Date
}

const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/

export const isClockTime = (text: unknown): text is string => typeof text === 'string' && CLOCK_TIME.test(text)
