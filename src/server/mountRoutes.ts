import type { IRouter } from 'express'
import type { Logger } from 'pino'

import type { Route } from '../domain/http.ts'
import { refuseMethod } from '../domain/reasons/routeProblem.ts'
import { answerRoute, write } from './answerRoute.ts'

/**
 * Serves framework-free routes by an Express app or router; HEAD is answered as GET without its body.
 *
 * A known path asked with another method is 405 with `Allow`, not the 404 page of whatever comes after.
 */
export function mountRoutes(app: IRouter, routes: readonly Route[], logger: Logger): void {
  for (const route of routes) {
    app[VERBS[route.method]](route.path, answerRoute(route, logger))
  }

  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = routes.filter((route) => route.path === path).flatMap(({ method }) => ALLOWED[method])
    const refusal = refuseMethod(allow)

    app.all(path, (_request, response) => write(response, refusal))
  }
}

const VERBS = { GET: 'get', OPTIONS: 'options', POST: 'post' } as const
const ALLOWED = { GET: ['GET', 'HEAD'], OPTIONS: ['OPTIONS'], POST: ['POST'] } as const
