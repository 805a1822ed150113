import { describe, expect, it } from 'vitest'

import { diagnose, type Facts, formatVerdict } from '../../src/domain/diagnosis.ts'

const wellFacts: Facts = {
  clockOffsetMs: -12,
  hasTransactions: true,
  isImportMapFresh: true,
  missingIndexes: [],
  replicaSet: 'drumbeat',
  workerBeatAgesMs: [4_000, 90_000],
}
const findIll = (facts: Partial<Facts>) => diagnose({ ...wellFacts, ...facts }).filter(({ isWell }) => !isWell)

describe('diagnose', () => {
  it('finds nothing wrong with a healthy installation', () => {
    expect(findIll({})).toEqual([])
  })

  it.each([
    ['a single server', { replicaSet: null }, 'replica set'],
    ['transactions that are off', { hasTransactions: false }, 'transactions'],
    ['a missing index', { missingIndexes: ['publications.due'] }, 'indexes'],
    ['workers that fell silent', { workerBeatAgesMs: [16_000] }, 'workers'],
    ['no worker', { workerBeatAgesMs: [] }, 'workers'],
    ['a clock that is ahead', { clockOffsetMs: 2_001 }, 'clock'],
    ['a clock that is behind', { clockOffsetMs: -2_001 }, 'clock'],
    ['a stale import map', { isImportMapFresh: false }, 'import map'],
  ])('finds %s, and says what to do', (_title, facts, name) => {
    const ill = findIll(facts)

    expect(ill.map((verdict) => verdict.name)).toEqual([name])
    expect(ill.map(formatVerdict)[0]).toMatch(/^FAIL .*\. .+/)
  })

  it('leaves the import map of a host app alone', () => {
    expect(diagnose({ ...wellFacts, isImportMapFresh: null }).map(({ name }) => name)).not.toContain('import map')
  })
})
