import { createExpressMiddleware } from 'agendash'
import express, { type Request, type RequestHandler, type Router } from 'express'
import type { Db } from 'mongodb'

import { createJobsDashboard } from '../../jobs/dashboard/createJobsDashboard.ts'
import type { RouteRequest } from '../domain/http.ts'
import { routeProblem } from '../domain/reasons/routeProblem.ts'
import { isSameOrigin } from '../sandbox/sameOrigin.ts'
import { write } from './answerRoute.ts'

export interface JobsDashboardArgs {
  db: Db
  isAdmin: (request: Pick<RouteRequest, 'header'>) => Promise<boolean>
}

/** What can be done to a job; making one is not among it. */
const ACTS = ['/api/jobs/delete', '/api/jobs/pause', '/api/jobs/resume', '/api/jobs/retry']

/**
 * agendash over the clock's jobs, for admins.
 *
 * An act must come from this very site, by a browser that says so: the cookie alone is not enough.
 */
export function createJobsRouter({ db, isAdmin }: JobsDashboardArgs): Router {
  const router = express.Router()

  router.use(onlyAdmins(isAdmin), onlyOwnPages, withSlash)
  router.use(
    createExpressMiddleware(createJobsDashboard(db) as unknown as Parameters<typeof createExpressMiddleware>[0]),
  )

  return router
}

const onlyAdmins =
  (isAdmin: JobsDashboardArgs['isAdmin']): RequestHandler =>
  (request, response, next) => {
    isAdmin({ header: (name) => request.get(name) }).then(
      (isIn) => (isIn ? next() : write(response, routeProblem('ONLY_ADMINS', { code: 'FORBIDDEN', status: 403 }))),
      next,
    )
  }

const onlyOwnPages: RequestHandler = (request, response, next) => {
  const isRead = request.method === 'GET' || request.method === 'HEAD'

  if (isRead || (ACTS.includes(request.path) && isSameOrigin(request))) {
    next()
  } else {
    write(response, routeProblem('ONLY_ITSELF', { code: 'FORBIDDEN', status: 403 }))
  }
}

/** Its page names its files relative to itself. */
const withSlash: RequestHandler = (request: Request, response, next) => {
  if (request.originalUrl.split('?')[0] === request.baseUrl) {
    response.redirect(`${request.baseUrl}/`)
  } else {
    next()
  }
}
