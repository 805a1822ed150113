import { describe, expect, it } from 'vitest'

import { changesOf, MOST_TOTAL, parseTotals } from '../../src/domain/platformTotals.ts'

describe('parseTotals', () => {
  it('reads what a platform counts', () => {
    expect(parseTotals({ like: 0, view: MOST_TOTAL })).toEqual({ like: 0, view: MOST_TOTAL })
  })

  it.each([
    ['a fraction', { view: 1.5 }, 'view'],
    ['less than nothing', { like: -1 }, 'like'],
    ['too many', { view: MOST_TOTAL + 1 }, 'view'],
    ['a text', { view: '12' }, 'view'],
    ['what platforms do not count', { order: 1 }, 'order'],
  ])('refuses %s', (_title, given, path) => {
    expect(parseTotals(given)).toMatchObject({ reasons: [{ code: 'FIGURE', path }] })
  })
})

describe('changesOf', () => {
  it.each([
    ['what is new', {}, { view: 3 }, { view: 3 }],
    ['what has grown', { like: 1, view: 3 }, { view: 10 }, { view: 7 }],
    ['what was corrected', { view: 10 }, { view: 4 }, { view: -6 }],
    ['nothing of what stayed', { view: 10 }, { view: 10 }, {}],
  ])('tells %s', (_title, before, now, changes) => {
    expect(changesOf(before, now)).toEqual(changes)
  })
})
