import type { PublicationError } from '../publication.ts'
import type { ReasonValues } from './fillText.ts'
import { reason, type ReasonCode } from './reason.ts'

/** What the ledger remembers as the cause of a publication's state. */
export function publicationError<Class extends PublicationError['class']>(
  errorClass: Class,
  code: ReasonCode,
  values?: ReasonValues,
): PublicationError & { class: Class } {
  const { message } = reason(code, values === undefined ? {} : { values })

  return { class: errorClass, code, message, ...(values !== undefined && { values }) }
}
