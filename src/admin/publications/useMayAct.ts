'use client'

import { useAuth } from '@payloadcms/ui'

import { findPerson } from '../../access/people.ts'
import { PUBLICATION_ACTION_ROLES } from '../../domain/publicationActions.ts'
import type { PublicationAction } from '../../domain/publication.ts'
import type { Role } from '../../domain/roles.ts'

/** The roles of the person at the screen; the server checks again whatever is asked. */
export function useRoles(): readonly Role[] {
  const { user } = useAuth()

  return findPerson(user as Parameters<typeof findPerson>[0])?.roles ?? []
}

/** Tells which acts on publications to offer to this person. */
export function useMayAct(): (action: PublicationAction) => boolean {
  const roles = useRoles()

  return (action) => PUBLICATION_ACTION_ROLES[action].some((role) => roles.includes(role))
}
