import { MINUTE, SECOND } from './duration.ts'

/** What somebody must be told of, wherever they are. */
export const ALARMS = ['account-ending', 'clock', 'late', 'no-worker', 'unconfirmed'] as const

export type AlarmName = (typeof ALARMS)[number]

export interface AlarmRecord {
  /** When it was last found bad. */
  badAt: Date | null
  /** Since when it has been found bad without a break. */
  badSince: Date | null
  /** Counts how often it was raised. */
  episode: number
  raisedAt: Date | null
  state: 'clear' | 'raised'
}

export const NEVER_RAISED: AlarmRecord = { badAt: null, badSince: null, episode: 0, raisedAt: null, state: 'clear' }

/** How long each must have been bad; a worker that is just starting is no alarm. */
const HOLD_MS: Readonly<Record<AlarmName, number>> = {
  'account-ending': 0,
  clock: 0,
  late: 0,
  'no-worker': 15 * SECOND,
  unconfirmed: 0,
}

/** It must have been good for so long before it is cleared. */
const CALM_MS = 30 * SECOND

/** What comes and goes is raised again no sooner than so long after it was raised. */
const QUIET_MS = 10 * MINUTE

export interface DecideAlarmArgs {
  isBad: boolean
  name: AlarmName
  now: Date
  record: AlarmRecord
}

export interface AlarmDecision {
  event: 'cleared' | 'none' | 'raised'
  record: AlarmRecord
}

/**
 * Decides what becomes of an alarm after a look.
 *
 * Each is raised once, cleared once it has been quiet for a while, and never repeated in between: what flaps is told
 * at most every ten minutes.
 */
export function decideAlarm({ isBad, name, now, record }: DecideAlarmArgs): AlarmDecision {
  if (isBad) {
    const bad = { ...record, badAt: now, badSince: record.badSince ?? now }
    const isHeld = now.getTime() - bad.badSince.getTime() < HOLD_MS[name]
    const isQuiet = record.raisedAt !== null && now.getTime() - record.raisedAt.getTime() < QUIET_MS

    return record.state === 'raised' || isHeld || isQuiet
      ? { event: 'none', record: bad }
      : { event: 'raised', record: { ...bad, episode: record.episode + 1, raisedAt: now, state: 'raised' } }
  }

  const isCalm = record.badAt === null || now.getTime() - record.badAt.getTime() >= CALM_MS

  return record.state === 'raised' && isCalm
    ? { event: 'cleared', record: { ...record, badSince: null, state: 'clear' } }
    : { event: 'none', record: { ...record, badSince: record.state === 'raised' ? record.badSince : null } }
}
