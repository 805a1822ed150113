import type { ChallengeStatus } from './challenge.ts'

export interface ChallengeTimes {
  announceAt: Date | null
  endAt: Date
  now: Date
  startAt: Date
  /** What stands there; what a person did, or what time made of it before. */
  status: ChallengeStatus
}

/** Acts of people, which no clock undoes. */
const ACTS: readonly ChallengeStatus[] = ['announced', 'archived', 'cancelled', 'draft']

/** What follows from the time once a person has started a challenge. */
export const TIMED_STATUSES = ['judging', 'open', 'upcoming'] as const satisfies readonly ChallengeStatus[]

/** Says where a challenge stands: what people did to it comes first, then its window. */
export function decideChallengeStatus({ announceAt, endAt, now, startAt, status }: ChallengeTimes): ChallengeStatus {
  if (ACTS.includes(status)) {
    return status
  }

  if (now < startAt) {
    return 'upcoming'
  }

  if (now < endAt) {
    return 'open'
  }

  return announceAt !== null && now >= announceAt ? 'announced' : 'judging'
}
