import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'
import type { ChannelRhythm } from './channelRhythm.ts'
import type { Obstacle } from './obstacles.ts'
import { showOnWall } from './wallTime.ts'

/** Says what stands in the way, in the channel's own time. */
export function obstacleReason(obstacle: Obstacle, { timeZone }: Pick<ChannelRhythm, 'timeZone'>): Reason {
  const until = showOnWall(obstacle.untilAt, timeZone)

  switch (obstacle.code) {
    case 'BLACKOUT':
      return reason('BLACKOUT', { path: 'publishAt', values: { name: obstacle.blackout.name, until } })
    case 'DAY_FULL':
      return reason('DAY_FULL', { path: 'publishAt', values: { count: obstacle.count } })
    case 'EMBARGO':
      return reason('EMBARGO', { path: 'publishAt', values: { until } })
    case 'MIN_GAP':
      return reason('MIN_GAP', { path: 'publishAt', values: { near: showOnWall(obstacle.nearAt, timeZone), until } })
    case 'QUIET_HOURS':
      return reason('QUIET_HOURS', { path: 'publishAt', values: { until } })
  }
}
