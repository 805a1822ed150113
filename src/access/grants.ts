import type { Where } from 'payload'

import type { Role } from '../domain/roles.ts'
import type { Client, Person } from './people.ts'

/** What a role may do: everything, or only with the documents of a query. */
export type Grant = true | ((person: Person) => Where)

/** Roles that may, and how far; a role that is not named may not. */
export type Grants = Partial<Record<Role, Grant>>

/** Who may do what with one collection; people by role, machines by their own query. */
export interface Rules {
  /** Files that anybody with their address may fetch, such as pictures of published posts; never documents. */
  anybodysFiles?: (now: Date) => Where
  client?: (client: Client) => false | Where
  create: Grants
  delete: Grants
  read: Grants
  /** Who sees former versions; the readers, unless given. */
  readVersions?: Grants
  update: Grants
}

/** Grants everything to the roles. */
export const to = (...roles: Role[]): Grants => Object.fromEntries(roles.map((role) => [role, true]))

/** Grants to the roles what matches the query. */
export const toSome = (query: (person: Person) => Where, ...roles: Role[]): Grants =>
  Object.fromEntries(roles.map((role) => [role, query]))

/**
 * Decides by the widest of the person's grants.
 *
 * Returns true, false, or the query of what the person may touch.
 */
export function decideAccess(grants: Grants, person: Person | null): boolean | Where {
  const given = person?.roles.flatMap((role) => grants[role] ?? []) ?? []

  if (person === null || given.length === 0) {
    return false
  }

  if (given.includes(true)) {
    return true
  }

  const queries = given.flatMap((grant) => (grant === true ? [] : [grant(person)]))

  return queries.length === 1 ? (queries[0] as Where) : { or: queries }
}
