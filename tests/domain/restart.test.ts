import { describe, expect, it } from 'vitest'

import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { decideRestart } from '../../src/domain/restart.ts'

describe('decideRestart', () => {
  it.each([
    ['comes back at once after the first end', { failures: 0, ranForMs: SECOND }, { failures: 1, pauseMs: 500 }],
    ['waits longer after each failure in a row', { failures: 3, ranForMs: SECOND }, { failures: 4, pauseMs: 4_000 }],
    ['never waits longer than half a minute', { failures: 50, ranForMs: SECOND }, { failures: 51, pauseMs: 30_000 }],
    ['forgets failures once it ran for a while', { failures: 9, ranForMs: 2 * MINUTE }, { failures: 1, pauseMs: 500 }],
  ] as const)('%s', (_title, given, expected) => {
    expect(decideRestart(given)).toEqual(expected)
  })
})
