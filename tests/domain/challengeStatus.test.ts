import { describe, expect, it } from 'vitest'

import { decideChallengeStatus } from '../../src/domain/challengeStatus.ts'

const at = (day: number): Date => new Date(Date.UTC(2026, 10, day))

describe('decideChallengeStatus', () => {
  it.each([
    ['waits for its start', 9, 'open', 'upcoming'],
    ['opens at its start', 10, 'upcoming', 'open'],
    ['closes at its end', 20, 'open', 'judging'],
    ['is announced at its time', 25, 'judging', 'announced'],
    ['stays a draft', 15, 'draft', 'draft'],
    ['stays cancelled', 15, 'cancelled', 'cancelled'],
    ['stays archived', 30, 'archived', 'archived'],
    ['is announced before its time by a person', 21, 'announced', 'announced'],
    ['opens again when its end is moved', 15, 'judging', 'open'],
  ] as const)('%s', (_title, day, status, expected) => {
    expect(decideChallengeStatus({ announceAt: at(25), endAt: at(20), now: at(day), startAt: at(10), status })).toBe(
      expected,
    )
  })

  it('is judged until somebody announces, where no time is set', () => {
    expect(
      decideChallengeStatus({ announceAt: null, endAt: at(20), now: at(99), startAt: at(10), status: 'judging' }),
    ).toBe('judging')
  })
})
