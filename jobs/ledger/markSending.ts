import type { Filter, ObjectId } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { type Claim, idsOf, type Rows, serverTimePlus, type StoredRow } from './rows.ts'

export interface MarkSendingArgs {
  /** How long before its time a row may be marked; its bytes still wait for the time. */
  aheadMs: number
  claims: readonly Claim[]
  /** A row whose lease ends within so many milliseconds is left alone. */
  safetyMs: number
  /** Rows of these channels are marked only before then, by the server's clock. */
  turn?: { channels: readonly ObjectId[]; endsAt: Date }
}

/** A mark that is under way when its turn ends must not be seen too late by the next one. */
const TURN_SAFETY_MS = 2 * SECOND

/**
 * Marks claimed rows as `sending` and returns those for which it worked; only these may be sent.
 *
 * A row that was cancelled, moved to another time or claimed by somebody else since drops out here, and
 * from here on nobody can cancel it any more. Asking twice after a lost answer does no harm: the token
 * is this claim's own.
 */
export async function markSending(rows: Rows, { aheadMs, claims, safetyMs, turn }: MarkSendingArgs): Promise<Claim[]> {
  const { modifiedCount } = await rows.updateMany(
    {
      ...isOneOf(claims),
      $expr: {
        $and: [{ $lte: ['$dueAt', serverTimePlus(aheadMs)] }, { $gt: ['$leaseUntil', serverTimePlus(safetyMs)] }],
      },
      state: 'claimed',
      ...(turn === undefined ? {} : isInTurn(turn)),
    },
    { $inc: { attempts: 1 }, $set: { state: 'sending' } },
  )

  const marked = modifiedCount === claims.length ? claims : await findOurs(rows, { claims, state: 'sending' })

  return marked.map(countAttempt)
}

/**
 * Takes back the marks of rows of which no byte has left, and returns those that are still ours; they may be cancelled again.
 *
 * Asking twice does no harm, as with the mark.
 */
export async function unmark(rows: Rows, claims: readonly Claim[]): Promise<Claim[]> {
  const { modifiedCount } = await rows.updateMany(
    { ...isOneOf(claims), state: 'sending' },
    { $inc: { attempts: -1 }, $set: { state: 'claimed' } },
  )
  const taken = modifiedCount === claims.length ? claims : await findOurs(rows, { claims, state: 'claimed' })

  return taken.map(discountAttempt)
}

/** The rows of claims, as long as they carry a token of these. */
const isOneOf = (claims: readonly Claim[]): Filter<StoredRow> => ({
  _id: { $in: idsOf(claims.map(({ row }) => row)) },
  token: { $in: [...new Set(claims.map(({ row }) => row.token ?? ''))] },
})

const isInTurn = ({ channels, endsAt }: NonNullable<MarkSendingArgs['turn']>): Filter<StoredRow> => ({
  $or: [{ channel: { $nin: [...channels] } }, { $expr: { $lt: [serverTimePlus(TURN_SAFETY_MS), endsAt] } }],
})

interface FindOursArgs {
  claims: readonly Claim[]
  state: PublicationState
}

/** Those that are in a state, and nobody has claimed since. */
async function findOurs(rows: Rows, { claims, state }: FindOursArgs): Promise<Claim[]> {
  const found = await rows
    .find({ ...isOneOf(claims), state })
    .project<{ _id: string; token: string }>({ token: 1 })
    .toArray()
  const tokenOf = new Map(found.map((row) => [row._id, row.token]))

  return claims.filter(({ row }) => tokenOf.get(row._id) === row.token)
}

const countAttempt = (claim: Claim): Claim => ({ ...claim, row: { ...claim.row, attempts: claim.row.attempts + 1 } })

const discountAttempt = ({ markedMs: _, ...claim }: Claim): Claim => ({
  ...claim,
  row: { ...claim.row, attempts: claim.row.attempts - 1 },
})
