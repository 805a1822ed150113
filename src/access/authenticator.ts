import { createHash, randomBytes } from 'node:crypto'

import type { Payload } from 'payload'

import type { ChangeFeed } from '../domain/changeFeed.ts'
import { UnauthorizedError } from '../domain/errors.ts'
import type { Principal, RouteRequest } from '../domain/http.ts'
import { API_CLIENTS } from '../domain/slugs.ts'
import { findApiClient } from './apiClient.ts'
import { createPrincipalCache } from './principalCache.ts'
import { findSignedInUser } from './signedInUser.ts'

/**
 * Says who asks, or null for nobody.
 *
 * Throws `UnauthorizedError` when an `Authorization` header is there and not valid, so that a wrong key
 * is never mistaken for an anonymous visitor. A stale cookie, which browsers send by themselves, is nobody.
 */
export type Authenticate = (request: Pick<RouteRequest, 'header'>) => Promise<Principal | null>

export interface AuthenticatorOptions {
  /** Ends what is remembered as soon as an API client changes in any process. */
  changes?: ChangeFeed
  payload: Payload
}

const KEY_SCHEME = `${API_CLIENTS} API-Key `
/** Longer than any key or token of ours; keeps a hostile header from being hashed at length. */
const MAX_HEADER_LENGTH = 8_192

/** Recognises API clients by their key, remembered for a moment, and people by Payload's own token. */
export function createAuthenticator({ changes, payload }: AuthenticatorOptions): Authenticate {
  const remembered = createPrincipalCache(changes)
  const salt = randomBytes(32)

  async function authenticateClient(header: string): Promise<Principal> {
    // Keyed by a salted digest: no key stays in memory, and comparing digests tells nothing by its time.
    const digest = createHash('sha256').update(salt).update(header).digest('base64')
    const principal = await remembered.get(digest, () =>
      findApiClient({ key: header.slice(KEY_SCHEME.length), payload }),
    )

    if (principal === null) {
      throw new UnauthorizedError('The API key is not known or has been disabled.')
    }

    return principal
  }

  return async (request) => {
    const authorization = request.header('authorization')

    if (authorization !== undefined && authorization.length > MAX_HEADER_LENGTH) {
      throw new UnauthorizedError('The Authorization header is too long.')
    }

    if (authorization?.startsWith(KEY_SCHEME)) {
      return authenticateClient(authorization)
    }

    const user = await findSignedInUser({ payload, request })

    if (user === null && authorization !== undefined) {
      throw new UnauthorizedError(`The Authorization header is not valid; send "${KEY_SCHEME}<key>" or "JWT <token>".`)
    }

    return user
  }
}
