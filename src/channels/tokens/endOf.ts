import { SECOND } from '../../domain/duration.ts'

/**
 * When a token ends that lives for so many seconds.
 *
 * Bilibili's pages call them seconds in one place and an instant in another; no token lives for thirty years.
 */
export const endOf = (expiresIn: number, now: Date): Date =>
  new Date(expiresIn > LONGEST_SECONDS ? expiresIn * SECOND : now.getTime() + expiresIn * SECOND)

const LONGEST_SECONDS = 1_000_000_000
