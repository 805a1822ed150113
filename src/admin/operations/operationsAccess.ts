import type { Role } from '../../domain/roles.ts'

export const OPERATIONS_PATH = '/operations'

/** Those who run the installation; the endpoint checks the same. */
export const OPERATIONS_ROLES: readonly Role[] = ['admin']
