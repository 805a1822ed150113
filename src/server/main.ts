import { createServer, type RequestListener } from 'node:http'

import { getPayload } from 'payload'

import { loadEnvFile, readEnv } from '../config/env.ts'
import { openLifeline } from '../config/lifeline.ts'
import { createLogger } from '../config/logger.ts'
import { stopOnRequest } from '../config/stopOnRequest.ts'
import { databaseOf } from '../database/handles.ts'
import { hasTransactions } from '../database/hasTransactions.ts'
import { SECOND } from '../domain/duration.ts'
import { routesOf } from '../plugin/routes.ts'
import { createApp } from './createApp.ts'
import { createLedgerFigures } from './ledgerFigures.ts'
import { listen } from './listen.ts'
import { createMetrics } from './metrics.ts'
import { openNext } from './openNext.ts'
import { createOperationsRoutes } from './operations.ts'

loadEnvFile()

const env = readEnv()
const lifeline = openLifeline(env.DRUMBEAT_LIFELINE)
const logger = createLogger({ env, name: 'web' })
const { default: config } = await import('../../payload.config.ts')

// Payload is opened before Next, which then finds this instance in Payload's own cache instead of opening a second one.
const payload = await getPayload({ config })
const server = createServer()
const port = await listen({ host: env.HOST, port: env.PORT, server })
const next = await openNext({ hostname: env.HOST, httpServer: server, isDev: env.NODE_ENV === 'development', port })
const metrics = createMetrics(createLedgerFigures(payload))
const operations = createOperationsRoutes({
  isAdmin: () => Promise.resolve(false),
  pingDatabase: () => databaseOf(payload).command({ ping: 1 }),
  registry: metrics.registry,
})
const app = createApp({
  isHttps: env.PUBLIC_URL?.startsWith('https:') ?? false,
  logger,
  metrics,
  next: next.handle,
  routes: [...operations, ...routesOf(payload)],
  trustProxy: env.TRUST_PROXY,
})

server.on('request', app as RequestListener)
stopOnRequest({
  close: async () => {
    server.close()
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 4 * SECOND).unref()
    await new Promise((resolve) => server.once('close', resolve))
    await next.close()
    await payload.destroy()
  },
  lifeline,
})

logger.info({ port, transactions: hasTransactions(payload) ? 'on' : 'off' }, 'web process is ready')
lifeline.tellReady({ port })
