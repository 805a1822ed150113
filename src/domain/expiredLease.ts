import type { PublicationState } from './publication.ts'

export type ExpiredLeaseDecision = { action: 'free' } | { action: 'rearm' } | { action: 'unconfirmed' }

export interface DecideExpiredLeaseArgs {
  /** True while the platform works on what it has accepted; asking it again is harmless. */
  isPending: boolean
  state: PublicationState
}

/**
 * Decides what becomes of a publication whose worker let its lease run out.
 *
 * Claimed: nothing has left, so it is armed again. Sending: bytes may have left, so the outcome is
 * unknown and is called unknown. Everything else (a look, a poll, a withdrawal) may simply be repeated.
 */
export function decideExpiredLease({ isPending, state }: DecideExpiredLeaseArgs): ExpiredLeaseDecision {
  if (state === 'claimed') {
    return { action: 'rearm' }
  }

  return state === 'sending' && !isPending ? { action: 'unconfirmed' } : { action: 'free' }
}
