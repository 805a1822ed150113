import type { Role } from './roles.ts'

/** Tells whether a change of roles takes the right of an administrator from a person who has it. */
export const losesAdmin = ({ after, before }: { after: readonly Role[]; before: readonly Role[] }): boolean =>
  before.includes('admin') && !after.includes('admin')
