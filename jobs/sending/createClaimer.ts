import type { ObjectId } from 'mongodb'

import type { Failpoints } from '../failpoints.ts'
import { inTime } from '../inTime.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import { limitsOf } from '../pacing/limitsOf.ts'
import type { OpenChannel, OpenChannelById } from './channelCache.ts'
import type { Lanes } from './createLanes.ts'
import type { HeldClaims } from './heldClaims.ts'
import type { SendingLimits } from './limits.ts'
import type { FindPostFacts } from './postFacts.ts'

export interface ClaimerDependencies {
  advance: () => void
  failpoints: Failpoints
  findPostFacts: FindPostFacts
  held: HeldClaims
  lanes: Lanes
  ledger: Pick<Ledger, 'claimDue' | 'release'>
  limits: SendingLimits
  log: Log
  openChannel: OpenChannelById
  random: () => number
}

export interface Claimer {
  /** Says that rows held have become fewer. */
  freed(): void
  stop(): Promise<void>
  wake(): void
}

/** Claims what is due soon, batch by batch, as long as there is room; one round at a time. */
export function createClaimer(dependencies: ClaimerDependencies): Claimer {
  const { advance, failpoints, held, lanes, ledger, limits, log, random } = dependencies
  let isStopped = false
  /** Rows were left in the database for want of room. */
  let isShort = false
  /** Channels that were left out last time, because enough of their rows were held. */
  let sated: readonly ObjectId[] = []
  let isWoken = false
  let round: Promise<void> | undefined

  const hasRoom = (): boolean => held.size + limits.claimBatch <= limits.heldRows

  const claimAll = async (): Promise<void> => {
    let hasMore = false
    let skip = 0

    do {
      isWoken = false
      sated = lanes.full()

      const { claims, seen } = await ledger.claimDue({
        aheadMs: limits.claimAheadMs,
        except: sated,
        leaseMs: limits.leaseMs,
        limit: limits.claimBatch,
        skip,
      })

      await take(claims)
      hasMore = seen === limits.claimBatch || (skip > 0 && seen === 0)
      isShort = hasMore || sated.length > 0
      // Others look at the same rows: step aside by chance when they were faster.
      skip = seen > 0 && claims.length < seen / 2 ? limits.claimBatch * Math.floor(random() * 4) : 0
    } while ((hasMore || isWoken) && hasRoom() && !isStopped)
  }

  const take = async (claims: readonly Claim[]): Promise<void> => {
    if (claims.length === 0) {
      return
    }

    failpoints.reach('after-claim')

    if (isStopped) {
      return ledger.release(claims)
    }

    held.add(claims)
    const slots = await prepare(dependencies, claims)

    lanes.put(claims, (channel) => slots.get(channel.toHexString()) ?? limits.channelConcurrency)
    advance()
  }

  const run = (): void => {
    round ??= claimAll()
      .catch((error: unknown) => log.warn({ err: error }, 'claiming failed; the next sweep tries again'))
      .finally(() => {
        round = undefined

        if (isWoken && !isStopped && hasRoom()) {
          run()
        }
      })
  }

  const wake = (): void => {
    if (!isStopped) {
      isWoken = true
      run()
    }
  }

  return {
    freed() {
      if (isShort && hasRoom() && (sated.length === 0 || lanes.isAnyHungry(sated))) {
        wake()
      }
    },
    async stop() {
      isStopped = true
      await round
    },
    wake,
  }
}

/** What nothing limits and nothing leaves the machine for has no end of slots. */
const slotsOf = (channel: OpenChannel | null, { channelConcurrency }: SendingLimits): number =>
  channel?.adapter.manifest.mode === 'feed'
    ? Infinity
    : Math.min(channelConcurrency, (channel && limitsOf(channel).concurrency) ?? Infinity)

/** Reads ahead what the gate will ask, so that the last second has no query left; tells each channel's slots. */
async function prepare(
  { findPostFacts, limits, openChannel }: ClaimerDependencies,
  claims: readonly Claim[],
): Promise<Map<string, number>> {
  const channels = new Map<string, ObjectId>(claims.map(({ row }) => [row.channel.toHexString(), row.channel]))
  const slots = new Map<string, number>()

  await Promise.allSettled([
    inTime(findPostFacts(claims.map(({ row }) => row.post))),
    ...[...channels].map(async ([key, id]) => {
      const channel = await openChannel(id)

      slots.set(key, slotsOf(channel, limits))
    }),
  ])

  return slots
}
