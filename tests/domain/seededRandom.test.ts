import { describe, expect, it } from 'vitest'

import { createSeededRandom } from '../../src/domain/seededRandom.ts'

const sequence = (seed: string): number[] => {
  const random = createSeededRandom(seed)

  return Array.from({ length: 5 }, () => random.next())
}

describe('createSeededRandom', () => {
  it('repeats itself for the same seed', () => {
    expect(sequence('demo')).toEqual(sequence('demo'))
  })

  it('differs for another seed', () => {
    expect(sequence('demo')).not.toEqual(sequence('emo'))
  })

  it('stays within its bounds, both included', () => {
    const random = createSeededRandom('bounds')
    const drawn = new Set(Array.from({ length: 500 }, () => random.between(1, 3)))

    expect([...drawn].sort()).toEqual([1, 2, 3])
  })
})
