import type { Access, CollectionConfig } from 'payload'

import type { Grants } from './grants.ts'
import { decideAccess } from './grants.ts'
import { findClient, findPerson, hasRole } from './people.ts'
import { rules } from './rules.ts'

/**
 * The access of one collection, every operation stated, from its rules.
 *
 * Throws for a slug that has no rules: a collection without them must not start.
 */
export function accessOf(slug: string): NonNullable<CollectionConfig['access']> {
  const found = rules[slug]

  if (found === undefined) {
    throw new Error(`The collection "${slug}" has no access rules; add them in src/access/rules.ts.`)
  }

  const read: Access = ({ isReadingStaticFile, req }) => {
    const client = findClient(req.user)
    const decision =
      client === null ? decideAccess(found.read, findPerson(req.user)) : (found.client?.(client) ?? false)

    return decision === false && isReadingStaticFile ? (found.anybodysFiles?.(new Date()) ?? false) : decision
  }

  return {
    admin: ({ req }) => findPerson(req.user) !== null,
    create: ({ req }) => decideAccess(found.create, findPerson(req.user)) !== false,
    delete: forPeople(found.delete),
    read,
    readVersions: forPeople(found.readVersions ?? found.read),
    unlock: ({ req }) => hasRole(req.user, 'admin'),
    update: forPeople(found.update),
  }
}

const forPeople =
  (grants: Grants): Access =>
  ({ req }) =>
    decideAccess(grants, findPerson(req.user))
