import { describe, expect, it } from 'vitest'

import { SECOND } from '../../src/domain/duration.ts'
import { MAX_ATTEMPTS } from '../../src/domain/refusal.ts'
import { decideAfterLook, decideUnknownOutcome, MAX_LOOKS } from '../../src/domain/unknownOutcome.ts'

describe('decideUnknownOutcome', () => {
  it.each([
    ['sends again where the platform knows our key', 'native-key', {}, 'send-again'],
    ['sends again where the id is ours', 'deterministic-id', {}, 'send-again'],
    ['looks first where the platform can be read', 'reconcile-by-read', {}, 'look'],
    ['never sends again where nothing tells', 'none', {}, 'ask-person'],
    ['stops sending after the last attempt', 'native-key', { attempts: MAX_ATTEMPTS }, 'ask-person'],
    ['never sends again what is not wanted any more', 'native-key', { isUnwanted: true }, 'ask-person'],
    ['looks for it where it can', 'native-key', { canLook: true, isUnwanted: true }, 'look'],
    ['looks for it so often', 'native-key', { canLook: true, isUnwanted: true, looks: MAX_LOOKS }, 'ask-person'],
    ['stops looking after the last look', 'reconcile-by-read', { looks: MAX_LOOKS }, 'ask-person'],
  ] as const)('%s', (_title, deduplication, given, action) => {
    expect(decideUnknownOutcome({ attempts: 1, deduplication, looks: 0, ...given })).toEqual({ action })
  })
})

describe('decideAfterLook', () => {
  it.each([
    ['adopts what stands there', { looks: 1, result: 'published' }, { action: 'adopt' }],
    [
      'does not trust the first "absent"',
      { looks: 1, result: 'absent' },
      { action: 'look-again', delayMs: 5 * SECOND },
    ],
    ['sends again after the second "absent"', { looks: 2, result: 'absent' }, { action: 'send-again' }],
    ['cancels what is absent and not wanted', { isUnwanted: true, looks: 2, result: 'absent' }, { action: 'cancel' }],
    [
      'leaves to a person what is out in part and not wanted',
      { isHalfOut: true, isUnwanted: true, looks: 2, result: 'absent' },
      { action: 'ask-person' },
    ],
    [
      'looks again, later each time, while nobody can say',
      { looks: 3, result: 'unknown' },
      { action: 'look-again', delayMs: 45 * SECOND },
    ],
    ['asks a person in the end', { looks: MAX_LOOKS, result: 'unknown' }, { action: 'ask-person' }],
  ] as const)('%s', (_title, given, expected) => {
    expect(decideAfterLook({ attempts: 1, ...given })).toEqual(expected)
  })
})
