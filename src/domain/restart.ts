import { SECOND } from './duration.ts'

const SHORTEST_MS = SECOND / 2
const LONGEST_MS = 30 * SECOND
/** A process that ran this long had come up; what ended it now is another matter. */
const SETTLED_MS = 60 * SECOND

export interface RestartPauseArgs {
  /** Ends in a row before this one. */
  failures: number
  ranForMs: number
}

/** How long to wait before a process that ended by itself is started again, and how many failures in a row that makes. */
export function decideRestart({ failures, ranForMs }: RestartPauseArgs): { failures: number; pauseMs: number } {
  const before = ranForMs >= SETTLED_MS ? 0 : failures

  return { failures: before + 1, pauseMs: Math.min(SHORTEST_MS * 2 ** before, LONGEST_MS) }
}
