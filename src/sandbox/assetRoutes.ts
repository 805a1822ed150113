import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import express, { Router } from 'express'

import { DAY } from '../domain/duration.ts'

const ownFolder = fileURLToPath(new URL('./assets', import.meta.url))
const fontFolder = path.dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
)

/** Styles, script and the Chinese face, all from this process: a bare machine has no such font and may have no internet. */
export function createAssetRoutes(): Router {
  const router = Router()

  router.use(
    '/fonts',
    express.static(fontFolder, { dotfiles: 'ignore', immutable: true, index: false, maxAge: 30 * DAY }),
  )
  router.use('/', express.static(ownFolder, { index: false, maxAge: 0 }))

  return router
}
