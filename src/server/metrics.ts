import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

import { SECOND } from '../domain/duration.ts'

export interface Metrics {
  /** Times every request that a route of ours or Next answers. */
  observe: RequestHandler
  /** Counts a request that was answered before Express saw it. */
  record: (answered: AnsweredRequest) => void
  registry: Registry
}

export interface AnsweredRequest {
  durationMs: number
  method: string
  /** The route's path as it was declared. */
  route: string
  status: number
}

export interface MetricsArgs {
  /** Publications by state, of the states in which something is still to come; counted when the metrics are read. */
  countPublications: () => Promise<Record<string, number>>
  /** About how many publications the ledger holds. */
  countRows: () => Promise<number>
  /** How long the longest overdue publication has been waiting, in milliseconds. */
  findOldestDueMs: () => Promise<number>
}

/** What Prometheus reads at `/metrics`: the process, its requests, and the ledger. */
export function createMetrics({ countPublications, countRows, findOldestDueMs }: MetricsArgs): Metrics {
  const registry = new Registry()
  const durations = new Histogram({
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    name: 'http_request_duration_seconds',
    registers: [registry],
  })

  collectDefaultMetrics({ register: registry })

  new Gauge({
    async collect() {
      for (const [state, count] of Object.entries(await countPublications())) {
        this.set({ state }, count)
      }
    },
    help: 'Publications that are open or stuck, by state, each counted up to 10,000',
    labelNames: ['state'],
    name: 'drumbeat_publications',
    registers: [registry],
  })
  new Gauge({
    async collect() {
      this.set(await countRows())
    },
    help: 'Publications in the ledger, whatever their state',
    name: 'drumbeat_ledger_rows',
    registers: [registry],
  })
  new Gauge({
    async collect() {
      this.set((await findOldestDueMs()) / 1000)
    },
    help: 'How long the longest overdue publication has been waiting to begin, with a worker or without',
    name: 'drumbeat_oldest_due_seconds',
    registers: [registry],
  })

  return {
    observe: (request, response, next) => {
      const stop = durations.startTimer()

      response.once('finish', () => {
        const route = (request.route as { path?: string } | undefined)?.path ?? 'next'

        stop({ method: request.method, route, status: String(response.statusCode) })
      })
      next()
    },
    record: ({ durationMs, method, route, status }) =>
      durations.observe({ method, route, status: String(status) }, durationMs / SECOND),
    registry,
  }
}
