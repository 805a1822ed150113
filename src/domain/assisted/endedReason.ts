import type { Reason } from '../errors.ts'
import type { PublicationState } from '../publication.ts'
import { reason, type ReasonCode } from '../reasons/reason.ts'

/** Of these nothing is made by hand, unless somebody has them tried again. */
const CODES: Partial<Record<PublicationState, ReasonCode>> = {
  cancelled: 'PACK_CANCELLED',
  failed: 'PACK_FAILED',
  missed: 'PACK_MISSED',
}

/** Says why nobody is to publish by hand any more what has ended without being published; null for what has not. */
export function endedReason(state: PublicationState): Reason | null {
  const code = CODES[state]

  return code === undefined ? null : reason(code)
}
