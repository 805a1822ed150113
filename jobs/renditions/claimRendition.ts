import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { type Collection, MongoServerError } from 'mongodb'

import { BusyError, RenditionError } from '../../src/domain/errors.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { keyOf, type RenditionAddress } from '../../src/domain/rendition/address.ts'
import type { MadeFile, RenditionRow } from './records.ts'

/** The largest picture takes some seconds; whoever holds a claim for longer is dead. */
const LEASE_MS = MINUTE
const LOOK_MS = 50
const PATIENCE_MS = 2 * MINUTE

export interface MakeOnceArgs {
  address: RenditionAddress
  clock: () => Date
  /** True makes it again although it is there. */
  isAnew?: boolean
  make: () => Promise<MadeFile>
  rows: Collection<RenditionRow>
}

/**
 * Makes a rendition, or waits for the process that makes it: over all processes it is made once.
 *
 * A row with a unique key is the claim. The claim of a process that died runs out; a clock that is wrong costs at worst
 * a second making of the same bytes. A picture that cannot be made is remembered, one whose storage failed is not.
 */
export async function makeOnce({ address, clock, isAnew = false, make, rows }: MakeOnceArgs): Promise<MadeFile> {
  const key = keyOf(address)
  const token = randomUUID()
  const givesUpAt = clock().getTime() + PATIENCE_MS

  for (let mustMake = isAnew; clock().getTime() < givesUpAt; await wait(LOOK_MS)) {
    const row = await rows.findOne({ _id: key })

    if (!mustMake && row?.state === 'made' && row.made !== null) {
      return row.made
    }

    if (!mustMake && row?.state === 'failed') {
      throw new RenditionError(row.error ?? 'The picture cannot be rendered')
    }

    if (await claim({ address, clock, key, mustMake, rows, token })) {
      return finish({ key, make, rows, token })
    }

    // Somebody is making it at this moment, which is new enough.
    mustMake = false
  }

  throw new BusyError('The picture is still being made; ask again in a moment')
}

interface ClaimArgs extends Pick<MakeOnceArgs, 'address' | 'clock' | 'rows'> {
  key: string
  mustMake: boolean
  token: string
}

async function claim({ address, clock, key, mustMake, rows, token }: ClaimArgs): Promise<boolean> {
  const now = clock()
  const free = { leaseUntil: { $lt: now }, state: 'making' as const }

  try {
    const { matchedCount, upsertedCount } = await rows.updateOne(
      { _id: key, ...(mustMake ? { $or: [free, { state: { $ne: 'making' as const } }] } : free) },
      {
        $set: { address, error: null, leaseUntil: new Date(now.getTime() + LEASE_MS), state: 'making', token },
        $setOnInsert: { made: null },
      },
      { upsert: true },
    )

    return matchedCount + upsertedCount > 0
  } catch (error) {
    // The key stands already, and not free.
    if (error instanceof MongoServerError && error.code === 11_000) {
      return false
    }

    throw error
  }
}

interface FinishArgs extends Pick<MakeOnceArgs, 'make' | 'rows'> {
  key: string
  token: string
}

async function finish({ key, make, rows, token }: FinishArgs): Promise<MadeFile> {
  const mine = { _id: key, token }

  try {
    const made = await make()

    await rows.updateOne(mine, { $set: { made, state: 'made' } })

    return made
  } catch (error) {
    await (error instanceof RenditionError
      ? rows.updateOne(mine, { $set: { error: error.message, made: null, state: 'failed' } })
      : rows.deleteOne(mine))

    throw error
  }
}
