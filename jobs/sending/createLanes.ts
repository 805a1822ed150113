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
  sending(): number
  takeWaiting(): Claim[]
}

export function createLanes(limits: Pick<SendingLimits, 'channelConcurrency'>): Lanes {
  const lanes = new Map<string, Lane>()
  const enough = WAITING_PER_SLOT * limits.channelConcurrency

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
    full: () =>
      [...lanes.values()]
        .filter(({ slots, waiting }) => slots < Infinity && waiting.length >= enough)
        .map(({ channel }) => channel),
    isAnyHungry: (channels) =>
      channels.some((channel) => (lanes.get(channel.toHexString())?.waiting.length ?? 0) < enough / 2),
    laneOf: (channel) => lanes.get(channel.toHexString()),
    put(claims, slotsOf) {
      for (const claim of claims) {
        insertByDueAt(laneFor(claim.row.channel, slotsOf(claim.row.channel)).waiting, claim)
      }
    },
    sending: () => [...lanes.values()].reduce((sum, lane) => sum + lane.sending, 0),
    takeWaiting: () => [...lanes.values()].flatMap((lane) => lane.waiting.splice(0)),
  }
}
