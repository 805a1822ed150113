import type { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'

import { groupAlike } from '../../jobs/ledger/groupAlike.ts'
import type { Settlement } from '../../jobs/ledger/settlement.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { aPublication } from '../support/aPublication.ts'

const PUBLISHED_AT = '2026-11-22T12:00:00.000Z'

const settled = (row: Partial<PublicationRow<ObjectId>> = {}, outcome: Partial<Settlement['outcome']> = {}) => {
  const publication = aPublication({ fence: 1, state: 'sending', ...row })

  return {
    outcome: {
      receipt: { publishedAt: PUBLISHED_AT, remoteId: publication._id },
      state: 'published' as const,
      ...outcome,
    },
    row: publication,
  }
}

const many = (count: number, make: () => Settlement): Settlement[] => Array.from({ length: count }, make)

const sizesOf = (settlements: readonly Settlement[]) =>
  groupAlike(settlements).map(({ fence, isAlike, settlements: group }) => [fence, isAlike, group.length])

describe('groupAlike', () => {
  it.each([
    ['puts together what differs by its id alone', many(40, settled), [[1, true, 40]]],
    ['leaves few as they are', many(31, settled), [[1, false, 31]]],
    [
      'keeps fences apart',
      [...many(33, settled), ...many(32, () => settled({ fence: 2 }))],
      [
        [1, true, 33],
        [2, true, 32],
      ],
    ],
    [
      'keeps apart what was said to have started at another time',
      [...many(33, settled), ...many(32, () => settled({}, { startedAt: new Date(5) }))],
      [
        [1, true, 33],
        [1, true, 32],
      ],
    ],
    [
      'keeps apart what was in another state, because others are told of it',
      [...many(33, settled), ...many(32, () => settled({ state: 'published' }))],
      [
        [1, true, 33],
        [1, true, 32],
      ],
    ],
    [
      'never takes ids of a platform for one another',
      [...Array(33).keys()].map((index) =>
        settled({}, { receipt: { publishedAt: PUBLISHED_AT, remoteId: `${index}` } }),
      ),
      [[1, false, 33]],
    ],
    [
      'gathers what is left',
      [...many(33, settled), settled({}, { state: 'failed' })],
      [
        [1, true, 33],
        [1, false, 1],
      ],
    ],
  ])('%s', (_title, settlements, expected) => {
    expect(sizesOf(settlements)).toEqual(expected)
  })

  it('loses none', () => {
    const settlements = [...many(40, settled), ...many(3, () => settled({ fence: 3 }))]

    expect(new Set(groupAlike(settlements).flatMap((group) => group.settlements))).toEqual(new Set(settlements))
  })
})
