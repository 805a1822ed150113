import type { Claim } from '../ledger/rows.ts'
import { freeSlots, insertByDueAt, type Lane, roomToMark, takeDue } from './lanes.ts'
import { MARK_AHEAD_MS } from './limits.ts'

const BATCH = 1_000

/** What one batch takes of one lane. */
export interface Part {
  claims: Claim[]
  lane: Lane
}

/** Takes up to a batch of rows over all lanes, those with the fewest rows first: a long one must not keep them out. */
export function takeParts(all: readonly Lane[], { aheadMs, floor }: { aheadMs: number; floor: number }): Part[] {
  const parts: Part[] = []
  let room = BATCH

  for (const lane of all.toSorted((one, other) => one.waiting.length - other.waiting.length)) {
    const limit = (lane.heldUntilMs ?? 0) > floor ? 0 : Math.min(room, roomToMark(lane))
    const claims = takeDue(lane.waiting, { beforeMs: floor + aheadMs, limit })

    if (claims.length > 0) {
      lane.marking += claims.length
      room -= claims.length
      parts.push({ claims, lane })
    }
  }

  return parts
}

export function putReady(parts: readonly Part[], marked: readonly Claim[], markedMs: number): void {
  const laneOf = new Map(parts.flatMap(({ claims, lane }) => claims.map(({ row }) => [row._id, lane] as const)))

  for (const claim of marked) {
    insertByDueAt((laneOf.get(claim.row._id) as Lane).ready, { ...claim, markedMs })
  }
}

interface NextMarkArgs {
  aheadMs: number
  floor: number
  isBusy: boolean
}

/** When a lane's next row is worth a look; never while it has to wait for a slot or for marks under way. */
export function nextMarkAt(lane: Lane, { aheadMs, floor, isBusy }: NextMarkArgs): number {
  const head = lane.waiting[0]
  const { heldUntilMs = 0 } = lane

  if (head === undefined || isBusy || roomToMark(lane) === 0) {
    return Infinity
  }

  if (heldUntilMs > floor) {
    return heldUntilMs
  }

  const dueMs = head.row.dueAt.getTime()

  return dueMs - MARK_AHEAD_MS > floor ? dueMs - MARK_AHEAD_MS : dueMs - aheadMs
}

/** How many rows a lane would mark by an instant. */
export function countDue(lane: Lane, beforeMs: number): number {
  const limit = Math.min(lane.waiting.length, freeSlots(lane))
  let low = 0
  let high = limit

  while (low < high) {
    const middle = (low + high) >> 1

    if ((lane.waiting[middle] as Claim).row.dueAt.getTime() <= beforeMs) {
      low = middle + 1
    } else {
      high = middle
    }
  }

  return low
}

/** Puts rows back into their lanes, which are left alone until an instant. */
export function putBack(parts: readonly Part[], waiting: readonly Claim[], heldUntilMs: number): void {
  const isWaiting = new Set(waiting)

  for (const { claims, lane } of waiting.length === 0 ? [] : parts) {
    const back = claims.filter((claim) => isWaiting.has(claim))

    if (back.length > 0) {
      back.forEach((claim) => insertByDueAt(lane.waiting, claim))
      lane.heldUntilMs = heldUntilMs
    }
  }
}
