import type { Endpoint } from 'payload'

import { findTokenState, issueToken, revokeTokens } from '../../calendar/tokens.ts'
import { databaseOf } from '../../database/handles.ts'
import { forPeople } from './forPeople.ts'

const PATH = '/calendar/token'
const headers = { 'cache-control': 'no-store' }

/**
 * A person's subscription: `GET` tells whether there is one, `POST` makes a new one and shows its token once, `DELETE`
 * ends it at once. Each for oneself alone.
 */
export const tokenEndpoints: Endpoint[] = [
  {
    handler: forPeople(async ({ payload }, { id }) =>
      Response.json({ subscription: await findTokenState(databaseOf(payload), id) }, { headers }),
    ),
    method: 'get',
    path: PATH,
  },
  {
    handler: forPeople(async ({ payload }, { id }) => {
      const db = databaseOf(payload)
      const token = await issueToken(db, id)

      return Response.json({ subscription: await findTokenState(db, id), token }, { headers, status: 201 })
    }),
    method: 'post',
    path: PATH,
  },
  {
    handler: forPeople(async ({ payload }, { id }) => {
      await revokeTokens(databaseOf(payload), id)

      return Response.json({ subscription: null }, { headers })
    }),
    method: 'delete',
    path: PATH,
  },
]
