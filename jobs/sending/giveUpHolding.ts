import type { Claim } from '../ledger/rows.ts'
import type { Pace } from '../pacing/createPace.ts'
import type { HeldClaims } from './heldClaims.ts'

export interface GiveUpHoldingArgs {
  claims: readonly Claim[]
  held: Pick<HeldClaims, 'drop'>
  pace: Pick<Pace, 'release'>
}

/** Lets rows go that are not sent from here; whoever has them then, it is not this worker. */
export function giveUpHolding({ claims, held, pace }: GiveUpHoldingArgs): void {
  pace.release(claims)
  held.drop(claims.map(({ row }) => row._id))
}
