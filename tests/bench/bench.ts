/** One benchmark: what it measures goes, last, to stdout as one JSON object. */
export interface Bench {
  about: string
  run(args: BenchArgs): Promise<Record<string, unknown>>
}

export interface BenchArgs {
  /** Reads `--name value` as a number. */
  number: (name: string, standard: number) => number
  /** Writes a line for people; silent with `--json`. */
  say: (line: string) => void
}

/** The value below which a share of the measured values lies; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)

  return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0)
}
