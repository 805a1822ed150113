import type { PublicationError } from './publication.ts'
import { publicationError } from './reasons/publicationError.ts'

/** The code of a publication of which a part is out. */
export const THREAD_HALF_OUT = 'THREAD_HALF_OUT'

/** What a refusal says of a publication of which a part is out already; null where nothing is. */
export function stillHalfOut(
  before: PublicationError | null | undefined,
  refusal: PublicationError,
): PublicationError | null {
  return before?.code === THREAD_HALF_OUT
    ? publicationError('unknown-outcome', THREAD_HALF_OUT, { ...before.values, why: refusal.message })
    : null
}
