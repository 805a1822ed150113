import { randomBytes } from 'node:crypto'

import type { Db } from 'mongodb'
import { getPayload, handleEndpoints, type Payload } from 'payload'
import { inject } from 'vitest'

import { builtIndexes } from '../../src/database/builtIndexes.ts'
import { databaseOf } from '../../src/database/handles.ts'

export interface RestAnswer {
  body: Record<string, unknown>
  bytes: Uint8Array
  headers: Headers
  status: number
  text: string
}

export interface RestOptions {
  body?: unknown
  headers?: Record<string, string>
  token?: string
}

export interface TestApp {
  db: Db
  payload: Payload
  /** The same with a body that is no JSON. */
  raw(method: string, path: string, body: string, token: string): Promise<RestAnswer>
  /** A request to Payload's REST API as a client would make it, without the socket. */
  rest(method: string, path: string, options?: RestOptions): Promise<RestAnswer>
  stop(): Promise<void>
}

/** Starts the project's own Payload config on a database of its own. */
export async function startTestApp(): Promise<TestApp> {
  const name = `test_${randomBytes(6).toString('hex')}`

  process.env['DATABASE_URI'] = `${inject('mongoUri')}/${name}?replicaSet=drumbeat`
  process.env['PAYLOAD_SECRET'] ??= 'a-secret-for-tests-only'
  process.env['PAYLOAD_DISABLE_DEPENDENCY_CHECKER'] = 'true'

  const { default: config } = await import('../../payload.config.ts')
  const payload = await getPayload({ config, key: name })

  payload.logger.level = 'error'
  await builtIndexes(payload)

  const send = async (path: string, init: RequestInit, token: string | undefined): Promise<RestAnswer> => {
    const headers = new Headers(init.headers)

    headers.set('accept-language', headers.get('accept-language') ?? 'en')

    if (token !== undefined) {
      headers.set('authorization', `JWT ${token}`)
    }

    const response = await handleEndpoints({
      config,
      payloadInstanceCacheKey: name,
      request: new Request(`http://localhost/api${path}`, { ...init, headers }),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    const isJson = response.headers.get('content-type')?.includes('json') === true

    return {
      body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown>,
      bytes,
      headers: response.headers,
      status: response.status,
      text,
    }
  }

  return {
    db: databaseOf(payload),
    payload,
    raw: (method, path, body, token) => send(path, { body, headers: { 'content-type': 'text/csv' }, method }, token),
    rest: (method, path, { body, headers = {}, token } = {}) =>
      send(
        path,
        {
          headers: { 'content-type': 'application/json', ...headers },
          method,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        token,
      ),
    async stop() {
      await databaseOf(payload).dropDatabase()
      await payload.destroy()
    },
  }
}
