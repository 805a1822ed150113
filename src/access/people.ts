import type { PayloadRequest } from 'payload'

import type { Role, Scope } from '../domain/roles.ts'
import { ROLES } from '../domain/roles.ts'
import { API_CLIENTS } from '../domain/slugs.ts'

type RequestUser = PayloadRequest['user'] | undefined

/** A signed-in person of the admin, with at least one role. */
export interface Person {
  canSeeFees: boolean
  id: string
  roles: readonly Role[]
}

/** A machine that signed in with its API key; `channels` are ids. */
export interface Client {
  channels: readonly string[]
  id: string
  scopes: readonly Scope[]
}

/** Reads the person behind a request; null for machines, strangers and people without a role. */
export function findPerson(user: RequestUser): Person | null {
  const given = user as Record<string, unknown> | null | undefined

  // A host app's own mapping wins over a field that may mean something else to it.
  const named = given?.['drumbeatRoles'] ?? given?.['roles']

  if (!given || given['collection'] === API_CLIENTS || !Array.isArray(named)) {
    return null
  }

  const roles = named.filter(isRole)

  return roles.length === 0 ? null : { canSeeFees: given['canSeeFees'] === true, id: String(given['id']), roles }
}

/** Reads the machine behind a request; null for people, strangers and switched-off clients. */
export function findClient(user: RequestUser): Client | null {
  const given = user as Record<string, unknown> | null | undefined

  if (given?.['collection'] !== API_CLIENTS || given['enabled'] === false) {
    return null
  }

  return {
    channels: Array.isArray(given['channels']) ? given['channels'].map(idOf) : [],
    id: String(given['id']),
    scopes: Array.isArray(given['scopes']) ? (given['scopes'] as Scope[]) : [],
  }
}

/** Tells whether the person has one of the roles. */
export const hasRole = (user: RequestUser, ...roles: Role[]): boolean =>
  findPerson(user)?.roles.some((role) => roles.includes(role)) ?? false

const isRole = (value: unknown): value is Role => ROLES.includes(value as Role)

const idOf = (value: unknown): string =>
  String(typeof value === 'object' && value !== null && 'id' in value ? value.id : value)
