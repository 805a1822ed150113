import ipaddr from 'ipaddr.js'
import type { Registry } from 'prom-client'

import { SECOND } from '../domain/duration.ts'
import { type Route, type RouteRequest, type RouteResponse } from '../domain/http.ts'
import { routeProblem } from '../domain/reasons/routeProblem.ts'

export interface OperationsArgs {
  /** Whether the one who asks is signed in as admin. */
  isAdmin: (request: RouteRequest) => Promise<boolean>
  /** Resolves when the database answers; rejects when it does not. */
  pingDatabase: () => Promise<unknown>
  registry: Registry
}

const PING_LIMIT_MS = 2 * SECOND

/** Health for load balancers and figures for Prometheus. */
export const createOperationsRoutes = ({ isAdmin, pingDatabase, registry }: OperationsArgs): Route[] => [
  { handle: () => json(200, { status: 'ok' }), method: 'GET', path: '/healthz' },
  {
    handle: async () => {
      const isReachable = await withinLimit(pingDatabase())

      return json(isReachable ? 200 : 503, { database: isReachable ? 'ok' : 'unreachable' })
    },
    method: 'GET',
    path: '/readyz',
  },
  {
    handle: async (request) => {
      if (!isLocal(request) && !(await isAdmin(request))) {
        return routeProblem('ONLY_ADMINS', { code: 'FORBIDDEN', status: 403 })
      }

      return { body: await registry.metrics(), headers: { 'content-type': registry.contentType }, status: 200 }
    },
    method: 'GET',
    path: '/metrics',
  },
]

/** A proxy on this machine asks for others, so what was forwarded is never local. */
const isLocal = (request: RouteRequest): boolean =>
  request.header('x-forwarded-for') === undefined &&
  request.header('forwarded') === undefined &&
  ipaddr.isValid(request.ip) &&
  ipaddr.process(request.ip).range() === 'loopback'

const withinLimit = async (work: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), PING_LIMIT_MS)))
  const isDone = await Promise.race([
    work.then(
      () => true,
      () => false,
    ),
    limit,
  ])

  clearTimeout(timer)

  return isDone
}

const json = (status: number, value: unknown): RouteResponse => ({
  body: JSON.stringify(value),
  headers: { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' },
  status,
})
