import type { Principal } from '../domain/http.ts'

export type ReadDecision = 'allow' | 'hide' | 'scope-missing' | 'sign-in'

export interface DecideReadArgs {
  /** Null when there is no such channel. */
  channel: { id: string; isPublic: boolean } | null
  isFeed: boolean
  principal: Principal | null
}

/**
 * Decides whether somebody may read a channel's published content.
 *
 * A channel of others is answered like one that does not exist, for strangers and machines alike, so
 * that asking tells nothing.
 */
export function decideRead({ channel, isFeed, principal }: DecideReadArgs): ReadDecision {
  if (isFeed && channel?.isPublic === true) {
    return 'allow'
  }

  if (principal === null) {
    return 'sign-in'
  }

  if (principal.kind === 'user') {
    return principal.roles.length === 0 ? 'scope-missing' : channel === null ? 'hide' : 'allow'
  }

  if (!principal.scopes.includes('delivery:read')) {
    return 'scope-missing'
  }

  return channel !== null && principal.channels.includes(channel.id) ? 'allow' : 'hide'
}
