import type { PublicationError, PublicationRow } from '../publication.ts'
import { obstacleReason } from './obstacleReason.ts'
import type { ObstacleCode, RhythmRules } from './obstacles.ts'
import { place } from './placement.ts'
import { bindingRules, refusalOf } from './placeAll.ts'

export type RhythmDecision =
  | { action: 'block'; error: PublicationError }
  | { action: 'move'; dueAt: Date; error: PublicationError; movedFor: readonly ObstacleCode[] }
  | { action: 'send' }

/**
 * Decides once more, just before a publication is sent, whether its channel may speak: hours may have changed since it was
 * armed, a day of mourning may have been declared, and what comes late may come into the night.
 */
export function decideRhythm(
  { dueAt, onQuiet = 'move' }: Pick<PublicationRow, 'dueAt' | 'onQuiet'>,
  given: RhythmRules,
  now: Date,
): RhythmDecision {
  const at = now > dueAt ? now : dueAt
  const rules = bindingRules(given, onQuiet)
  const placement = place({ at, onQuiet: onQuiet === 'block' ? 'block' : 'move', rules })

  switch (placement.action) {
    case 'keep':
      return { action: 'send' }
    case 'refuse': {
      const { path: _path, ...refusal } = refusalOf(at, placement.obstacles, rules)

      return { action: 'block', error: { ...refusal, class: 'gate' } }
    }
    case 'move': {
      const [first] = placement.obstacles
      const { path: _path, ...why } = obstacleReason(first, rules.channel)

      return {
        action: 'move',
        dueAt: placement.at,
        error: { ...why, class: 'waiting' },
        movedFor: [...new Set(placement.obstacles.map(({ code }) => code))],
      }
    }
  }
}
