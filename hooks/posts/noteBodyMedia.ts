import type { FieldHook } from 'payload'

import { findBodyMedia } from '../../src/domain/bodyMedia.ts'

/** Keeps beside a body which media stand in it, so that an index can say where a medium is used. */
export const noteBodyMedia: FieldHook = ({ req, siblingData, value }) =>
  // With every locale at once, the body is not one text; the next save of one locale notes it.
  req.locale === 'all' ? (value as unknown) : findBodyMedia((siblingData as { body?: unknown }).body)
