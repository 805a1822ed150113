import { randomUUID } from 'node:crypto'

import type { Endpoint, Payload, PayloadRequest } from 'payload'

import { KIB } from '../domain/duration.ts'
import { problemResponse, type Route, type RouteResponse } from '../domain/http.ts'
import { matchRoute, type RouteMatch } from '../domain/matchRoute.ts'
import { problemOfError } from '../domain/problemOfError.ts'
import { refuseMethod, routeProblem } from '../domain/reasons/routeProblem.ts'
import { sayProblem } from '../domain/reasons/sayProblem.ts'

const PREFIX = '/drumbeat'
const DEFAULT_BODY_BYTES = 64 * KIB

/**
 * Serves framework-free routes as Payload endpoints under `/api/drumbeat/…`, for hosts without Express.
 *
 * The routes need an open Payload and endpoints are declared before there is one, so one endpoint per method takes
 * every path under the prefix and finds the route itself. List these after endpoints with a path of their own.
 */
export const toPayloadEndpoints = (routesOf: (payload: Payload) => readonly Route[]): Endpoint[] =>
  (['get', 'options', 'post'] as const).map((method) => ({
    handler: (request) => answer(request, routesOf(request.payload)),
    method,
    path: `${PREFIX}/:path*`,
  }))

async function answer(request: PayloadRequest, routes: readonly Route[]): Promise<Response> {
  const url = new URL(request.url ?? '', 'http://localhost')
  const path = url.pathname.slice(url.pathname.indexOf(PREFIX) + PREFIX.length)
  const method = (request.method ?? 'GET').toUpperCase()
  const match = matchRoute({ method, path, routes })

  if (match.kind !== 'found') {
    return toResponse(request, refuse(match))
  }

  const { params, route } = match

  try {
    const limit = route.maxBodyBytes ?? DEFAULT_BODY_BYTES
    const body = await readBody(request, limit)

    if (body === null) {
      return toResponse(request, tooLarge(limit))
    }

    const { headers } = request
    const header = (name: string): string | undefined => headers.get(name) ?? undefined
    const ip = header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''

    return toResponse(request, await route.handle({ body, header, ip, method, params, query: url.searchParams }))
  } catch (error) {
    const reference = randomUUID()

    request.payload.logger.error({ err: error, msg: 'a route failed', reference, route: route.path })

    return toResponse(request, problemResponse(problemOfError(error, reference)))
  }
}

async function readBody(request: PayloadRequest, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0

  for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength

    if (length > maxBytes) {
      return null
    }

    chunks.push(chunk)
  }

  return Buffer.concat(chunks)
}

function toResponse(request: PayloadRequest, answer: RouteResponse): Response {
  const { body = '', headers, status } = sayProblem(answer, request.headers.get('accept-language'))
  const hasBody = request.method?.toUpperCase() !== 'HEAD' && status !== 204 && status !== 304

  return new Response(hasBody ? (body as BodyInit) : null, { headers, status })
}

const refuse = (match: Exclude<RouteMatch, { kind: 'found' }>): RouteResponse =>
  match.kind === 'unknown'
    ? routeProblem('NOTHING_HERE', { code: 'NOT_FOUND', status: 404 })
    : refuseMethod(match.allowed)

const tooLarge = (limit: number): RouteResponse => routeProblem('TOO_LARGE', { status: 413, values: { limit } })
