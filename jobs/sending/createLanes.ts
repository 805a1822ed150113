import type { ObjectId } from 'mongodb'

import type { Claim } from '../ledger/rows.ts'
import { insertByDueAt, type Lane, laneSize } from './lanes.ts'
import { type SendingLimits, WAITING_PER_SLOT } from './limits.ts'

/** The lanes of one worker; one that is empty is forgotten. */
export interface Lanes {
  all(): Lane[]
  /** Channels of which enough rows wait. */
  full(): ObjectId[]
  /** True when one of these channels could do with more rows. */
  isAnyHungry(channels: readonly ObjectId[]): boolean
  laneOf(channel: ObjectId): Lane | undefined
  put(claims: readonly Claim[], slotsOf: (channel: ObjectId) => number): void
  takeWaiting(): Claim[]
}

type CreateLanesArgs = Pick<SendingLimits, 'channelConcurrency' | 'heldRows'>

export function createLanes({ channelConcurrency, heldRows }: CreateLanesArgs): Lanes {
  const lanes = new Map<string, Lane>()

  /** All that wait take no more than half of what may be held, so that there is room for a channel that comes late. */
  const enough = (): number =>
    Math.min(
      WAITING_PER_SLOT * channelConcurrency,
      Math.max(2 * channelConcurrency, Math.floor(heldRows / 2 / lanes.size)),
    )

  const laneFor = (channel: ObjectId, slots: number): Lane => {
    const key = channel.toHexString()
    const lane = lanes.get(key) ?? { channel, marking: 0, ready: [], sending: 0, slots, waiting: [] }

    lane.slots = slots
    lanes.set(key, lane)

    return lane
  }

  return {
    all() {
      for (const [key, lane] of lanes) {
        if (laneSize(lane) === 0) {
          lanes.delete(key)
        }
      }

      return [...lanes.values()]
    },
    full() {
      const limit = enough()

      return [...lanes.values()]
        .filter(({ slots, waiting }) => slots < Infinity && waiting.length >= limit)
        .map(({ channel }) => channel)
    },
    isAnyHungry(channels) {
      const limit = enough() / 2

      return channels.some((channel) => (lanes.get(channel.toHexString())?.waiting.length ?? 0) < limit)
    },
    laneOf: (channel) => lanes.get(channel.toHexString()),
    put(claims, slotsOf) {
      for (const claim of claims) {
        insertByDueAt(laneFor(claim.row.channel, slotsOf(claim.row.channel)).waiting, claim)
      }
    },
    takeWaiting: () => [...lanes.values()].flatMap((lane) => lane.waiting.splice(0)),
  }
}
