import { getPayload, handleEndpoints, type Payload } from 'payload'
import { inject } from 'vitest'

/** An answer of the REST API with its body read. */
export interface Answer<Body = Record<string, unknown>> {
  body: Body & {
    doc: Record<string, unknown>
    docs: Record<string, unknown>[]
    errors?: { data?: { errors?: FieldError[] }; message: string }[]
  }
  status: number
}

export interface FieldError {
  message: string
  path: string
}

export interface CallOptions {
  body?: unknown
  /** The whole `Authorization` header. */
  as?: string
  language?: 'en' | 'zh'
}

/** The app's own Payload on a database of the test's mongod, and its REST API without a server in between. */
export interface OpenPayload {
  call: (method: string, path: string, options?: CallOptions) => Promise<Answer>
  close: () => Promise<void>
  payload: Payload
}

/** Opens the app's own config on the named database; one per test file, since Payload is a singleton. */
export async function openPayload(database: string): Promise<OpenPayload> {
  process.env['DATABASE_URI'] = `${inject('mongoUri')}/${database}?replicaSet=drumbeat`
  process.env['DISABLE_PAYLOAD_HMR'] = 'true'
  process.env['LOG_LEVEL'] = 'silent'
  process.env['PAYLOAD_SECRET'] = 'a-secret-for-tests-only'

  const { default: config } = await import('../../payload.config.ts')
  const payload = await getPayload({ config })

  payload.logger.level = 'silent'
  await Promise.all(Object.values(payload.db.collections).map((model) => model.ensureIndexes()))

  return {
    async call(method, path, { as, body, language = 'en' } = {}) {
      const response = await handleEndpoints({
        config,
        request: new Request(`http://localhost/api${path}`, {
          method,
          headers: {
            'accept-language': language,
            ...(as === undefined ? {} : { authorization: as }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      })

      return { body: (await response.json()) as Answer['body'], status: response.status }
    },
    async close() {
      await payload.db.connection.dropDatabase()
      await payload.destroy()
    },
    payload,
  }
}

/** What is wrong with which field, as an editor reads it. */
export const fieldErrors = ({ body }: Answer): FieldError[] =>
  (body.errors ?? []).flatMap(({ data }) => data?.errors ?? []).map(({ message, path }) => ({ message, path }))
