import type { FieldHook } from 'payload'

import type { Finding } from '../../src/domain/channelAdapter.ts'
import { sayReason } from '../../src/domain/reasons/reason.ts'

/** Says what a look at an account found in the reader's language. */
export const sayFindings: FieldHook = ({ req, value }): unknown =>
  Array.isArray(value)
    ? (value as Finding[]).map((finding) => ({ ...finding, message: sayReason(finding, req.i18n.language) }))
    : value
