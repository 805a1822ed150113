import type { EngagementType } from './engagement.ts'
import { ANONYMOUS_TYPES, OWN_TYPES } from './engagement.ts'
import type { Reason } from './errors.ts'
import type { Principal } from './http.ts'
import { reason } from './reasons/reason.ts'

export interface DecideSenderArgs {
  /** Null for a visitor without a key. */
  principal: Principal | null
  type: EngagementType
}

/**
 * Says why a sender may not tell an event of this type; null when they may.
 *
 * What moves money, stock or a draw needs a key, because anybody can call a public address.
 */
export function findSenderRefusal({ principal, type }: DecideSenderArgs): Reason | null {
  if (includes(OWN_TYPES, type)) {
    return reason('TYPE_RESERVED', { path: 'type', values: { type } })
  }

  if (includes(ANONYMOUS_TYPES, type) || principal?.kind === 'user') {
    return null
  }

  if (principal === null) {
    return reason('KEY_REQUIRED', { path: 'type', values: { type } })
  }

  return principal.scopes.includes('engagement:write')
    ? null
    : reason('SCOPE_REQUIRED', { path: 'type', values: { type } })
}

const includes = (types: readonly EngagementType[], type: EngagementType): boolean => types.includes(type)
