import type { AfterErrorHook } from 'payload'

import { isTransient } from '../src/database/inTransaction.ts'
import { reason, sayReason } from '../src/domain/reasons/reason.ts'

/**
 * Answers a save that the database ended because somebody, or a worker, wrote the same document at that moment: 503, in the
 * person's language, that it is to be done again. Nothing of it was written.
 */
export const sayOvertaken: AfterErrorHook = ({ error, req }) => {
  const busy = reason('BUSY')

  return isTransient(error)
    ? { response: { errors: [{ ...busy, message: sayReason(busy, req.i18n.language) }] }, status: 503 }
    : undefined
}
