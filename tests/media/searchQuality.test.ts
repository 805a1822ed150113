import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { searchQuality } from '../../media/searchQuality.ts'

const linear = (bytesPerStep: number) => {
  let count = 0

  return {
    count: () => count,
    encode: (quality: number) => {
      count += 1

      return Promise.resolve({ length: quality * bytesPerStep })
    },
  }
}

describe('searchQuality', () => {
  it('finds the highest quality that fits, in at most eight encodings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ max: 100, min: 1 }), async (maxBytes) => {
        const { count, encode } = linear(1)
        const found = await searchQuality({ encode, highest: 90, lowest: 10, maxBytes })

        expect(found?.quality ?? null).toBe(maxBytes < 10 ? null : Math.min(90, maxBytes))
        expect(count()).toBeLessThanOrEqual(8)
      }),
    )
  })

  it('gives up after one encoding when not even the lowest fits', async () => {
    const { count, encode } = linear(100)

    expect(await searchQuality({ encode, highest: 90, lowest: 10, maxBytes: 999 })).toBeNull()
    expect(count()).toBe(1)
  })
})
