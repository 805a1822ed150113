import { describe, expect, it } from 'vitest'

import { decideCatchUp } from '../../src/domain/catchUp.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import type { CatchUpPolicy } from '../../src/domain/publication.ts'

const late = (lateMs: number, policy: CatchUpPolicy) => {
  const dueAt = new Date('2026-11-22T12:00:00Z')

  return decideCatchUp({ dueAt, graceMs: 5 * MINUTE, now: new Date(dueAt.getTime() + lateMs), policy })
}

describe('decideCatchUp', () => {
  it.each([
    ['sends on time', 0, 'skip', { action: 'send' }],
    ['sends what is claimed a little ahead', -2_000, 'skip', { action: 'send' }],
    ['sends within its grace', 4 * MINUTE, 'skip', { action: 'send' }],
    ['sends at the very end of its grace', 5 * MINUTE, 'ask', { action: 'send' }],
    ['misses past its grace', 6 * MINUTE, 'skip', { action: 'miss', lateMs: 6 * MINUTE }],
    ['asks past its grace when told to', 6 * MINUTE, 'ask', { action: 'ask' }],
    ['sends past its grace when told to', 6 * MINUTE, 'publish', { action: 'send' }],
  ] as const)('%s', (_title, lateMs, policy, expected) => {
    expect(late(lateMs, policy)).toEqual(expected)
  })
})
