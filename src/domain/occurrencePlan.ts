import { HOUR } from './duration.ts'
import {
  findPaused,
  findSending,
  findUnknown,
  isForGood,
  isStoppable,
  isUnknown,
  type LedgerPlan,
  type LedgerRow,
  REDRIVABLE,
  RENEWABLE,
  type WantedRow,
} from './ledgerPlan.ts'

/** A row of a repeat as far as planning cares. */
export interface HeldOccurrence extends LedgerRow {
  dueAt: Date
  errorCode: string | null
  localTime: string | null
  occurrenceAt: Date
  timeZone: string | null
  tzVersion: string | null
}

/** A row that a repeat wants. */
export interface WantedOccurrence extends WantedRow {
  localTime: string
  timeZone: string
}

export interface PlanOccurrencesArgs<Wanted extends WantedOccurrence> {
  held: readonly HeldOccurrence[]
  /** True where a pause of the schedule ends. */
  isResume?: boolean
  /** True where what goes out is what went out before: an act on another occurrence, say. */
  keepsUnderWay?: boolean
  now: Date
  tzVersion: string
  wanted: readonly Wanted[]
}

/** What is due so soon keeps its instant when the rules of a zone change. */
export const UNTOUCHED_MS = HOUR

/**
 * Compares what a repeat wants with what the ledger holds of it, row by row.
 *
 * Each occurrence is a publication of its own: what is out, or whose outcome is unknown, stays where it is and stands in
 * nobody's way, and what a person cancelled stays cancelled. What failed or was missed ahead of its time ends with its occurrence. What is unknown and not wanted any more is not sent again. An occurrence that has an instant of older zone rules is not
 * made a second time while that instant is near or past. What a person has in hand, or its channel makes wait, is not begun anew
 * for the sake of another. Only what is being sent and not wanted any more refuses.
 */
export function planOccurrences<Wanted extends WantedOccurrence>(
  args: PlanOccurrencesArgs<Wanted>,
): LedgerPlan<Wanted> {
  const { held, isResume = false, keepsUnderWay = false, wanted } = args
  const byId = new Map(held.map((row) => [row.id, row]))
  const kept = new Set<string>()
  const insert: Wanted[] = []
  const renew: Wanted[] = []

  for (const each of wanted) {
    const same = byId.get(each.id)
    const row = same ?? findTwin(each, args)

    if (row === undefined) {
      insert.push(each)
    } else {
      kept.add(row.id)

      if (row === same && isRenewable(row) && !(keepsUnderWay && row.isUnderWay)) {
        renew.push(each)
      }
    }
  }

  const unwanted = held.filter((row) => !kept.has(row.id))

  return {
    cancel: unwanted.filter((row) => isStoppable(row) || isEnded(row, args)).map(({ id }) => id),
    insert,
    refusals: findSending(unwanted),
    renew,
    rewant: isResume ? findPaused(held.filter(({ id }) => kept.has(id))) : [],
    unwant: findUnknown(unwanted),
  }
}

/** Of what failed at a time that was named and has passed a person may still decide. */
const isEnded = (
  { occurrenceAt, state }: HeldOccurrence,
  { now }: Pick<PlanOccurrencesArgs<WantedOccurrence>, 'now'>,
) => REDRIVABLE.includes(state) && occurrenceAt > now

/** Cancelled by the schedule means not wanted then. */
const isRenewable = (row: HeldOccurrence): boolean =>
  RENEWABLE.includes(row.state) && !isUnknown(row) && !isForGood(row)

/**
 * The same time of the same channel, reckoned by older rules of the zone: too near or too late to move, or cancelled
 * by a person.
 */
function findTwin(
  wanted: WantedOccurrence,
  { held, now, tzVersion }: Omit<PlanOccurrencesArgs<WantedOccurrence>, 'wanted'>,
): HeldOccurrence | undefined {
  const untouchedUntil = now.getTime() + UNTOUCHED_MS

  return held.find(
    (row) =>
      row.channelId === wanted.channelId &&
      row.localTime === wanted.localTime &&
      row.timeZone === wanted.timeZone &&
      row.tzVersion !== tzVersion &&
      (row.state === 'cancelled' ? isForGood(row) : row.dueAt.getTime() <= untouchedUntil || !isStoppable(row)),
  )
}
