import type { CollectionBeforeChangeHook } from 'payload'

import type { User } from '../src/payload-types.ts'

/** Gives the very first user every right; without it nobody could grant any. */
export const makeFirstUserAdmin: CollectionBeforeChangeHook<User> = async ({ collection, data, operation, req }) => {
  if (operation !== 'create') {
    return data
  }

  // Not a count: MongoDB refuses an estimated count within a transaction.
  const somebody = await req.payload.db.findOne({ collection: collection.slug, req })

  return somebody === null ? { ...data, roles: [...new Set(['admin', ...(data.roles ?? [])])] } : data
}
