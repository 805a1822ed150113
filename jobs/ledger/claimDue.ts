import { randomUUID } from 'node:crypto'

import type { Filter, ObjectId } from 'mongodb'

import type { ServerClock } from '../serverClock.ts'
import { localNow } from './lease.ts'
import { type Claim, idsOf, type Rows, serverTimePlus, type StoredRow } from './rows.ts'

export interface ClaimDueArgs {
  /** Rows due within so many milliseconds are claimed too. */
  aheadMs: number
  clock: ServerClock
  /** Channels of which this process holds enough. */
  except?: readonly ObjectId[]
  leaseMs: number
  limit: number
  /** Rows to leave to other workers that look at the same time. */
  skip?: number
}

export interface ClaimDueResult {
  claims: Claim[]
  /** How many rows were seen due; more than the claims when another worker was faster. */
  seen: number
}

/**
 * Claims up to `limit` armed rows that are due, the oldest first.
 *
 * What is due the find only guesses; the update decides it, by the server's clock and one row at a time.
 */
export async function claimDue(rows: Rows, args: ClaimDueArgs): Promise<ClaimDueResult> {
  const { aheadMs, clock, except = [], leaseMs, limit, skip = 0 } = args
  const due: Filter<StoredRow> = {
    dueAt: { $lte: new Date(clock.now().getTime() + aheadMs) },
    state: 'armed',
    ...(except.length > 0 ? { channel: { $nin: [...except] } } : {}),
  }
  const found = await rows
    .find(due)
    .sort({ dueAt: 1 })
    .skip(skip)
    .limit(limit)
    .project<{ _id: string }>({ _id: 1 })
    .toArray()

  if (found.length === 0) {
    return { claims: [], seen: 0 }
  }

  const chunks = []

  for (let at = 0; at < found.length; at += CHUNK) {
    chunks.push(claimChunk(rows, { aheadMs, ids: idsOf(found.slice(at, at + CHUNK)), leaseMs }))
  }

  return { claims: (await Promise.all(chunks)).flat(), seen: found.length }
}

/** So many rows are claimed by one update; a few of them side by side are twice as fast as one after the other. */
const CHUNK = 500

interface ClaimChunkArgs extends Pick<ClaimDueArgs, 'aheadMs' | 'leaseMs'> {
  ids: string[]
}

async function claimChunk(rows: Rows, { aheadMs, ids, leaseMs }: ClaimChunkArgs): Promise<Claim[]> {
  const since = localNow()
  const token = randomUUID()

  await rows.updateMany({ _id: { $in: ids }, $expr: { $lte: ['$dueAt', serverTimePlus(aheadMs)] }, state: 'armed' }, [
    {
      $set: {
        fence: { $add: ['$fence', 1] },
        followed: false,
        leaseUntil: serverTimePlus(leaseMs),
        state: 'claimed',
        token,
      },
    },
  ])

  const held = await rows.find({ _id: { $in: ids }, token }).toArray()

  return held.map((row) => ({ leaseMs, row, since }))
}
