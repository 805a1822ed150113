import { setTimeout as delay } from 'node:timers/promises'

import { type Request, type RequestHandler, Router } from 'express'
import type { Db } from 'mongodb'

import { createAssetRoutes } from './assetRoutes.ts'
import { createPageRoutes } from './pageRoutes.ts'
import { createPlatformApi } from './platformApi.ts'
import { createSandboxStore } from './sandboxStore.ts'
import { createFileRoutes, createStandInRoutes } from './standInRoutes.ts'

export interface SandboxRouterOptions {
  clock?: () => Date
  db: Db
  /** Whether whoever asks may look at the pages; everybody may unless given. */
  mayLook?: (request: Request) => Promise<boolean>
  /** Where people reach this installation; stands in receipts. */
  publicUrl?: string
  /** What the adapter shows as its bearer token: `sandboxToken(secret)`. */
  token: string
  wait?: (ms: number) => Promise<void>
}

/**
 * The stand-in platforms, to be mounted at `/sandbox`: pages like phones, fault switches, and the API that the
 * sandbox adapter calls, and the platforms that speak a protocol of their own. What it remembers is in MongoDB, so several web processes show the same.
 */
export function createSandboxRouter(options: SandboxRouterOptions): Router {
  const { clock = () => new Date(), db, mayLook, publicUrl, token, wait = delay } = options
  const store = createSandboxStore(db)
  const router = Router()
  const waiting = (ms: number) => wait(ms)

  router.use('/assets', createAssetRoutes())
  router.use(
    '/api',
    createPlatformApi({ clock, store, token, wait: waiting, ...(publicUrl !== undefined && { publicUrl }) }),
  )
  router.use('/platforms', createStandInRoutes({ clock, db, store, token, wait: waiting }))
  router.use('/files', closePages(mayLook), createFileRoutes(db))
  router.use(closePages(mayLook), createPageRoutes({ clock, db, store }))

  return router
}

const closePages =
  (mayLook: SandboxRouterOptions['mayLook']): RequestHandler =>
  async (request, response, next) => {
    if (mayLook === undefined || (await mayLook(request))) {
      next()
    } else {
      response.redirect(303, `/admin/login?redirect=${encodeURIComponent(request.originalUrl)}`)
    }
  }
