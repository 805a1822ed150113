/** How late recent sends began, in milliseconds. */
export interface LatenessFigures {
  count: number
  p50Ms: number
  p99Ms: number
}

/** The value below which the given share of the values lies (nearest rank); 0 for none. */
export const quantileOf = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0

/** Median and 99th percentile of values in any order. */
export function describeLateness(values: readonly number[]): LatenessFigures {
  const sorted = [...values].sort((one, other) => one - other)

  return { count: sorted.length, p50Ms: quantileOf(sorted, 0.5), p99Ms: quantileOf(sorted, 0.99) }
}
