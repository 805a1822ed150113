import { Router } from 'express'
import type { Db } from 'mongodb'

import { STAND_INS } from './platforms/index.ts'
import { SANDBOX_FILES, type SandboxFile } from './records.ts'
import { createStandInContext, type StandInContextOptions } from './standInContext.ts'

/** The stand-in platforms below `/<kind>/<account>`; each asks for its platform's own credentials. */
export function createStandInRoutes(options: Omit<StandInContextOptions, 'kind'>): Router {
  const router = Router()

  for (const { createRouter, kind } of STAND_INS) {
    router.use(`/${kind}/:account`, createRouter(createStandInContext({ ...options, kind })))
  }

  return router
}

/** What was uploaded to the stand-ins, for the pages; only what shows as a picture or film. */
export function createFileRoutes(db: Db): Router {
  const router = Router()

  router.get('/:id', async (request, response, next) => {
    const file = await db.collection<SandboxFile>(SANDBOX_FILES).findOne({ _id: request.params.id })

    if (file === null || !/^(image\/(gif|jpeg|png|webp)|video\/mp4)$/.test(file.mimeType)) {
      next()
    } else {
      response
        .set({ 'Cache-Control': 'private, max-age=86400', 'X-Content-Type-Options': 'nosniff' })
        .type(file.mimeType)
        .send(Buffer.from(file.bytes.buffer))
    }
  })

  return router
}
