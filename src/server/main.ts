import { createServer, type RequestListener } from 'node:http'

import { getPayload } from 'payload'

import { createAuthenticator } from '../access/authenticator.ts'
import { sandboxToken } from '../channels/sandboxToken.ts'
import { loadEnvFile, readEnv } from '../config/env.ts'
import { openLifeline } from '../config/lifeline.ts'
import { createLogger } from '../config/logger.ts'
import { stopRequest } from '../config/stopRequest.ts'
import { builtIndexes } from '../database/builtIndexes.ts'
import { databaseOf } from '../database/handles.ts'
import { hasTransactions } from '../database/hasTransactions.ts'
import { ensureIndexes } from '../database/indexes.ts'
import type { Principal, RouteRequest } from '../domain/http.ts'
import { findOperationsBoard } from '../admin/data/operationsBoard.ts'
import { startAlarmWatch } from '../plugin/alarms.ts'
import { closeRoutes, routesOf } from '../plugin/routes.ts'
import { createSandboxRouter } from '../sandbox/createSandboxRouter.ts'
import { answerFailure } from './answerRoute.ts'
import { createApp } from './createApp.ts'
import { createFastPath } from './fastPath.ts'
import { registerFleetMetrics } from './fleetMetrics.ts'
import { createJobsRouter } from './jobsDashboard.ts'
import { createLedgerFigures } from './ledgerFigures.ts'
import { closeServer, listen } from './listen.ts'
import { createMetrics } from './metrics.ts'
import { openNext } from './openNext.ts'
import { createOperationsRoutes } from './operations.ts'
import { securityHeaderValues } from './securityHeaders.ts'

loadEnvFile()

const env = readEnv()
const lifeline = openLifeline(env.DRUMBEAT_LIFELINE)
const logger = createLogger({ env, name: 'web' })
const { default: config } = await import('../../payload.config.ts')

// Payload is opened before Next, which then finds this instance in Payload's own cache instead of opening a second one.
const payload = await getPayload({ config })
let answer: RequestListener = (_request, response) => response.writeHead(503, { 'retry-after': '2' }).end()
const server = createServer((request, response) => answer(request, response))
const port = await listen({ host: env.HOST, port: env.PORT, server })
const db = databaseOf(payload)

await Promise.all([ensureIndexes(db), builtIndexes(payload)])

const next = await openNext({ hostname: env.HOST, httpServer: server, isDev: env.NODE_ENV === 'development', port })
const metrics = createMetrics(createLedgerFigures(payload))
registerFleetMetrics(metrics.registry, () => findOperationsBoard({ db, locale: 'en' }))

const authenticate = createAuthenticator({ payload })
const mayOperate = async (request: Pick<RouteRequest, 'header'>) =>
  isAdmin(await authenticate(request).catch(() => null))
const operations = createOperationsRoutes({
  isAdmin: mayOperate,
  pingDatabase: () => db.command({ ping: 1 }),
  registry: metrics.registry,
})
const isHttps = env.PUBLIC_URL?.startsWith('https:') ?? false
const routes = routesOf(payload)
const app = createApp({
  authenticate,
  isHttps,
  logger,
  metrics,
  next: next.handle,
  routers: {
    '/ops/jobs': createJobsRouter({ db, isAdmin: mayOperate }),
    '/sandbox': createSandboxRouter({ db, ...sandboxOptions(), token: sandboxToken(payload.secret) }),
  },
  routes: [...operations, ...routes],
  trustProxy: env.TRUST_PROXY,
}) as RequestListener
const serveFast = createFastPath({
  headers: securityHeaderValues({ isHttps }),
  record: metrics.record,
  routes: routes.filter(({ path }) => path.startsWith('/delivery/')),
  toAnswer: (error, route) => answerFailure({ error, logger, route }),
})

answer = (request, response) => (serveFast(request, response) ? undefined : app(request, response))

logger.info({ port, transactions: hasTransactions(payload) ? 'on' : 'off' }, 'web process is ready')
lifeline.tellReady({ port })

const alarms = startAlarmWatch(payload)

await stopRequest({ lifeline })
await alarms.stop()
await closeServer(server)
await next.close()
await closeRoutes(payload)
await payload.destroy()
process.exit()

function isAdmin(principal: Principal | null): boolean {
  return principal?.kind === 'user' && principal.roles.includes('admin')
}

/** On a port that only this machine reaches anybody may look at the phones; elsewhere one signs in first. */
function sandboxOptions(): Pick<Parameters<typeof createSandboxRouter>[0], 'mayLook' | 'publicUrl'> {
  if (env.PUBLIC_URL === undefined && ['127.0.0.1', '::1', 'localhost'].includes(env.HOST)) {
    return {}
  }

  return {
    mayLook: async (request) => {
      const principal = await authenticate({ header: (name) => request.get(name) }).catch(() => null)

      return principal?.kind === 'user'
    },
    ...(env.PUBLIC_URL !== undefined && { publicUrl: env.PUBLIC_URL }),
  }
}
