import type { SlotTime } from '../slots.ts'
import type { Bearing } from '../channelRhythm.ts'
import { reasonAbout } from '../../reasons/reason.ts'
import { obstacleReason } from '../obstacleReason.ts'
import type { RhythmRules } from '../obstacles.ts'
import { isMovedPast, movedPastReason } from '../movedPast.ts'
import { refusalOf } from '../placeAll.ts'
import { findNextAllowed, place } from '../placement.ts'
import { showOnWall } from '../wallTime.ts'
import type { Conflict, Fix } from './conflict.ts'

export interface FindRhythmConflictsArgs {
  at: Date
  campaignEndAt: Date | null
  /** The channel's next free slot, where it has a queue. */
  freeSlot: SlotTime | null
  onQuiet: Exclude<Bearing, 'ignore'>
  rules: RhythmRules
}

/** Says where a wished time does not fit the rhythm of a channel: a warning where it moves, an error where it is refused or would move past its campaign. */
export function findRhythmConflicts({
  at,
  campaignEndAt,
  freeSlot,
  onQuiet,
  rules,
}: FindRhythmConflictsArgs): Conflict[] {
  const { channel } = rules
  const placement = place({ at, onQuiet, rules })

  if (placement.action === 'keep') {
    return []
  }

  const next = placement.action === 'move' ? placement.at : findNextAllowed(at, rules)
  const isInTime = (to: Date): boolean => !isMovedPast({ at, campaignEndAt, to })
  const fixes: Fix[] = [
    ...(next === null ? [] : [{ action: 'move' as const, at: next }]),
    ...(freeSlot === null ? [] : [{ action: 'queue' as const, at: freeSlot.at }]),
  ].filter((fix) => isInTime(fix.at))

  if (placement.action === 'refuse') {
    const refusal = reasonAbout(channel.name, refusalOf(at, placement.obstacles, rules))

    return [{ at, channelId: channel.id, fixes, reason: refusal, severity: 'error' }]
  }

  if (!isInTime(placement.at)) {
    const refusal = reasonAbout(channel.name, movedPastReason(placement.at, channel))

    return [{ at, channelId: channel.id, fixes, reason: refusal, severity: 'error' }]
  }

  const why = obstacleReason(placement.obstacles[0], channel)
  const moved = { ...why, values: { ...why.values, to: showOnWall(placement.at, channel.timeZone) } }

  return [{ at, channelId: channel.id, fixes, reason: reasonAbout(channel.name, moved), severity: 'warning' }]
}
