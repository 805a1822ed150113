import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { MARK_POSITIONS, place } from '../../../src/domain/rendition/markStyle.ts'

const on = { height: 1000, width: 2000 }
const thing = { height: 100, width: 300 }

describe('place', () => {
  it.each([
    ['top-left', { left: 40, top: 40 }],
    ['top-right', { left: 1660, top: 40 }],
    ['bottom-left', { left: 40, top: 860 }],
    ['bottom-right', { left: 1660, top: 860 }],
    ['centre', { left: 850, top: 450 }],
  ] as const)('puts it at the %s', (position, expected) => {
    expect(place({ margin: 40, on, position, thing })).toEqual(expected)
  })

  it('never puts it outside, whatever the margin', () => {
    const side = fc.integer({ max: 4000, min: 1 })

    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ max: 900, min: 0 }),
        fc.constantFrom(...MARK_POSITIONS),
        (height, width, margin, position) => {
          const { left, top } = place({ margin, on: { height: height + 100, width: width + 300 }, position, thing })

          expect(left).toBeGreaterThanOrEqual(0)
          expect(top).toBeGreaterThanOrEqual(0)
          expect(left + thing.width).toBeLessThanOrEqual(width + 300)
          expect(top + thing.height).toBeLessThanOrEqual(height + 100)
        },
      ),
    )
  })
})
