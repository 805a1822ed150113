import type { ItemReason } from './graph.ts'
import { planTimes } from './graph.ts'
import type { ReleaseItem } from './release.ts'

/** What arming a release would come to. */
export interface ReleaseReport {
  canArm: boolean
  items: {
    /** When it begins at the earliest; null for at once. */
    beginsAt: string | null
    key: string
    reasons: Omit<ItemReason, 'item'>[]
  }[]
  /** About the list as a whole. */
  reasons: Omit<ItemReason, 'item'>[]
}

/** Sorts reasons by item; only errors keep a release from being armed. */
export function reportOn(items: readonly ReleaseItem[], reasons: readonly ItemReason[]): ReleaseReport {
  const times = planTimes(items)
  const of = (key: string | null) =>
    reasons.filter(({ item }) => item === key).map(({ item: _item, ...reason }) => reason)

  return {
    canArm: !reasons.some(({ severity }) => severity === 'error'),
    items: items.map(({ key }) => ({ beginsAt: times.get(key)?.toISOString() ?? null, key, reasons: of(key) })),
    reasons: of(null),
  }
}
