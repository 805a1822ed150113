import type { Labels } from '../channelAdapter.ts'
import type { ChannelRhythm } from './channelRhythm.ts'
import type { Obstacle } from './obstacles.ts'
import { toZoned } from './wallTime.ts'

/** Says in both languages what stands in the way, in the channel's own time. */
export function describeObstacle(
  obstacle: Obstacle,
  { name, timeZone }: Pick<ChannelRhythm, 'name' | 'timeZone'>,
): Labels {
  const show = (at: Date): string => showOnWall(at, timeZone)
  const until = show(obstacle.untilAt)

  switch (obstacle.code) {
    case 'BLACKOUT':
      return {
        en: `"${obstacle.blackout.name}": "${name}" is silent until ${until}`,
        zh: `“${obstacle.blackout.name}”期间，“${name}”在 ${until} 之前不发布`,
      }
    case 'DAY_FULL':
      return {
        en: `"${name}" already has ${obstacle.count} publications that day, its most`,
        zh: `“${name}”当天已有 ${obstacle.count} 条，达到每日上限`,
      }
    case 'EMBARGO':
      return {
        en: `The campaign is under embargo until ${until}`,
        zh: `活动在 ${until} 之前不得发布`,
      }
    case 'MIN_GAP':
      return {
        en: `"${name}" publishes at ${show(obstacle.nearAt)}, and its next may follow at ${until}`,
        zh: `“${name}”在 ${show(obstacle.nearAt)} 有发布，最早可排在 ${until}`,
      }
    case 'QUIET_HOURS':
      return {
        en: `Quiet hours of "${name}" until ${until}`,
        zh: `“${name}”静默时段，到 ${until} 结束`,
      }
  }
}

/** `2026-11-22 20:30`, on the wall clock of a zone. */
export const showOnWall = (at: Date, timeZone: string): string => {
  const zoned = toZoned(at, timeZone)

  return `${zoned.toPlainDate().toString()} ${zoned.toPlainTime().toString({ smallestUnit: 'minute' })}`
}
