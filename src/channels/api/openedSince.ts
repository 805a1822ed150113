import { MINUTE } from '../../domain/duration.ts'

/** Clocks of two machines may differ so much. */
const SKEW_MS = MINUTE

/**
 * What was made on a platform since a send began, the oldest first: what was sent first came out first.
 *
 * @param madeAt in milliseconds; not a number, and so never late enough, where the platform does not say.
 */
export const openedSince = <Found>(found: readonly Found[], since: Date, madeAt: (one: Found) => number): Found[] =>
  found.filter((one) => madeAt(one) >= since.getTime() - SKEW_MS).sort((one, other) => madeAt(one) - madeAt(other))
