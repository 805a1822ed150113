import { describe, expect, inject, it } from 'vitest'

import { HOUR, SECOND } from '../../src/domain/duration.ts'
import { createSeededRandom } from '../../src/domain/seededRandom.ts'
import { killMany } from './killLoop.ts'
import { say, scale } from './scale.ts'

/** So many kills share a database: short enough that a breach is seen while its trail is fresh. */
const AT_ONCE = 240

describe('workers killed one after the other', () => {
  it(
    `lose nothing and let nothing take effect twice in ${scale.kills} kills`,
    async () => {
      const startedAt = performance.now()
      const seeded = createSeededRandom(String(scale.seed))
      const points: Record<string, number> = {}
      let kills = 0
      let rows = 0

      while (kills < scale.kills) {
        const count = await killMany({
          kills: Math.min(AT_ONCE, scale.kills - kills),
          random: () => seeded.next(),
          uri: inject('mongoUri'),
        })

        kills += count.kills
        rows += Object.values(count.outcomes).reduce((sum, number) => sum + number, 0)
        Object.entries(count.byPoint).forEach(([point, number]) => (points[point] = (points[point] ?? 0) + number))
        say(`${kills} kills (${tell(points)}), ${rows} rows (last: ${tell(count.outcomes)}), ${rate(kills, startedAt)}`)

        expect(count.breaches, `FAULT_SEED=${scale.seed}`).toEqual([])
      }

      expect(kills).toBe(scale.kills)
    },
    4 * HOUR,
  )
})

const tell = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ')

const rate = (kills: number, startedAt: number): string =>
  `${((kills / (performance.now() - startedAt)) * SECOND).toFixed(2)} kills/s`
