import { DAY } from '../duration.ts'
import type { Occurrence } from './expandRecurrence.ts'
import { findNamed } from './findNamed.ts'
import { listOccurrences, type Timing } from './listOccurrences.ts'
import { parseRecurrence } from './readRecurrence.ts'
import { NUMBER_PARTS } from './recurrence.ts'

export interface FindSuccessorsArgs {
  /** How the repeat comes now. */
  after: Timing
  /** How it came. */
  before: Timing
  /** Nothing before it comes any more. */
  from: Date
  /** Of the occurrences that are asked for. */
  instants: readonly Date[]
}

/**
 * Finds at which times of a repeat that is moved those of before come, by the instants of before.
 *
 * A time that both name is the same. The only time of a day is that day's, before and after. What is left comes in the order of before, where
 * the rule has kept its shape; of a rule that comes more or less often only a person knows which is which.
 */
export function findSuccessors({ after, before, from, instants }: FindSuccessorsArgs): Map<number, Occurrence> {
  const asked = findNamed({ instants, timing: before })
  const [first, last] = [asked.at(0), asked.at(-1)]

  if (first === undefined || last === undefined) {
    return new Map()
  }

  // A day more on both sides, so that every day that counts is whole.
  const range = {
    from: new Date(Math.min(first.at.getTime(), from.getTime()) - DAY),
    limit: Infinity,
    to: new Date(last.at.getTime() + DAY),
  }
  const old = listOccurrences({ ...range, timing: before })
  const fresh = listOccurrences({ ...range, timing: after })
  const ofDay = pairDays(old, fresh)
  const ahead = listOccurrences({ from, limit: 2 * old.length, timing: after })
  const kept = instantsOf(findNamed({ instants: [...fresh, ...ahead].map(({ at }) => at), timing: before }))
  const taken = instantsOf([...ofDay.values()])
  const left = old.filter(({ at }) => at >= from && !kept.has(at.getTime()) && !ofDay.has(at.getTime()))
  const free = ahead.filter(({ at }) => !kept.has(at.getTime()) && !taken.has(at.getTime()))
  const isInOrder = shapeOf(before) === shapeOf(after)

  return new Map(
    asked
      .filter(({ at }) => !kept.has(at.getTime()))
      .flatMap(({ at }): [number, Occurrence][] => {
        const place = isInOrder ? left.findIndex((each) => each.at.getTime() === at.getTime()) : -1
        const found = ofDay.get(at.getTime()) ?? free[place]

        return found === undefined || found.at < from ? [] : [[at.getTime(), found]]
      }),
  )
}

/** The times of days that have one before and another one after. */
function pairDays(old: readonly Occurrence[], fresh: readonly Occurrence[]): Map<number, Occurrence> {
  const freshOf = onlyOfDay(fresh)

  return new Map(
    [...onlyOfDay(old)].flatMap(([day, from]): [number, Occurrence][] => {
      const to = freshOf.get(day)

      return to === undefined || to.at.getTime() === from.at.getTime() ? [] : [[from.at.getTime(), to]]
    }),
  )
}

function onlyOfDay(occurrences: readonly Occurrence[]): Map<string, Occurrence> {
  const days = occurrences.map(({ localTime }) => localTime.slice(0, 10))

  return new Map(
    occurrences.flatMap((each, index): [string, Occurrence][] => {
      const day = days[index] ?? ''

      // In the order of time, so that those of a day are side by side.
      return days[index - 1] === day || days[index + 1] === day ? [] : [[day, each]]
    }),
  )
}

const instantsOf = (occurrences: readonly Occurrence[]): Set<number> =>
  new Set(occurrences.map(({ at }) => at.getTime()))

/** How often a rule comes, whenever that is. */
function shapeOf({ recurrence }: Timing): string {
  const { rule } = parseRecurrence(recurrence)

  return rule === null
    ? ''
    : [rule.frequency, rule.interval, rule.byDay.length, ...NUMBER_PARTS.map((part) => rule[part].length)].join()
}
