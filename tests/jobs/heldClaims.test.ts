import { expect, it, vi } from 'vitest'

import type { Claim } from '../../jobs/ledger/rows.ts'
import { createHeldClaims } from '../../jobs/sending/heldClaims.ts'
import { SENDING_LIMITS } from '../../jobs/sending/limits.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { aPublication } from '../support/aPublication.ts'
import { silentLog } from '../support/silentLog.ts'

const DUE_AT = new Date('2026-11-26T12:00:00Z')

const aClaim = (laterMs = 0): Claim => ({
  leaseMs: MINUTE,
  row: aPublication({ dueAt: new Date(DUE_AT.getTime() + laterMs) }),
  since: { steadyMs: performance.now(), wallMs: Date.now() },
})

function aHolding() {
  const floorMs = vi.fn(() => DUE_AT.getTime())
  const held = createHeldClaims({
    ...SENDING_LIMITS,
    clock: { floorMs },
    ledger: { renew: (claims) => Promise.resolve([...claims]) },
    log: silentLog,
  })

  return { held, pass: (ms: number) => floorMs.mockReturnValue(DUE_AT.getTime() + ms) }
}

it('tells how late what waits is, and is silent about what is not due', () => {
  const { held, pass } = aHolding()

  held.add([aClaim(), aClaim(2 * SECOND)])
  expect(held.takeOldestDueMs()).toBe(0)

  pass(6 * SECOND)
  expect(held.takeOldestDueMs()).toBe(6 * SECOND)
  expect(held.takeOldestDueMs()).toBe(6 * SECOND)
})

it.each([true, false])(
  'tells once more how late something began, and not how long it takes since: local %s',
  (isLocal) => {
    const { held, pass } = aHolding()
    const claim = aClaim()

    held.add([claim])
    pass(7 * SECOND)
    held.begin(claim.row._id, { isLocal })
    pass(MINUTE)

    expect(held.takeOldestDueMs()).toBe(7 * SECOND)
    expect(held.takeOldestDueMs()).toBe(0)
  },
)

it('forgets what was given back', () => {
  const { held, pass } = aHolding()
  const claim = aClaim()

  held.add([claim])
  pass(MINUTE)
  held.drop([claim.row._id])

  expect(held.takeOldestDueMs()).toBe(0)
})
