import type { Endpoint, PayloadRequest } from 'payload'

import { listDeliveries, restartDelivery } from '../../jobs/webhooks/deliveryLog.ts'
import { databaseOf } from '../database/handles.ts'
import { reason } from '../domain/reasons/reason.ts'
import { WEBHOOKS } from '../domain/slugs.ts'
import { problem, refuseUnknown } from '../endpoints/jsonEndpoint.ts'

const STATES = ['dead', 'delivered', 'pending'] as const
const SHOWN = 100

/**
 * `GET /api/webhooks/:id/deliveries?state=dead`: what was sent to one subscriber and how it went, newest first.
 *
 * `POST /api/webhooks/:id/deliveries/:delivery/retry` starts again what was given up. For who may read the webhook.
 */
export const webhookEndpoints: Endpoint[] = [
  {
    handler: (req) =>
      forReader(req, async (webhookId) => {
        const state = STATES.find((one) => one === req.searchParams.get('state')) ?? null

        return Response.json({
          deliveries: await listDeliveries({ db: databaseOf(req.payload), limit: SHOWN, state, webhookId }),
        })
      }),
    method: 'get',
    path: '/:id/deliveries',
  },
  {
    handler: (req) =>
      forReader(req, async (webhookId) => {
        const id = String(req.routeParams?.['delivery'])
        const isRestarted = await restartDelivery({ db: databaseOf(req.payload), id, webhookId })

        return isRestarted ? Response.json({ id, state: 'pending' }) : problem(409, [reason('DELIVERY_NOT_DEAD')], req)
      }),
    method: 'post',
    path: '/:id/deliveries/:delivery/retry',
  },
]

/** Asks Payload's own access, so that nobody learns more here than by reading the webhook. */
async function forReader(req: PayloadRequest, answer: (id: string) => Promise<Response>): Promise<Response> {
  if (req.user === null) {
    return problem(401, [reason('UNAUTHENTICATED')], req)
  }

  const id = String(req.routeParams?.['id'])
  const { totalDocs } = /^[\da-f]{24}$/.test(id)
    ? await req.payload.find({
        collection: WEBHOOKS,
        depth: 0,
        disableErrors: true,
        limit: 1,
        overrideAccess: false,
        req,
        where: { id: { equals: id } },
      })
    : { totalDocs: 0 }

  return totalDocs === 0 ? refuseUnknown(req) : answer(id)
}
