import { describe, expect, it } from 'vitest'

import { findTab } from '../../src/admin/preview/tabKeys.ts'

describe('findTab', () => {
  it.each([
    ['goes to the next', 'ArrowRight', 0, 1],
    ['goes on from the last to the first', 'ArrowRight', 2, 0],
    ['goes back from the first to the last', 'ArrowLeft', 0, 2],
    ['goes to the first', 'Home', 2, 0],
    ['goes to the last', 'End', 0, 2],
    ['leaves other keys alone', 'a', 1, null],
  ])('%s', (_title, key, index, expected) => {
    expect(findTab({ count: 3, index, key })).toBe(expected)
  })
})
