import type { Role } from '../../domain/roles.ts'

export const IMPORT_PATH = '/import'

/** Those who may create posts and schedules; the endpoint checks the same. */
export const IMPORT_ROLES: readonly Role[] = ['admin', 'community-manager', 'editor']
