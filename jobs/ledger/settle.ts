import type { Document } from 'mongodb'

import type { PublicationState } from '../../src/domain/publication.ts'
import { TOLD_STATES } from '../../src/domain/publicationStates.ts'
import { fenceOf, groupAlike, isNamedByUs, type SettlementGroup } from './groupAlike.ts'
import { entryOf, idsOf, type Rows, type StoredRow } from './rows.ts'
import type { Settlement } from './settlement.ts'

/** States from which our own outcome may be written: what was thought lost may still be told by the one who sent it. */
const FROM: readonly PublicationState[] = ['claimed', 'sending', 'unconfirmed', 'published']

/**
 * Writes what became of a window of rows, and gives up their leases.
 *
 * Only rows that still carry the fence of the claim are touched; the ids of the others are returned, for
 * a holder whose lease went to somebody else must not speak, except of what it took down. Repeating it after a lost answer is harmless.
 * Rows of which the same is to be said share one update without a list, which costs the database half as much.
 */
export async function settle(rows: Rows, settlements: readonly Settlement[]): Promise<string[]> {
  const foreign = await Promise.all(groupAlike(settlements).map((group) => settleGroup(rows, group)))

  return foreign.flat()
}

async function settleGroup(rows: Rows, { fence, isAlike, settlements }: SettlementGroup): Promise<string[]> {
  const { matchedCount } = await rows.updateMany(
    {
      _id: { $in: idsOf(settlements.map(({ row }) => row)) },
      ...(fence === null ? { state: 'published' } : { fence, state: { $in: [...FROM] } }),
    },
    isAlike ? sayToAll(settlements[0] as Settlement) : sayToEach(settlements),
  )

  return matchedCount === settlements.length ? [] : findForeign(rows, settlements)
}

/** The same for every row of the update. */
function sayToAll(settlement: Settlement): Document[] {
  const { dueInMs, isSeen, isTold, lookInMs } = describe(settlement)
  const { receipt, ...outcome } = settlement.outcome
  const literal = Object.entries(outcome).map(([name, value]): [string, Document] => [name, { $literal: value }])

  return [
    {
      $set: {
        ...Object.fromEntries(literal),
        ...(receipt && {
          receipt: { $mergeObjects: [{ $literal: receipt }, isNamedByUs(settlement) ? { remoteId: '$_id' } : null] },
        }),
        ...RELEASED,
        ...(isTold === undefined ? {} : { followed: isTold ? false : null }),
        ...(isSeen && { changedAt: '$$NOW' }),
        ...(dueInMs !== undefined && { dueAt: { $add: ['$$NOW', dueInMs] } }),
        ...(lookInMs !== undefined && { lookAt: { $add: ['$$NOW', lookInMs] } }),
      },
    },
  ]
}

/** Its own for each row. */
function sayToEach(settlements: readonly Settlement[]): Document[] {
  return [
    { $set: { __settled: entryOf(idsOf(settlements.map(({ row }) => row)), settlements.map(describe)) } },
    { $replaceWith: { $mergeObjects: ['$$ROOT', '$__settled.outcome', RELEASED, ...TIMES] } },
    { $unset: ['__settled'] },
  ]
}

const RELEASED = { leaseUntil: null, token: null, updatedAt: '$$NOW' }

/** Parts that hold only for some rows; merging null adds nothing. */
const TIMES: Document[] = [
  when(
    { $ne: [{ $type: '$__settled.isTold' }, 'missing'] },
    { followed: { $cond: ['$__settled.isTold', false, null] } },
  ),
  when('$__settled.isSeen', { changedAt: '$$NOW' }),
  when({ $ne: [{ $type: '$__settled.dueInMs' }, 'missing'] }, { dueAt: { $add: ['$$NOW', '$__settled.dueInMs'] } }),
  when({ $ne: [{ $type: '$__settled.lookInMs' }, 'missing'] }, { lookAt: { $add: ['$$NOW', '$__settled.lookInMs'] } }),
]

function when(condition: unknown, part: Document): Document {
  return { $cond: [condition, part, null] }
}

interface Saying extends Pick<Settlement, 'dueInMs' | 'lookInMs' | 'outcome'> {
  isSeen: boolean
  /** Absent where the state stays: what was to be told stays to be told. */
  isTold?: boolean
}

function describe({ dueInMs, isNews, isQuiet, lookInMs: given, outcome, row }: Settlement): Saying {
  // Who sent it may still tell what was thought lost by then: nobody looks for it any more.
  const lookInMs = outcome.state === 'unconfirmed' ? given : null

  return {
    isSeen: outcome.state !== row.state && (outcome.state === 'published' || outcome.state === 'withdrawn'),
    outcome,
    ...(isNews && { isTold: true }),
    ...(outcome.state === row.state ? {} : { isTold: isQuiet !== true && TOLD_STATES.includes(outcome.state) }),
    ...(dueInMs === undefined ? {} : { dueInMs }),
    ...(lookInMs === undefined ? {} : { lookInMs }),
  }
}

/** Of rows that were not all written now: those not written before either. */
async function findForeign(rows: Rows, settlements: readonly Settlement[]): Promise<string[]> {
  const now = await rows
    .find({ _id: { $in: idsOf(settlements.map(({ row }) => row)) } })
    .project<Pick<StoredRow, '_id' | 'fence' | 'state'>>({ fence: 1, state: 1 })
    .toArray()
  const stored = new Map(now.map((row) => [row._id, row]))

  return settlements
    .filter((settlement) => {
      const fence = fenceOf(settlement)
      const other = stored.get(settlement.row._id)

      return other?.state !== settlement.outcome.state || (fence !== null && other.fence !== fence)
    })
    .map(({ row }) => row._id)
}
