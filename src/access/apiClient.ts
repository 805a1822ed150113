import { timingSafeEqual } from 'node:crypto'

import type { MongooseAdapter } from '@payloadcms/db-mongodb'
import type { Payload } from 'payload'

import type { Principal } from '../domain/http.ts'
import { SCOPES } from '../domain/roles.ts'
import { API_CLIENTS } from '../domain/slugs.ts'
import { apiKeyIndexes } from './apiKeyIndex.ts'

interface StoredApiClient {
  _id: unknown
  apiKeyIndex: string
  channels?: unknown[] | null
  deletedAt?: Date | null
  enableAPIKey?: boolean | null
  enabled?: boolean | null
  scopes?: string[] | null
}

/** The API client whose key this is, or null when there is none or it was disabled; one indexed read. */
export async function findApiClient({ key, payload }: { key: string; payload: Payload }): Promise<Principal | null> {
  if (key === '') {
    return null
  }

  const indexes = apiKeyIndexes({ key, secret: payload.secret })
  const client = await clientsOf(payload).findOne(
    { apiKeyIndex: { $in: indexes } },
    { projection: { apiKeyIndex: 1, channels: 1, deletedAt: 1, enableAPIKey: 1, enabled: 1, scopes: 1 } },
  )

  if (client === null || isSwitchedOff(client) || !isOneOf(client.apiKeyIndex, indexes)) {
    return null
  }

  return {
    channels: (client.channels ?? []).map(String),
    id: String(client._id),
    kind: 'api-client',
    scopes: SCOPES.filter((scope) => client.scopes?.includes(scope)),
  }
}

const isSwitchedOff = ({ deletedAt, enableAPIKey, enabled }: StoredApiClient): boolean =>
  enabled === false || enableAPIKey === false || Boolean(deletedAt)

const clientsOf = (payload: Payload) =>
  (payload.db as unknown as MongooseAdapter).connection.collection<StoredApiClient>(API_CLIENTS)

/** Compares in constant time, against a collation that would take two different texts for one. */
function isOneOf(stored: string, indexes: readonly string[]): boolean {
  const found = Buffer.from(stored)

  return indexes.some((index) => index.length === found.length && timingSafeEqual(Buffer.from(index), found))
}
