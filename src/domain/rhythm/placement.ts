import { DAY } from '../duration.ts'
import type { OnQuiet } from './channelRhythm.ts'
import { findObstacle, isMovable, type Obstacle, type RhythmRules } from './obstacles.ts'

/** Where a wanted instant comes to stand on a channel. */
export type Placement =
  | { action: 'keep' }
  | { action: 'move'; at: Date; obstacles: readonly [Obstacle, ...Obstacle[]] }
  /** The last obstacle is the one that is not got over. */
  | { action: 'refuse'; obstacles: readonly Obstacle[] }

export interface PlaceArgs {
  at: Date
  onQuiet: OnQuiet
  rules: RhythmRules
}

/** Further than this nothing is moved: by then it is another plan, and a person decides. */
export const FURTHEST_MOVE_MS = 31 * DAY

/**
 * Says for a wanted instant of a channel: as it is, moved to the next allowed time, or refused; always with why.
 *
 * Moving goes forward alone, so that nothing goes out early, and looks again at the place it comes to: behind the
 * quiet hours a day of mourning may begin.
 */
export function place({ at, onQuiet, rules }: PlaceArgs): Placement {
  const obstacles: Obstacle[] = []
  let wanted = at

  for (;;) {
    const obstacle = findObstacle(wanted, rules)

    if (obstacle === null) {
      const [first, ...more] = obstacles

      return first === undefined ? { action: 'keep' } : { action: 'move', at: wanted, obstacles: [first, ...more] }
    }

    obstacles.push(obstacle)

    if (!isMovable(obstacle, onQuiet) || obstacle.untilAt.getTime() - at.getTime() > FURTHEST_MOVE_MS) {
      return { action: 'refuse', obstacles }
    }

    wanted = obstacle.untilAt
  }
}

/**
 * Finds the next instant that nothing stands in the way of, whatever a schedule would do about it; null when none
 * comes soon. What an editor is offered instead of a refused time.
 */
export function findNextAllowed(at: Date, rules: RhythmRules): Date | null {
  let wanted = at

  for (;;) {
    const obstacle = findObstacle(wanted, rules)

    if (obstacle === null) {
      return wanted
    }

    if (obstacle.untilAt.getTime() - at.getTime() > FURTHEST_MOVE_MS) {
      return null
    }

    wanted = obstacle.untilAt
  }
}
