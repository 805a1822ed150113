import { createHash, timingSafeEqual } from 'node:crypto'

import express, { type Request, type RequestHandler, type Response, Router } from 'express'

import { KIB } from '../domain/duration.ts'
import { DrumbeatError } from '../domain/errors.ts'
import { isFault } from './fault.ts'
import { parseDraft } from './parseDraft.ts'
import type { SandboxStore, StoredPost } from './sandboxStore.ts'
import { SLOW_MS } from './standIn.ts'

/** What a throttling platform asks to wait, in seconds. */
export const RETRY_AFTER_SECONDS = 10

export interface PlatformApiOptions {
  clock: () => Date
  /** Where people reach this installation; the address that the caller used unless given. */
  publicUrl?: string
  store: SandboxStore
  /** What a caller must show as its bearer token. */
  token: string
  wait: (ms: number) => Promise<void>
}

/**
 * The API that the sandbox adapter calls, as a good platform would offer it.
 *
 * `POST /accounts/:slug/posts` takes a post once per `Idempotency-Key` (200 for the same again, 422 for another body
 * under the same key); `GET` and `DELETE /accounts/:slug/posts/:key` look it up and withdraw it. The account's fault
 * strikes only where a post is made, so that looking it up tells the truth. `PUT /accounts/:slug/fault {"fault"}` switches it,
 * for the stand-in platforms too.
 */
export function createPlatformApi({ clock, publicUrl, store, token, wait }: PlatformApiOptions): Router {
  const router = Router()
  const receiptOf = ({ _id, account, receivedAt }: StoredPost, request: Request) => {
    const origin = publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.get('host')}`
    const base = request.baseUrl.replace(/\/api$/, '')
    const id = _id.toHexString()

    return {
      id,
      receivedAt: receivedAt.toISOString(),
      url: `${origin}${base}/accounts/${encodeURIComponent(account)}/posts/${id}`,
    }
  }

  router.use(requireToken(token), express.json({ limit: 512 * KIB }))

  router.post('/accounts/:slug/posts', async (request, response) => {
    const account = String(request.params['slug'])
    const key = request.get('idempotency-key') ?? ''

    if (!/^[\w.-]{1,200}$/.test(key)) {
      response.status(400).json({ code: 'NO_KEY', message: 'An Idempotency-Key is needed.' })
      return
    }

    const fault = await store.meetFault(account)

    if (fault === 'error') {
      response.status(500).json({ code: 'SIMULATED', message: 'A simulated failure; nothing was taken.' })
      return
    }

    if (fault === 'throttle') {
      response.status(429).set('Retry-After', String(RETRY_AFTER_SECONDS)).json({ code: 'SIMULATED' })
      return
    }

    if (fault === 'slow') {
      await wait(SLOW_MS)
    }

    const bodyHash = createHash('sha256').update(JSON.stringify(request.body)).digest('hex')
    const post = await store.take({ account, bodyHash, draft: parseDraft(request.body), key, now: clock() })

    if (fault === 'drop') {
      response.destroy()
    } else if (post.bodyHash !== bodyHash) {
      response.status(422).json({ code: 'KEY_REUSED', message: 'This key was used for another post.' })
    } else {
      response.status(post.requests > 1 ? 200 : 201).json(receiptOf(post, request))
    }
  })

  router.get('/accounts/:slug/posts/:key', async (request, response) => {
    const post = await store.find(request.params.slug, request.params.key)

    if (post === null) {
      response.status(404).json({ code: 'NOT_FOUND' })
    } else {
      response.json(receiptOf(post, request))
    }
  })

  router.delete('/accounts/:slug/posts/:key', async (request, response) => {
    const { key, slug } = request.params

    response.status((await store.withdraw({ account: slug, key, now: clock() })) ? 204 : 404).end()
  })

  router.put('/accounts/:slug/fault', async (request, response) => {
    const { fault } = (request.body ?? {}) as Record<string, unknown>

    if (isFault(fault)) {
      await store.switchFault({ account: request.params.slug, fault, now: clock() })
      response.status(204).end()
    } else {
      response.status(400).json({ code: 'UNKNOWN_FAULT' })
    }
  })

  router.use(answerBadInput)

  return router
}

const requireToken = (token: string): RequestHandler => {
  const expected = digest(`Bearer ${token}`)

  return (request, response, next) => {
    if (timingSafeEqual(digest(request.get('authorization') ?? ''), expected)) {
      next()
    } else {
      response.status(401).json({ code: 'BAD_TOKEN', message: 'Only this installation may post to its sandbox.' })
    }
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function answerBadInput(error: unknown, _request: Request, response: Response, next: (error: unknown) => void): void {
  if (error instanceof DrumbeatError && error.code === 'INVALID_INPUT') {
    response.status(400).json({ code: error.code, message: error.message })
  } else {
    next(error)
  }
}
