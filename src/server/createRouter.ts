import { Router } from 'express'
import type { Payload } from 'payload'
import { pino } from 'pino'

import { routesOf } from '../plugin/routes.ts'
import { mountRoutes } from './mountRoutes.ts'

/**
 * The delivery and engagement routes as an Express router, for a host app that has an Express server of its own.
 *
 * Mount it at the root: the paths of these routes are public names. Payload must be open.
 */
export function createDrumbeatRouter(payload: Payload): Router {
  const router = Router()

  mountRoutes(router, routesOf(payload), pino({ name: 'drumbeat' }))

  return router
}
