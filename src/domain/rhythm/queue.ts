import type { Reason } from '../errors.ts'
import type { SchedulePlan } from '../arming.ts'
import { reason } from '../reasons/reason.ts'
import { findObstacle, type RhythmRules } from './obstacles.ts'
import { listSlots, type SlotTime } from './slots.ts'

/** So far ahead a free slot is looked for. */
export const QUEUE_DAYS = 120

export interface FindFreeSlotArgs {
  after: Date
  /** Local times of the slots that are claimed. */
  claimed: ReadonlySet<string>
  rules: RhythmRules
}

/**
 * Finds the channel's next slot that nobody has claimed and in which it may speak, or null.
 *
 * A slot in which something goes out that was not queued is taken as well.
 */
export function findFreeSlot({ after, claimed, rules }: FindFreeSlotArgs): SlotTime | null {
  const taken = new Set(rules.takenAt.map((at) => at.getTime()))

  return (
    listSlots({ after, channel: rules.channel, days: QUEUE_DAYS }).find(
      ({ at, localTime }) => !claimed.has(localTime) && !taken.has(at.getTime()) && findObstacle(at, rules) === null,
    ) ?? null
  )
}

/** Whether a schedule still stands in the slot that it has claimed; a pause keeps it; a cancel, a move and what went out before do not. */
export const keepsSlot = (
  { channelIds, isSlotted, state }: Pick<SchedulePlan, 'channelIds' | 'isSlotted' | 'state'>,
  channelId: string,
): boolean => state !== 'cancelled' && state !== 'done' && isSlotted && channelIds.join() === channelId

/** One schedule of a channel's queue and the slot that it holds. */
export interface QueueEntry {
  at: Date
  scheduleId: string
  slotId: string
  /** By whose clock the slot is named: that of the channel when it was claimed. */
  timeZone: string
}

export interface QueueMove {
  from: QueueEntry
  to: Pick<QueueEntry, 'at' | 'slotId' | 'timeZone'>
}

/**
 * Deals the slots of a queue out anew in another order: the slots stay, who holds them changes.
 *
 * Refuses an order that is not of exactly what stands in the queue: somebody else has changed it in the meantime.
 */
export function planReorder(
  queue: readonly QueueEntry[],
  order: readonly string[],
): { moves: QueueMove[] } | { refusal: Reason } {
  const held = new Map(queue.map((entry) => [entry.scheduleId, entry]))

  if (new Set(order).size !== order.length || order.length !== queue.length || !order.every((id) => held.has(id))) {
    return {
      refusal: reason('QUEUE_CHANGED', { path: 'order' }),
    }
  }

  const slots = [...queue].sort((one, other) => one.at.getTime() - other.at.getTime())
  const moves = order.flatMap((id, place): QueueMove[] => {
    const from = held.get(id)
    const to = slots[place]

    return from === undefined || to === undefined || from.slotId === to.slotId ? [] : [{ from, to }]
  })

  return { moves }
}

/** What stands in a channel's queue; instants are ISO text, `localTime` the wall clock of the channel. */
export interface QueueView {
  channel: { id: string; name: string; slots: number; timeZone: string }
  entries: { at: string; localTime: string; post: { id: string; title: string }; schedule: string; state: string }[]
  nextFree: { at: string; localTime: string } | null
}
