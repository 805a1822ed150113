import type { Role } from './roles.ts'

/** Who may order renditions to be made anew: those who write media. */
export const ACCESS_TO_RERENDER: readonly Role[] = ['admin', 'community-manager', 'editor', 'kol-manager']
