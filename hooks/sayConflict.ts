import type { AfterErrorHook } from 'payload'

import type { Reason } from '../src/domain/errors.ts'
import { sayReason } from '../src/domain/reasons/reason.ts'

/** Answers a save that met another with 409 and the reason in the person's language; so far it was an error of the server. */
export const sayConflict: AfterErrorHook = ({ error, req }) => {
  const { code, reasons } = error as { code?: unknown; reasons?: readonly Reason[] }

  return code === 'CONFLICT' && reasons !== undefined
    ? {
        response: {
          errors: reasons.map((given) => ({
            ...given,
            code,
            message: sayReason(given, req.i18n.language),
            reason: given.code,
          })),
        },
        status: 409,
      }
    : undefined
}
