import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { recordChange, recordDeletion } from '../hooks/recordAudit.ts'
import * as slugs from '../src/domain/slugs.ts'

/** Told by the ledger and the audit log themselves. */
const UNTOLD: readonly string[] = [slugs.AUDIT_EVENTS, slugs.PUBLICATIONS]

/** Fields with data about people. */
const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  [slugs.KOL_PARTNERS]: ['consent', 'contact', 'notes'],
  [slugs.MEMBERS]: ['consent', 'identities', 'nickname', 'notes'],
  [slugs.USERS]: ['email'],
}

/** Adds the audit log behind all other hooks of a collection. */
export function withAudit(
  collection: CollectionConfig,
  { services }: Pick<Dependencies, 'services'>,
): CollectionConfig {
  if (UNTOLD.includes(collection.slug)) {
    return collection
  }

  const options = { masked: PERSONAL[collection.slug] ?? [], services }
  const { hooks } = collection

  return {
    ...collection,
    hooks: {
      ...hooks,
      afterChange: [...(hooks?.afterChange ?? []), recordChange(options)],
      afterDelete: [...(hooks?.afterDelete ?? []), recordDeletion(options)],
    },
  }
}
