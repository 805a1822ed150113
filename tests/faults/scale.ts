/**
 * How much of each fault is tried: little in `npm test`, all of it in `npm run test:faults`.
 *
 * `FAULTS=full` is the whole; `FAULT_KILLS`, `FAULT_SEED`, `FAULT_YEARS` and `FAULT_WALKS` set one number alone.
 */
const isFull = process.env['FAULTS'] === 'full'

const asked = (name: string, { full, quick }: { full: number; quick: number }): number =>
  Number(process.env[name] ?? (isFull ? full : quick))

export const scale = {
  /** Of a channel's burst, races and overdue rows. */
  isFull,
  kills: asked('FAULT_KILLS', { full: 3_000, quick: 48 }),
  /** Drawn anew for each run, unless a failure is to be seen again. */
  seed: Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000_007),
  walks: asked('FAULT_WALKS', { full: 2_000, quick: 40 }),
  years: asked('FAULT_YEARS', { full: 20, quick: 1 }),
}

/** Tells people what was counted; a test's own output is not shown when it passes. */
export const say = (line: string): boolean => process.stderr.write(`${line}\n`)
