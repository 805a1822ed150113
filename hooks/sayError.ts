import type { FieldHook } from 'payload'

import type { PublicationError } from '../src/domain/publication.ts'
import { sayReason } from '../src/domain/reasons/reason.ts'

/** Says why a publication stands where it stands in the reader's language; a channel's own words stay as they came. */
export const sayError: FieldHook = ({ req, value }) => {
  const error = value as PublicationError | null | undefined

  return error ? { ...error, message: sayReason(error, req.i18n.language) } : error
}
