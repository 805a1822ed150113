/** A point on both local clocks: the steady one stops in a sleeping machine, the wall clock can be set. */
export interface LocalInstant {
  steadyMs: number
  wallMs: number
}

export const localNow = (): LocalInstant => ({ steadyMs: performance.now(), wallMs: Date.now() })

/**
 * How much of a lease is left, in milliseconds, never more than the server would say.
 *
 * It counts from before the claim was asked for, by whichever local clock has gone further: after a pause
 * of the process or of the machine, a lease may only look shorter than it is.
 */
export function leaseLeftMs({ leaseMs, since }: { leaseMs: number; since: LocalInstant }): number {
  const now = localNow()

  return leaseMs - Math.max(now.steadyMs - since.steadyMs, now.wallMs - since.wallMs)
}
