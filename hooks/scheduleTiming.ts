import { TZ_VERSION } from '../src/config/tzVersion.ts'
import { findPastRefusal } from '../src/domain/arming.ts'
import type { Reason } from '../src/domain/errors.ts'
import { parseInstant } from '../src/domain/instant.ts'
import { reason } from '../src/domain/reasons/reason.ts'
import { followStart } from '../src/domain/recurrence/followStart.ts'
import { localTimeAt } from '../src/domain/recurrence/localTime.ts'
import { isRepeating, readRecurrence } from '../src/domain/recurrence/readRecurrence.ts'
import { readTiming } from '../src/domain/recurrence/readTiming.ts'
import { isTimeZone } from '../src/domain/timeZone.ts'

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

  const merged = { ...before, ...given }
  const { publishAt, publishAt_tz: timeZone } = merged
  // What is put back brings the dates that it had.
  const isFollowed = !repeatsAnew && putBack === null && (hasMoved || hasTurned)
  const recurrence = isFollowed ? follow({ before, publishAt: new Date(toMs(publishAt)), timeZone }) : merged.recurrence
  const { faults, timing } = readTiming({ publishAt, recurrence, timeZone })

  // A plan of before wall clocks were kept may be stopped whatever it says.
  if (isSame && timing === null) {
    return { reasons: [], stored: {} }
  }

  const isPutBack = toMs(publishAt) === putBack?.getTime()
  const past = hasMoved && !isPutBack && timing !== null ? findPastRefusal({ now, ...timing }) : null
  const reasons = [...faults, ...(past === null ? [] : [past])]

  return timing === null || reasons.length > 0
    ? { reasons, stored: {} }
    : { reasons, stored: { localTime: timing.localTime, recurrence: timing.recurrence, tzVersion: TZ_VERSION } }
}

interface FollowArgs {
  before: Fields
  publishAt: Date
  timeZone: unknown
}

/** The recurrence of before, with dates that go along with its new start or zone. */
function follow({ before, publishAt, timeZone }: FollowArgs): unknown {
  const { localTime, publishAt: startedAt, publishAt_tz: startedIn, recurrence } = before
  const isReadable =
    typeof recurrence === 'string' && isRepeating(recurrence) && readRecurrence(recurrence).recurrence !== null
  const isPlaced = isZone(timeZone) && isZone(startedIn) && !Number.isNaN(publishAt.getTime())

  return isReadable && isPlaced && typeof localTime === 'string'
    ? followStart({
        from: { localTime, publishAt: new Date(toMs(startedAt)), recurrence, timeZone: startedIn },
        to: { localTime: localTimeAt({ at: publishAt, timeZone }), timeZone },
      })
    : recurrence
}

const isZone = (value: unknown): value is string => typeof value === 'string' && isTimeZone(value)

function isChanged(name: string, before: Fields, given: Fields, read: (value: unknown) => unknown): boolean {
  return given[name] !== undefined && read(given[name]) !== read(before[name])
}

const toMs = (value: unknown): number => (value instanceof Date ? value : parseInstant(value))?.getTime() ?? Number.NaN

/** Against a text that names no zone, or a day that no calendar has: the server would take it for another instant. */
export const findUnpublishFault = ({ unpublishAt }: Fields): Reason | null =>
  typeof unpublishAt === 'string' && unpublishAt !== '' && parseInstant(unpublishAt) === null
    ? reason('UNPUBLISH_AT', { path: 'unpublishAt' })
    : null

/** What is no text stays what it is: a change to it is refused. */
const toText = (value: unknown): unknown => (typeof value === 'string' && !isRepeating(value) ? null : (value ?? null))
