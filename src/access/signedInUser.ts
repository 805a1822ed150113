import { executeAuthStrategies, type Payload } from 'payload'

import type { Principal, RouteRequest } from '../domain/http.ts'
import { findPerson } from './people.ts'

export interface FindSignedInUserArgs {
  payload: Payload
  request: Pick<RouteRequest, 'header'>
}

/** The headers that Payload's strategies read; `Origin` and `Sec-Fetch-Site` guard its cookie. */
const READ_BY_PAYLOAD = ['authorization', 'cookie', 'origin', 'sec-fetch-site'] as const

/** The person of the admin whose token or cookie came with the request, or null; other collections' users are nobody. */
export async function findSignedInUser({ payload, request }: FindSignedInUserArgs): Promise<Principal | null> {
  // Payload's `autoLogin` is for its own panel in development; here it would make everybody a person.
  const headers = new Headers({ DisableAutologin: 'true' })

  for (const name of READ_BY_PAYLOAD) {
    const value = request.header(name)

    if (value !== undefined) {
      headers.set(name, value)
    }
  }

  if (!headers.has('authorization') && !headers.has('cookie')) {
    return null
  }

  const { user } = await executeAuthStrategies({ headers, payload })

  if (user === null || user.collection !== payload.config.admin.user) {
    return null
  }

  return { id: String(user.id), kind: 'user', roles: findPerson(user)?.roles ?? [] }
}
