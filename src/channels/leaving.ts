const guards = new WeakMap<AbortSignal, () => boolean>()

/**
 * Lets the holder of a signal say, at the moment when a request would be written, whether it still may leave.
 *
 * Aborting is not enough: a process that was paused wakes up with connections and answers waiting, and would write
 * before the timer that looks after its leases has its turn.
 */
export const guardLeaving = (signal: AbortSignal, mayLeave: () => boolean): void => {
  guards.set(signal, mayLeave)
}

/** False when what carries this signal must not be written any more. */
export const mayLeave = (signal: AbortSignal | null | undefined): boolean =>
  signal === null || signal === undefined || (!signal.aborted && (guards.get(signal)?.() ?? true))
