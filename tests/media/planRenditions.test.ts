import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { planRenditions } from '../../media/planRenditions.ts'
import { RENDITIONS } from '../../src/domain/renditions.ts'

const square = [{ name: 'square', height: 100, width: 100 }]

describe('planRenditions', () => {
  it('cuts the middle out of a wide picture', () => {
    expect(planRenditions({ height: 200, specs: square, width: 400 })).toEqual([
      { name: 'square', height: 100, left: 50, scaled: { height: 100, width: 200 }, top: 0, width: 100 },
    ])
  })

  it('keeps the focal point in the cut', () => {
    const [plan] = planRenditions({ focalPoint: { x: 90, y: 50 }, height: 200, specs: square, width: 400 })

    expect(plan?.left).toBe(100)
  })

  it('keeps the shape where only a width is asked for', () => {
    const [plan] = planRenditions({ height: 1000, specs: [{ name: 'card', width: 640 }], width: 2000 })

    expect(plan).toMatchObject({ height: 320, left: 0, top: 0, width: 640 })
  })

  it('leaves out what it would have to scale up', () => {
    expect(planRenditions({ height: 99, specs: square, width: 400 })).toEqual([])
  })

  it('never cuts outside the picture, whatever its size and focal point', () => {
    const side = fc.integer({ max: 8000, min: 1 })
    const percent = fc.integer({ max: 100, min: 0 })

    fc.assert(
      fc.property(side, side, percent, percent, (height, width, x, y) => {
        for (const plan of planRenditions({ focalPoint: { x, y }, height, specs: RENDITIONS, width })) {
          expect(plan.left).toBeGreaterThanOrEqual(0)
          expect(plan.top).toBeGreaterThanOrEqual(0)
          expect(plan.left + plan.width).toBeLessThanOrEqual(plan.scaled.width)
          expect(plan.top + plan.height).toBeLessThanOrEqual(plan.scaled.height)
          expect(plan.scaled.width).toBeLessThanOrEqual(width)
        }
      }),
    )
  })
})
