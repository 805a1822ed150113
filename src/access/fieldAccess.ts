import type { FieldAccess } from 'payload'

import type { Role } from '../domain/roles.ts'
import { findPerson, hasRole } from './people.ts'

interface WriteAccess {
  create: FieldAccess
  update: FieldAccess
}

interface FullAccess extends WriteAccess {
  read: FieldAccess
}

const nobody: FieldAccess = () => false

const isPerson: FieldAccess = ({ req }) => findPerson(req.user) !== null

/** For people of the admin; machines do not see it. */
export const staffOnly: FullAccess = { create: isPerson, read: isPerson, update: isPerson }

/** Written by Drumbeat itself; people of the admin see it, machines do not. */
export const writtenBySystem: FullAccess = { create: nobody, read: isPerson, update: nobody }

/** Written by Drumbeat itself; whoever sees the document sees it. */
export const readOnly: WriteAccess = { create: nobody, update: nobody }

/** Seen and written only by the roles. */
export const onlyFor = (...roles: Role[]): FullAccess => {
  const isOneOf: FieldAccess = ({ req }) => hasRole(req.user, ...roles)

  return { create: isOneOf, read: isOneOf, update: isOneOf }
}

/** Seen by all who see the document, written only by the roles. */
export const writtenBy = (...roles: Role[]): WriteAccess => {
  const isOneOf: FieldAccess = ({ req }) => hasRole(req.user, ...roles)

  return { create: isOneOf, update: isOneOf }
}

/** Fees, rates and payments: partner managers, analysts, and whom an admin allows to see them. */
export const fees: FullAccess = {
  create: ({ req }) => hasRole(req.user, 'admin', 'kol-manager'),
  read: ({ req }) =>
    hasRole(req.user, 'admin', 'analyst', 'kol-manager') || (findPerson(req.user)?.canSeeFees ?? false),
  update: ({ req }) => hasRole(req.user, 'admin', 'kol-manager'),
}
