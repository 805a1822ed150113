import { describe, expect, it } from 'vitest'

import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { decideRedelivery } from '../../src/domain/webhookBackoff.ts'

const decide = (changes: object) =>
  decideRedelivery({ attempts: 1, isGone: false, random: 0, retryAfterMs: undefined, ...changes })

describe('decideRedelivery', () => {
  it.each([
    ['comes again soon', { attempts: 1 }, { action: 'wait', waitMs: 5 * SECOND }],
    ['waits longer each time', { attempts: 2 }, { action: 'wait', waitMs: 5 * MINUTE }],
    ['waits a day at last', { attempts: 9 }, { action: 'wait', waitMs: 24 * HOUR }],
    ['gives up after ten attempts', { attempts: 10 }, { action: 'give-up' }],
    ['gives up when the receiver is gone', { isGone: true }, { action: 'give-up' }],
    ['waits as long as the receiver asks', { retryAfterMs: HOUR }, { action: 'wait', waitMs: HOUR }],
    ['is not hurried by the receiver', { attempts: 2, retryAfterMs: 1 }, { action: 'wait', waitMs: 5 * MINUTE }],
    ['spreads attempts by up to a fifth', { random: 1 }, { action: 'wait', waitMs: 6 * SECOND }],
  ] as const)('%s', (_title, changes, expected) => {
    expect(decide(changes)).toEqual(expected)
  })
})
