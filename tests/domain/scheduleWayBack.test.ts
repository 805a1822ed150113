import { describe, expect, it } from 'vitest'

import { findWayBack } from '../../src/domain/scheduleWayBack.ts'

describe('findWayBack', () => {
  it.each([
    ['a pause ends with what was pinned', 'armed', 'paused', { pinsNewest: false }],
    ['what is unarmed is armed with the newest', 'armed', 'planned', { pinsNewest: true }],
    ['what is cancelled is armed with the newest', 'armed', 'cancelled', { pinsNewest: true }],
    ['a cancelled plan is planned again', 'planned', 'cancelled', { pinsNewest: false }],
    ['what was armed is planned again', 'planned', 'armed', { pinsNewest: false }],
    ['what was armed is paused again', 'paused', 'armed', { pinsNewest: false }],
    ['a cancelled pause does not come back', 'paused', 'cancelled', null],
    ['an unarmed pause does not come back', 'paused', 'planned', null],
    ['what is done stays done', 'armed', 'done', null],
    ['what has not changed needs none', 'armed', 'armed', null],
  ] as const)('%s', (_title, from, to, expected) => {
    expect(findWayBack({ from, to })).toEqual(expected)
  })
})
