import type { PublicationError, PublicationRow } from './publication.ts'
import { publicationError } from './reasons/publicationError.ts'

/** The code of a publication of which a part is out. */
export const THREAD_HALF_OUT = 'THREAD_HALF_OUT'

type MaybeHalfOut = Pick<PublicationRow, 'error' | 'halfOut'>

/** What was last said of a publication of which a part is out, whatever holds it since; null where nothing is known to be. */
export const halfOutOf = ({ error, halfOut }: MaybeHalfOut): PublicationError | null =>
  error?.code === THREAD_HALF_OUT ? error : (halfOut ?? null)

/** What a refusal or a wait says of a publication of which a part is out already; null where nothing is, or it says so itself. */
export function stillHalfOut(row: MaybeHalfOut, why: PublicationError): PublicationError | null {
  const before = halfOutOf(row)

  return before === null || why.code === THREAD_HALF_OUT
    ? null
    : publicationError('unknown-outcome', THREAD_HALF_OUT, { ...before.values, why: why.message })
}
