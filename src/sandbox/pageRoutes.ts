import { createHash } from 'node:crypto'

import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Db } from 'mongodb'

import { type Locale, LOCALES } from '../domain/content.ts'
import { isFault } from './fault.ts'
import { findAccounts } from './findAccounts.ts'
import { accountPage } from './pages/accountPage.ts'
import { indexPage } from './pages/indexPage.ts'
import type { Markup } from './pages/markup.ts'
import { page, type PageContext } from './pages/page.ts'
import { postPage } from './pages/postPage.ts'
import { TEXTS } from './pages/texts.ts'
import { isSameOrigin } from './sameOrigin.ts'
import type { SandboxStore } from './sandboxStore.ts'

export interface PageRoutesOptions {
  clock: () => Date
  db: Db
  store: SandboxStore
}

/** A phone shows its newest posts. */
const SHOWN = 40

/** The pages that people look at, and the fault switches on them. */
export function createPageRoutes({ clock, db, store }: PageRoutesOptions): Router {
  const router = Router()
  const show = (title: string, content: (context: PageContext) => Markup) => (request: Request, response: Response) =>
    send({ content, now: clock(), request, response, title })

  router.get('/', async (request, response) => {
    const [accounts, faults] = await Promise.all([findAccounts(db), store.readFaults()])
    const rows = await Promise.all(
      accounts.map(async (account) => ({
        account,
        fault: faults.get(account.slug),
        latest: (await store.newest(account.slug, 1))[0],
      })),
    )

    show(TEXTS[localeOf(request)].accounts, (context) => indexPage(context, rows))(request, response)
  })

  router.get('/accounts/:slug', async (request, response, next) => {
    const { slug } = request.params
    const [[account], faults, posts] = await Promise.all([
      findAccounts(db, slug),
      store.readFaults(),
      store.newest(slug, SHOWN),
    ])

    if (account === undefined) {
      next()
    } else {
      show(account.name, (context) => accountPage(context, { account, fault: faults.get(slug), posts }))(
        request,
        response,
      )
    }
  })

  router.get('/accounts/:slug/posts/:id', async (request, response, next) => {
    const { id, slug } = request.params
    const [[account], post] = await Promise.all([findAccounts(db, slug), store.findById(slug, id)])

    if (account === undefined || post === null) {
      next()
    } else {
      show(post.title, (context) => postPage(context, account, post))(request, response)
    }
  })

  router.post(
    '/accounts/:slug/fault',
    requireSameOrigin,
    express.urlencoded({ extended: false, limit: 1_024 }),
    async (request, response) => {
      const { fault, from } = (request.body ?? {}) as Record<string, unknown>

      if (!isFault(fault)) {
        response.status(400).type('text').send('Unknown fault.')
        return
      }

      await store.switchFault({ account: String(request.params['slug']), fault, now: clock() })
      response.redirect(303, `${request.baseUrl}${ownPath(from)}?lang=${localeOf(request)}`)
    },
  )

  return router
}

interface SendArgs {
  content: (context: PageContext) => Markup
  now: Date
  request: Request
  response: Response
  title: string
}

/** Sends a page, or only its changing part when the script asks for it; 304 when that part is as it was. */
function send({ content, now, request, response, title }: SendArgs): void {
  const context = { base: request.baseUrl, locale: localeOf(request), now, path: request.path }
  const markup = content(context)

  response.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'self'; img-src 'self' data: http: https:; script-src 'self'; style-src 'self'",
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  })

  const etag = `"${createHash('sha256').update(markup.source).digest('base64url')}"`

  if (request.query['part'] !== 'live') {
    response.type('html').send(page(context, { content: markup, title, version: etag }))
    return
  }

  response.set('ETag', etag)

  if (request.get('if-none-match') === etag) {
    response.status(304).end()
  } else {
    response.type('html').send(markup.source)
  }
}

const localeOf = (request: Request): Locale =>
  LOCALES.find((locale) => locale === request.query['lang']) ??
  (request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh')

/** A path of these pages, whatever the form says; nothing that leads elsewhere. */
const ownPath = (from: unknown): string =>
  typeof from === 'string' && /^\/(accounts\/[\w%.~-]+)?$/.test(from) ? from : '/'

const requireSameOrigin: RequestHandler = (request, response, next) => {
  if (isSameOrigin(request)) {
    next()
  } else {
    response.status(403).type('text').send('Only these pages may switch faults.')
  }
}
