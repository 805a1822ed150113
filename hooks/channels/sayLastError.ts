import type { FieldHook } from 'payload'

import type { Saying } from '../../src/domain/channelOutcome.ts'
import { sayReason } from '../../src/domain/reasons/reason.ts'

/** Says what went wrong last in the reader's language; a platform's own words stay as they came. */
export const sayLastError: FieldHook = ({ req, siblingData, value }): unknown => {
  const { lastErrorCode: code, lastErrorSays: saying } = siblingData as {
    lastErrorCode?: string | null
    lastErrorSays?: Saying | null
  }

  return typeof value === 'string' && typeof code === 'string' && saying
    ? sayReason({ code, message: value, ...saying }, req.i18n.language)
    : (value as unknown)
}
