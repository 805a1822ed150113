import { MINUTE } from '../duration.ts'
import type { Blackout, ChannelRhythm, OnQuiet } from './channelRhythm.ts'
import { findQuiet } from './quietHours.ts'
import { nextMidnight, toZoned } from './wallTime.ts'

/** Why nothing may go out on a channel at an instant, and when that ends. */
export type Obstacle =
  | { blackout: Blackout; code: 'BLACKOUT'; untilAt: Date }
  | { code: 'DAY_FULL'; count: number; untilAt: Date }
  | { code: 'EMBARGO'; untilAt: Date }
  | { code: 'MIN_GAP'; nearAt: Date; untilAt: Date }
  | { code: 'QUIET_HOURS'; fromAt: Date; untilAt: Date }

export type ObstacleCode = Obstacle['code']

/** Everything that speaks about one channel's time. */
export interface RhythmRules {
  blackouts: readonly Blackout[]
  channel: ChannelRhythm
  /** Before it, nothing of the campaign goes out. */
  embargoUntil: Date | null
  /** When the channel's other publications go out, or went out. */
  takenAt: readonly Date[]
}

/** Finds what stands in the way of an instant, the weightiest first; null when the way is free. */
export function findObstacle(at: Date, rules: RhythmRules): Obstacle | null {
  const { blackouts, channel, embargoUntil } = rules

  if (embargoUntil !== null && at < embargoUntil) {
    return { code: 'EMBARGO', untilAt: embargoUntil }
  }

  const blackout = blackouts.find((one) => concerns(one, channel.id) && one.fromAt <= at && at < one.untilAt)

  if (blackout !== undefined) {
    return { blackout, code: 'BLACKOUT', untilAt: blackout.untilAt }
  }

  const quiet = findQuiet({ at, quietHours: channel.quietHours, timeZone: channel.timeZone })

  if (quiet !== null) {
    return { code: 'QUIET_HOURS', ...quiet }
  }

  return findFullDay(at, rules) ?? findGap(at, rules)
}

/**
 * Whether an obstacle is got over by waiting.
 *
 * An embargo never is by itself: it moves a post by days, which its editor must have wished. A blackout says for
 * itself, and a schedule that wants to be asked is asked.
 */
export function isMovable(obstacle: Obstacle, onQuiet: OnQuiet): boolean {
  if (onQuiet === 'block' || obstacle.code === 'EMBARGO') {
    return false
  }

  return obstacle.code !== 'BLACKOUT' || obstacle.blackout.action === 'move'
}

const concerns = ({ channelIds }: Blackout, channelId: string): boolean =>
  channelIds.length === 0 || channelIds.includes(channelId)

function findFullDay(at: Date, { channel: { maxPerDay, timeZone }, takenAt }: RhythmRules): Obstacle | null {
  if (maxPerDay === null) {
    return null
  }

  const untilAt = nextMidnight(at, timeZone)
  const startAt = toZoned(at, timeZone).startOfDay().epochMilliseconds
  const count = takenAt.filter((taken) => taken.getTime() >= startAt && taken < untilAt).length

  return count >= maxPerDay ? { code: 'DAY_FULL', count, untilAt } : null
}

function findGap(at: Date, { channel: { minGapMinutes }, takenAt }: RhythmRules): Obstacle | null {
  const gapMs = (minGapMinutes ?? 0) * MINUTE
  const near = takenAt.filter((taken) => Math.abs(taken.getTime() - at.getTime()) < gapMs)

  if (near.length === 0) {
    return null
  }

  const nearAt = new Date(Math.max(...near.map((taken) => taken.getTime())))

  return { code: 'MIN_GAP', nearAt, untilAt: new Date(nearAt.getTime() + gapMs) }
}
