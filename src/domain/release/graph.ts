import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'
import { holdKey, MAX_RELEASE_ITEMS, RELEASE_SUBJECTS, type ReleaseItem } from './release.ts'

/** A reason that names the item it is about; null for the list as a whole. */
export interface ItemReason extends Reason {
  item: string | null
  /** A warning is told and does not keep the release from being armed. */
  severity: 'error' | 'warning'
}

/** Finds what is wrong with a list of items by itself: no database can mend it. */
export const findListRefusals = (items: readonly ReleaseItem[]): ItemReason[] => [
  ...findSizeRefusals(items),
  ...findKeyRefusals(items),
  ...findSubjectRefusals(items),
  ...findDependencyRefusals(items),
]

/**
 * Finds one circle of items that wait for each other, in the order of waiting; null when there is none.
 *
 * Dependencies on items that are not in the list are left to `findListRefusals`.
 */
export function findCycle(items: readonly ReleaseItem[]): string[] | null {
  const known = new Map(items.map((item) => [item.key, item]))
  const finished = new Set<string>()

  for (const { key } of items) {
    const found = walk(key, [])

    if (found !== null) {
      return found
    }
  }

  return null

  function walk(key: string, path: readonly string[]): string[] | null {
    const seenAt = path.indexOf(key)

    if (seenAt >= 0) {
      return path.slice(seenAt)
    }

    const item = known.get(key)

    if (item === undefined || finished.has(key)) {
      return null
    }

    for (const before of item.after) {
      const found = walk(before, [...path, key])

      if (found !== null) {
        return found
      }
    }

    finished.add(key)

    return null
  }
}

/** Puts every item behind those it depends on, and otherwise keeps the author's order; what is in a circle comes last. */
export function inOrder<Item extends ReleaseItem>(items: readonly Item[]): Item[] {
  const known = new Set(items.map(({ key }) => key))
  const placed = new Set<string>()
  const ordered: Item[] = []
  let left = [...items]

  while (left.length > 0) {
    const next = left.find(({ after }) => after.every((key) => placed.has(key) || !known.has(key))) ?? left[0]

    if (next === undefined) {
      break
    }

    ordered.push(next)
    placed.add(next.key)
    left = left.filter((item) => item !== next)
  }

  return ordered
}

/** When each item begins at the earliest: its own time, and not before those it depends on; null for at once. */
export function planTimes(items: readonly ReleaseItem[]): Map<string, Date | null> {
  const times = new Map<string, Date | null>()

  for (const { after, at, key } of inOrder(items)) {
    const all = [at, ...after.map((before) => times.get(before) ?? null)].filter((time) => time !== null)

    times.set(key, all.length === 0 ? null : new Date(Math.max(...all.map((time) => time.getTime()))))
  }

  return times
}

const refuse = (item: string | null, found: Reason): ItemReason => ({ ...found, item, severity: 'error' })

function findSizeRefusals(items: readonly ReleaseItem[]): ItemReason[] {
  if (items.length === 0) {
    return [refuse(null, reason('EMPTY', { path: 'items' }))]
  }

  return items.length > MAX_RELEASE_ITEMS
    ? [refuse(null, reason('TOO_MANY', { path: 'items', values: { max: MAX_RELEASE_ITEMS } }))]
    : []
}

const findKeyRefusals = (items: readonly ReleaseItem[]): ItemReason[] =>
  findTwice(items, ({ key }) => key).map(({ key }) =>
    refuse(key, reason('KEY_TWICE', { path: 'key', values: { key } })),
  )

function findSubjectRefusals(items: readonly ReleaseItem[]): ItemReason[] {
  const wrong = items
    .filter(({ action, subject }) => !RELEASE_SUBJECTS[action].includes(subject.slug))
    .map(({ action, key, subject: { slug } }) =>
      refuse(key, reason('WRONG_SUBJECT', { path: 'subject', values: { action, slug } })),
    )
  const twice = findTwice(items, ({ action, subject }) => `${action} ${holdKey(subject)}`).map(({ key }) =>
    refuse(key, reason('ITEM_TWICE', { path: 'subject' })),
  )

  return [...wrong, ...twice]
}

function findDependencyRefusals(items: readonly ReleaseItem[]): ItemReason[] {
  const known = new Set(items.map(({ key }) => key))
  const unknown = items.flatMap(({ after, key: item }) =>
    after
      .filter((key) => !known.has(key))
      .map((key) => refuse(item, reason('UNKNOWN_ITEM', { path: 'after', values: { key } }))),
  )
  const cycle = findCycle(items) ?? []
  const circle = [...cycle, cycle[0]].join(' → ')

  return [...unknown, ...cycle.map((key) => refuse(key, reason('CYCLE', { path: 'after', values: { circle } })))]
}

/** All but the first of those that are alike. */
function findTwice(items: readonly ReleaseItem[], likeness: (item: ReleaseItem) => string): ReleaseItem[] {
  const seen = new Set<string>()

  return items.filter((item) => {
    const isSeen = seen.has(likeness(item))

    seen.add(likeness(item))

    return isSeen
  })
}
