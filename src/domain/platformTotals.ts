import type { EngagementType } from './engagement.ts'
import type { Reason } from './errors.ts'
import { reason } from './reasons/reason.ts'

/** What platforms count themselves, in the order in which their pages show it. */
export const TOTAL_TYPES = [
  'impression',
  'view',
  'like',
  'comment',
  'save',
  'share',
  'follow',
] as const satisfies readonly EngagementType[]

export type TotalType = (typeof TOTAL_TYPES)[number]

/** How often each happened to one publication since it is out, by the platform's own word; what is absent is not known. */
export type PlatformTotals = Partial<Record<TotalType, number>>

/** No post has had more; what is larger is a slip. */
export const MOST_TOTAL = 10_000_000_000

/** Reads totals that a person typed or a file holds; every reason when one cannot be. */
export function parseTotals(given: unknown): PlatformTotals | { reasons: Reason[] } {
  const entries = Object.entries(typeof given === 'object' && given !== null ? given : {})
  const reasons = entries
    .filter(([type, value]) => !isTotalType(type) || !isTotal(value))
    .map(([type]) => reason('FIGURE', { path: type, values: { field: type, max: MOST_TOTAL } }))

  return reasons.length > 0 ? { reasons } : Object.fromEntries(entries)
}

const isTotalType = (type: string): type is TotalType => TOTAL_TYPES.some((known) => known === type)

const isTotal = (value: unknown): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MOST_TOTAL

/** By how much each total has changed; what did not change, or is not known now, is left out. */
export const changesOf = (before: PlatformTotals, now: PlatformTotals): PlatformTotals =>
  Object.fromEntries(
    TOTAL_TYPES.flatMap((type) => {
      const change = (now[type] ?? before[type] ?? 0) - (before[type] ?? 0)

      return change === 0 ? [] : [[type, change]]
    }),
  )
