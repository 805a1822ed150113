import { randomUUID } from 'node:crypto'

import type { Request, Response } from 'express'
import type { Logger } from 'pino'

import { KIB } from '../domain/duration.ts'
import { problemResponse, type Route, type RouteRequest, type RouteResponse } from '../domain/http.ts'
import { problemOfError } from '../domain/problemOfError.ts'
import { routeProblem } from '../domain/reasons/routeProblem.ts'
import { sayProblem } from '../domain/reasons/sayProblem.ts'
import { readBody } from './readBody.ts'

const DEFAULT_BODY_BYTES = 64 * KIB

/** Serves one framework-free route by Express: reads the body within its limit, and turns errors into problems. */
export const answerRoute =
  (route: Route, logger: Logger) =>
  async (request: Request, response: Response): Promise<void> => {
    try {
      const limit = route.maxBodyBytes ?? DEFAULT_BODY_BYTES
      const body = route.method === 'POST' ? await readBody(request, limit) : new Uint8Array()

      if (body === null) {
        // What is still coming is thrown away, so that the client gets to read the answer.
        request.resume()
        write(response, tooLarge(limit))
      } else {
        write(response, await route.handle(describeRequest(request, body)))
      }
    } catch (error) {
      write(response, answerFailure({ error, logger, route }))
    }
  }

/** What a client is told of an error in a route; faults of ours are logged under the reference that it gets. */
export function answerFailure({ error, logger, route }: AnswerFailureArgs): RouteResponse {
  const reference = randomUUID()
  const problem = problemOfError(error, reference)

  if (problem.status >= 500) {
    logger.error({ err: error, reference, route: route.path }, 'a route failed')
  }

  return problemResponse(problem)
}

export interface AnswerFailureArgs {
  error: unknown
  logger: Logger
  route: Route
}

/** Sends a framework-free answer; a problem in the asker's language. */
export function write(response: Response, answer: RouteResponse): void {
  const { body = '', headers, status } = sayProblem(answer, response.req.get('accept-language'))

  if (response.headersSent || response.destroyed) {
    return
  }

  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const hasLength = status !== 204 && status !== 304

  response.writeHead(status, { ...headers, ...(hasLength ? { 'content-length': bytes.byteLength } : {}) })
  response.end(bytes)
}

const describeRequest = (request: Request, body: Uint8Array): RouteRequest => ({
  body,
  header: (name) => request.get(name),
  ip: request.ip ?? '',
  method: request.method,
  params: request.params as Record<string, string>,
  query: new URL(request.originalUrl, 'http://localhost').searchParams,
})

const tooLarge = (limit: number): RouteResponse =>
  routeProblem('TOO_LARGE', { headers: { connection: 'close' }, status: 413, values: { limit } })
