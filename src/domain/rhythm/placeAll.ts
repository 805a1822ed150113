import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'
import type { Bearing } from './channelRhythm.ts'
import { obstacleReason } from './obstacleReason.ts'
import type { Obstacle, ObstacleCode, RhythmRules } from './obstacles.ts'
import { isMovedPast, movedPastReason } from './movedPast.ts'
import { FURTHEST_MOVE_MS, place } from './placement.ts'

/** One wish of one channel. */
export interface Wish {
  at: Date
  /** When its campaign ends; what is to go out before is not moved past it. */
  campaignEndAt: Date | null
  channelId: string
  /** When it is taken down again; a later time makes no sense. */
  untilAt: Date | null
}

/** What a wish comes to: a time, and why it is not the wished one; or why there is none. */
export type Placed = { dueAt: Date; movedFor: readonly ObstacleCode[] } | { refusal: Reason }

export interface PlaceAllArgs {
  /** True for what holds its slot of the queue: the others keep their distance from it. */
  isSlotted: boolean
  /** When a repeat comes next after one of its occurrences; null where it does not. Asked only of what is moved. */
  nextAfter?: (at: Date) => Date | null
  onQuiet: Bearing
  rulesOf: (channelId: string) => RhythmRules
  wishes: readonly Wish[]
}

/**
 * Places the wishes of a schedule, each of a channel in sight of those before it; in the order given.
 *
 * Of a repeat none is moved as far as to the next: the same post would go out twice on end, where one is what people expect.
 */
export function placeAll({ isSlotted, nextAfter = () => null, onQuiet, rulesOf, wishes }: PlaceAllArgs): Placed[] {
  const own = new Map<string, Date[]>()

  return wishes.map((wish) => {
    const known = bindingRules(rulesOf(wish.channelId), onQuiet)
    const times = own.get(wish.channelId) ?? []
    const rules = isSlotted ? withoutDistance(known) : { ...known, takenAt: [...known.takenAt, ...times] }
    const placed = unlessNextComes({ nextAfter, placed: placeOne(wish, onQuiet, rules), wish })

    if ('dueAt' in placed) {
      own.set(wish.channelId, [...times, placed.dueAt])
    }

    return placed
  })
}

interface UnlessNextComesArgs extends Required<Pick<PlaceAllArgs, 'nextAfter'>> {
  placed: Placed
  wish: Wish
}

function unlessNextComes({ nextAfter, placed, wish }: UnlessNextComesArgs): Placed {
  const nextAt = 'dueAt' in placed && placed.dueAt > wish.at ? nextAfter(wish.at) : null

  return nextAt !== null && 'dueAt' in placed && placed.dueAt >= nextAt
    ? { refusal: reason('NEXT_COMES_FIRST', { path: 'publishAt', values: { next: nextAt.toISOString() } }) }
    : placed
}

/**
 * What of a channel's rhythm binds.
 *
 * What a person sends at once passes quiet hours, gap and cap, and what a blackout would only move; never an embargo, nor a
 * blackout that blocks.
 */
export function bindingRules(rules: RhythmRules, bearing: Bearing): RhythmRules {
  if (bearing !== 'ignore') {
    return rules
  }

  const { blackouts, channel, ...rest } = withoutDistance(rules)

  return {
    ...rest,
    blackouts: blackouts.filter(({ action }) => action === 'block'),
    channel: { ...channel, quietHours: [] },
  }
}

/** The same channel, as if it knew neither a gap nor a cap. */
const withoutDistance = (rules: RhythmRules): RhythmRules => ({
  ...rules,
  channel: { ...rules.channel, maxPerDay: null, minGapMinutes: null },
})

function placeOne({ at, campaignEndAt, untilAt }: Wish, onQuiet: Bearing, rules: RhythmRules): Placed {
  const placement = place({ at, onQuiet: onQuiet === 'block' ? 'block' : 'move', rules })

  switch (placement.action) {
    case 'keep':
      return { dueAt: at, movedFor: [] }
    case 'refuse':
      return { refusal: refusalOf(at, placement.obstacles, rules) }
    case 'move':
      if (isMovedPast({ at, campaignEndAt, to: placement.at })) {
        return { refusal: movedPastReason(placement.at, rules.channel) }
      }

      return untilAt !== null && placement.at >= untilAt
        ? { refusal: reason('WITHDRAWN_BEFORE_PUBLISHED', { path: 'unpublishAt' }) }
        : { dueAt: placement.at, movedFor: [...new Set(placement.obstacles.map(({ code }) => code))] }
  }
}

/** What is not got over; for what is only too far away, that there is no time in sight. */
export function refusalOf(at: Date, obstacles: readonly Obstacle[], { channel }: RhythmRules): Reason {
  const last = obstacles.at(-1)
  const first = obstacles[0]

  if (last === undefined || first === undefined) {
    return reason('NO_ALLOWED_TIME', { path: 'publishAt' })
  }

  return first !== last && last.untilAt.getTime() - at.getTime() > FURTHEST_MOVE_MS
    ? reason('NO_ALLOWED_TIME', { path: 'publishAt', values: { cause: first.code } })
    : obstacleReason(last, channel)
}
