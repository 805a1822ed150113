import { randomUUID } from 'node:crypto'

import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express'
import type { Logger } from 'pino'

import type { Authenticate } from '../access/authenticator.ts'
import { problemResponse, type Route } from '../domain/http.ts'
import { routeProblem } from '../domain/reasons/routeProblem.ts'
import { problemOfError } from '../domain/problemOfError.ts'
import { write } from './answerRoute.ts'
import type { Metrics } from './metrics.ts'
import { mountRoutes } from './mountRoutes.ts'
import { refuseStrangersUploads } from './refuseStrangersUploads.ts'
import { securityHeaders } from './securityHeaders.ts'

export interface AppArgs {
  authenticate: Authenticate
  isHttps: boolean
  logger: Logger
  metrics: Metrics
  /** Answers everything that no route does: the admin, Payload's REST and GraphQL. */
  next: RequestHandler
  /** Routers with pages of their own, by the path they stand under. */
  routers?: Readonly<Record<string, Router>>
  routes: readonly Route[]
  /** Whose `X-Forwarded-For` is believed, in Express's words. */
  trustProxy: string
}

/** The whole HTTP surface as one Express app; Payload has to be open before it is made. */
export function createApp({
  authenticate,
  isHttps,
  logger,
  metrics,
  next,
  routers = {},
  routes,
  trustProxy,
}: AppArgs): Express {
  const app = express()

  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', trustProxy)
  app.use(metrics.observe, securityHeaders({ isHttps }))
  mountRoutes(app, routes, logger)

  for (const [path, router] of Object.entries(routers)) {
    app.use(path, router)
  }

  app.get('/', (_request, response) => response.redirect('/admin'))
  app.use(refuseStrangersUploads(authenticate), next)
  app.use(answerError(logger))

  return app
}

const answerError =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    const isMalformed = error instanceof URIError
    const reference = randomUUID()

    if (!isMalformed) {
      logger.error({ err: error, path: request.path, reference }, 'a request failed')
    }

    write(
      response,
      isMalformed ? routeProblem('BAD_PATH', { status: 400 }) : problemResponse(problemOfError(error, reference)),
    )
  }
