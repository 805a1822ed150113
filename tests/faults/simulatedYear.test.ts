import { describe, expect, it } from 'vitest'

import { HOUR } from '../../src/domain/duration.ts'
import { createSeededRandom } from '../../src/domain/seededRandom.ts'
import { findBreaches } from './invariants.ts'
import { say, scale } from './scale.ts'
import { liveThroughYear } from './simulatedYear.ts'

describe('a simulated year', () => {
  it.each(Array.from({ length: scale.years }, (_, index) => scale.seed + index))(
    'with changes of the clocks and crashes loses nothing and sends nothing twice or early (FAULT_SEED=%i)',
    async (seed) => {
      const { crashes, ...evidence } = await liveThroughYear(createSeededRandom(String(seed)))

      expect(findBreaches(evidence)).toEqual([])
      expect(evidence.rows.map(({ state }) => state)).not.toContain('missed')
      expect(crashes).toBeGreaterThan(20)
      say(
        `a year with seed ${seed}: ${evidence.rows.length} publications, ${evidence.arrivals.length} arrivals, ${crashes} crashes`,
      )
    },
    HOUR,
  )
})
