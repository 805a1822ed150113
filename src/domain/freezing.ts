import { type Role, ROLES } from './roles.ts'

/** Everybody of the admin sees that all is frozen. */
export const SEEING_ROLES: readonly Role[] = ROLES

/** Whoever may see a crisis first may stop everything; stopping harms less than a wrong post. */
export const FREEZING_ROLES: readonly Role[] = ['admin', 'community-manager', 'editor', 'reviewer']

/** Going on again sends what has waited: that is for those who answer for the plan. */
export const RESUMING_ROLES: readonly Role[] = ['admin', 'editor']
