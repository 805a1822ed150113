import { MINUTE } from '../src/domain/duration.ts'
import { untilAborted } from './sending/untilAborted.ts'

/** Long enough for a round over many slow receivers; who has no end by then is taken for lost. */
export const LONGEST_RUN_MS = 5 * MINUTE

/** Waits for a run, but not for ever: what it waits for itself may be lost with the server that had to answer. */
export const inRunTime = (run: Promise<void>): Promise<void> => untilAborted(run, AbortSignal.timeout(LONGEST_RUN_MS))

/**
 * Shares a run among those who ask for it while it is under way.
 *
 * A run without an end is given up, so that there can be another: runs must therefore bear a second one beside them.
 */
export function oneAtATime(
  run: () => Promise<void>,
  limit: (running: Promise<void>) => Promise<void> = inRunTime,
): () => Promise<void> {
  let running: Promise<void> | undefined

  return () => (running ??= limit(run()).finally(() => (running = undefined)))
}
