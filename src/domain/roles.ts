/** What a person in the admin may be; one person may have several. */
export const ROLES = ['admin', 'editor', 'reviewer', 'kol-manager', 'community-manager', 'analyst'] as const

export type Role = (typeof ROLES)[number]

/** What an API client may do with its key. */
export const SCOPES = ['delivery:read', 'engagement:write'] as const

export type Scope = (typeof SCOPES)[number]
