import type { Endpoint } from 'payload'

import { forPeople } from '../calendar/forPeople.ts'
import { findDuplicates } from './findDuplicates.ts'

const FRESH = { headers: { 'cache-control': 'no-store' } }

/** `GET /api/media/:id/duplicates`: what the library already holds of the same picture. */
export const duplicatesEndpoint: Endpoint = {
  handler: forPeople(async (req) =>
    Response.json({ duplicates: await findDuplicates({ id: String(req.routeParams?.['id']), req }) }, FRESH),
  ),
  method: 'get',
  path: '/:id/duplicates',
}
