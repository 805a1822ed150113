import type { PostStage } from '../content.ts'
import type { PublicationState, ScheduleState } from '../publication.ts'

/** Where an entry stands: a publication's state, or that of a schedule which has no publication there yet. */
export type CalendarState = PublicationState | Extract<ScheduleState, 'paused' | 'planned'>

/**
 * One post on one channel at one time, as the calendar shows it; instants are ISO texts, relations ids.
 *
 * `planned` only stands in the plan and is drawn as an outline; a `publication` stands in the ledger: it will go out, or
 * it has an outcome.
 */
export interface CalendarEntry {
  at: string
  author: string | null
  campaign: string | null
  channel: string
  /** When it was last changed itself: its schedule, or its row by the ledger. */
  changedAt: string
  /** How many channels its schedule names: what is done to the schedule reaches them all. */
  channelCount: number
  id: string
  isRehearsal: boolean
  isRepeating: boolean
  kind: 'planned' | 'publication'
  /** The nominal instant of the rule; the same as `at` unless it was moved. */
  occurrenceAt: string
  partner: string | null
  post: string
  /** The id of the row in the ledger. */
  publication: string | null
  /** Why it is not out, in the language of the question. */
  reason: { code: string; message: string } | null
  schedule: string
  /** The stage of the post's newest version. */
  stage: PostStage
  state: CalendarState
  timeZone: string
  title: string
  /** When the schedule was last changed; a move names it, so that nobody overwrites what they have not seen. */
  updatedAt: string
  url: string | null
}

export interface CalendarEntries {
  entries: CalendarEntry[]
  /** True when there is more than one answer carries; ask for a shorter range, or fewer channels. */
  isTruncated: boolean
}

/** Whether an entry can be given another time: until it is taken up, and not once it has an outcome. */
export const isMovable = ({ state }: Pick<CalendarEntry, 'state'>): boolean =>
  state === 'planned' || state === 'paused' || state === 'armed'

/**
 * What stays the same of an entry when it is moved or armed; a calendar that subscribes knows it again by this.
 *
 * A row's own id does not: it is made from the occurrence.
 */
export const lastingId = ({ channel, isRepeating, occurrenceAt, schedule }: CalendarEntry): string =>
  [schedule, channel, ...(isRepeating ? [String(Date.parse(occurrenceAt) / 1_000)] : [])].join('-')
