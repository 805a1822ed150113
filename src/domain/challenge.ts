/** `draft`, `archived` and `cancelled` are acts of people, `announced` may be one; the rest follows from the time. */
export const CHALLENGE_STATUSES = [
  'draft',
  'upcoming',
  'open',
  'judging',
  'announced',
  'archived',
  'cancelled',
] as const

export type ChallengeStatus = (typeof CHALLENGE_STATUSES)[number]

export const JUDGING_MODES = ['draw', 'votes', 'jury', 'leaderboard'] as const

export type JudgingMode = (typeof JUDGING_MODES)[number]
