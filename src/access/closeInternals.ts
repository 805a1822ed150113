import type { Payload } from 'payload'

import { findPerson } from './people.ts'

/** Payload opens these to whoever signs in, machines included: a key could lock posts under an editor's hands. */
const INTERNAL = ['payload-locked-documents', 'payload-preferences'] as const

/** Keeps Payload's own collections to people of the admin; run once, when Payload has started. */
export function closeInternals(payload: Payload): void {
  for (const slug of INTERNAL) {
    const access = payload.collections[slug]?.config.access

    for (const operation of ['create', 'delete', 'read', 'update'] as const) {
      const given = access?.[operation]

      if (access !== undefined && given !== undefined) {
        access[operation] = (args) => findPerson(args.req.user) !== null && given(args)
      }
    }
  }
}
