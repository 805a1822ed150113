import type { CatchUpPolicy } from './publication.ts'

export interface DecideCatchUpArgs {
  dueAt: Date
  graceMs: number
  now: Date
  policy: CatchUpPolicy
}

export type CatchUpDecision = { action: 'ask' } | { action: 'miss'; lateMs: number } | { action: 'send' }

/**
 * Decides what becomes of a publication that is found due.
 *
 * Within its grace it always goes out: an editor who armed "09:00" expects the post even if a
 * worker restarted. Past it, a late flash sale does more harm than none, so the schedule's own
 * policy speaks.
 */
export function decideCatchUp({ dueAt, graceMs, now, policy }: DecideCatchUpArgs): CatchUpDecision {
  const lateMs = now.getTime() - dueAt.getTime()

  if (lateMs <= graceMs || policy === 'publish') {
    return { action: 'send' }
  }

  return policy === 'ask' ? { action: 'ask' } : { action: 'miss', lateMs }
}
