import type { ObjectId } from 'mongodb'

import { plannedAt } from '../../src/domain/channelPace.ts'
import type { Claim, StoredRow } from '../ledger/rows.ts'

/** What one worker holds for one channel, in the order of due times. */
export interface Lane {
  channel: ObjectId
  /** No row is marked before, by the server's clock: its channel has no permit left. */
  heldUntilMs?: number
  /** Its sends take long, or get no place: no row is marked before there is room for it. */
  isSlow?: boolean
  /** Rows being marked. */
  marking: number
  /** Rows marked, waiting for their time or for a free slot. */
  ready: Claim[]
  /** How many may begin now, of those that are ready. */
  room?: number
  sending: number
  /** How many may be sent at one time; unlimited where nothing leaves the machine. */
  slots: number
  waiting: Claim[]
}

/** How many waiting rows a lane may mark now: one set on the wire and one set ready behind it, unless that would stand there for long. */
export const freeSlots = (lane: Lane): number =>
  Math.max(0, (lane.isSlow === true ? roomOf(lane) : 2 * lane.slots - lane.sending) - lane.marking - lane.ready.length)

const roomOf = ({ room = Infinity, sending, slots }: Lane): number => Math.min(room, slots - sending)

/**
 * How many to mark in one go: none until half a set is free, so that a busy channel costs a write per half set
 * and not one per answer. Where one is sent at a time one is marked at a time, so that none gets the permit before its time.
 */
export const roomToMark = (lane: Lane): number => {
  const free = lane.slots === 1 && lane.marking > 0 ? 0 : freeSlots(lane)

  return lane.isSlow === true || free >= Math.min(lane.slots / 2, lane.waiting.length) ? free : 0
}

export const laneSize = (lane: Lane): number => lane.marking + lane.ready.length + lane.sending + lane.waiting.length

/** Puts a row where its due time belongs, and of those that were moved to one time where it was planned; most come last. */
export function insertByDueAt(claims: Claim[], claim: Claim): void {
  let at = claims.length

  while (at > 0 && isLater((claims[at - 1] as Claim).row, claim.row)) {
    at -= 1
  }

  claims.splice(at, 0, claim)
}

function isLater(one: StoredRow, other: StoredRow): boolean {
  const between =
    one.dueAt.getTime() - other.dueAt.getTime() ||
    plannedAt(one).getTime() - plannedAt(other).getTime() ||
    one.occurrenceAt.getTime() - other.occurrenceAt.getTime()

  return between > 0
}

/** Takes up to `limit` rows due at or before an instant from the front. */
export function takeDue(claims: Claim[], { beforeMs, limit }: { beforeMs: number; limit: number }): Claim[] {
  let count = 0

  while (count < limit && count < claims.length && (claims[count] as Claim).row.dueAt.getTime() <= beforeMs) {
    count += 1
  }

  return count === 0 ? [] : claims.splice(0, count)
}
