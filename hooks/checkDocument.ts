import type { CollectionBeforeChangeHook, PayloadRequest, TypeWithID } from 'payload'

import type { Refusal } from '../src/domain/refusals.ts'
import { refuse } from './refuse.ts'

export interface CheckArgs<Doc> {
  /** The document as it will be. */
  current: Partial<Doc>
  /** The document as it is; null for a new one. */
  previous: Doc | null
  req: PayloadRequest
}

/** Refuses a save with every reason that `find` gives, each beside its field. */
export const checkDocument =
  <Doc extends TypeWithID>(
    find: (args: CheckArgs<Doc>) => Promise<readonly Refusal[]> | readonly Refusal[],
  ): CollectionBeforeChangeHook<Doc> =>
  async ({ collection, data, operation, originalDoc, req }) => {
    // For a new document Payload gives an empty object, not nothing.
    const previous = operation === 'update' ? (originalDoc ?? null) : null
    const refusals = await find({ current: { ...previous, ...data }, previous, req })

    return refusals.length === 0 ? data : refuse(refusals, { collection: collection.slug, req })
  }
