import { TZ_VERSION } from '../src/config/tzVersion.ts'
import { findPastRefusal } from '../src/domain/arming.ts'
import type { Reason } from '../src/domain/errors.ts'
import { isRepeating } from '../src/domain/recurrence/readRecurrence.ts'
import { readTiming } from '../src/domain/recurrence/readTiming.ts'

type Fields = Readonly<Record<string, unknown>>

/** What a schedule stores of its time beside what was given. */
export interface StoredTiming {
  localTime: string
  recurrence: string | null
  tzVersion: string
}

export interface PrepareTimingArgs {
  before: Fields
  given: Fields
  now: Date
  /** A start that this schedule has had, which is put back and may have passed; null where none is. */
  putBack: Date | null
}

/**
 * Reads the wall clock of a schedule whose time is new or changed; empty for a time that stays, with every reason
 * against one that cannot be.
 */
export function prepareTiming({ before, given, now, putBack }: PrepareTimingArgs): {
  reasons: Reason[]
  stored: Partial<StoredTiming>
} {
  const hasMoved = isChanged('publishAt', before, given, toMs)
  const hasTurned = isChanged('publishAt_tz', before, given, String)
  const repeatsAnew = isChanged('recurrence', before, given, toText)

  const isSame = !hasMoved && !hasTurned && !repeatsAnew

  if (isSame && typeof before['localTime'] === 'string') {
    return { reasons: [], stored: {} }
  }

  const { publishAt, publishAt_tz: timeZone, recurrence } = { ...before, ...given }
  const { faults, timing } = readTiming({ publishAt: new Date(toMs(publishAt)), recurrence, timeZone })

  // A plan of before wall clocks were kept may be stopped whatever it says.
  if (isSame && timing === null) {
    return { reasons: [], stored: {} }
  }

  const isPutBack = toMs(publishAt) === putBack?.getTime()
  const past = hasMoved && !isPutBack && timing !== null ? findPastRefusal({ now, publishAt: timing.publishAt }) : null
  const reasons = [...faults, ...(past === null ? [] : [past])]

  return timing === null || reasons.length > 0
    ? { reasons, stored: {} }
    : { reasons, stored: { localTime: timing.localTime, recurrence: timing.recurrence, tzVersion: TZ_VERSION } }
}

function isChanged(name: string, before: Fields, given: Fields, read: (value: unknown) => unknown): boolean {
  return given[name] !== undefined && read(given[name]) !== read(before[name])
}

const toMs = (value: unknown): number =>
  value instanceof Date ? value.getTime() : typeof value === 'string' && value !== '' ? Date.parse(value) : Number.NaN

const toText = (value: unknown): string | null => (typeof value === 'string' && isRepeating(value) ? value : null)
