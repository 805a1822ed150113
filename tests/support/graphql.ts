import { createRequire } from 'node:module'

import { configToSchema } from '@payloadcms/graphql'
import type * as Graphql from 'graphql'
import { createPayloadRequest, type Payload } from 'payload'

// As Node finds it for Payload; Vite would take the package's other build, whose classes are not the same.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof Graphql

export interface GraphqlAnswer {
  data?: unknown
  errors?: { message: string }[]
}

/** Payload's GraphQL without Next's route in between: the same schema, asked as the holder of a header. */
export function openGraphql(payload: Payload) {
  const { schema } = configToSchema(payload.config)

  return async (source: string, authorization?: string): Promise<GraphqlAnswer> => {
    const request = new Request('http://localhost/api/graphql', {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
    })
    const req = await createPayloadRequest({ canSetHeaders: true, config: payload.config, request })
    const { data, errors } = await graphql({ contextValue: { headers: {}, req }, schema, source })

    return JSON.parse(
      JSON.stringify({ data, ...(errors === undefined ? {} : { errors: errors.map(({ message }) => ({ message })) }) }),
    ) as GraphqlAnswer
  }
}
