import express, { type Request, type Response, Router } from 'express'

import { accountOf, requireBearer } from '../bearer.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'

const MAX_TITLE = 255
const MAX_TEXT = 32_767
/** The category in which the user may only read. */
const CLOSED = 9
/** The category whose topics all wait for a moderator. */
const MODERATED = 8

/** https://docs.nodebb.org/api/write/ as far as the adapter calls it. */
export const nodebb: StandIn = {
  kind: 'nodebb',
  createRouter,
  doesNotStandFor: {
    en: 'The pause between two posts of a user, reputation, plugins, rendering of Markdown, and moderators who work through the queue (topics in category 8 wait for ever).',
    zh: '不模拟：同一用户的发帖间隔、声望限制、插件、Markdown 显示效果以及版主处理审核队列（分类 8 的主题会一直待审）。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'review-reject', 'drop', 'accept-504'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const { objects } = context

  router.use(
    requireBearer(context, (response) => fail(response, 401, 'not-authorised', 'A valid login session was not found.')),
  )

  router.get('/api/self', (request, response) => response.json({ uid: 1, username: accountOf(request) }))

  router.get('/api/category/:cid', async (request, response) => {
    const topics = await objects.list(accountOf(request), 'topic')

    response.json({
      cid: Number(request.params.cid),
      privileges: { 'topics:create': Number(request.params.cid) !== CLOSED },
      topics: topics.map(({ value: { content: _content, ...topic } }) => topic),
    })
  })

  router.post('/api/v3/topics', express.json(), (request, response) => openTopic(context, request, response))

  router.get('/api/v3/topics/:tid', async (request, response) => {
    const topic = await objects.find(accountOf(request), 'topic', request.params.tid)

    return topic === null ? notFound(response) : ok(response, topic)
  })

  router.get('/api/v3/posts/:pid/raw', async (request, response) => {
    const topic = await objects.find(accountOf(request), 'topic', request.params.pid)

    return topic === null ? notFound(response) : ok(response, { content: topic['content'] })
  })

  router.delete('/api/v3/topics/:tid/state', async (request, response) => {
    const [account, tid] = [accountOf(request), request.params.tid]

    await objects.remove(account, 'topic', tid)

    return (await context.withdraw(account, `topic-${tid}`)) ? ok(response, {}) : notFound(response)
  })

  return router
}

interface TopicForm {
  cid?: number
  content?: string
  tags?: string[]
  title?: string
}

async function openTopic(context: StandInContext, request: Request, response: Response): Promise<void> {
  const account = accountOf(request)
  const { cid, content = '', tags = [], title = '' } = request.body as TopicForm

  if (cid === CLOSED) {
    fail(response, 403, 'forbidden', 'You do not have enough privileges for this action.')
    return
  }

  if (title.length === 0 || title.length > MAX_TITLE || content.length > MAX_TEXT) {
    fail(response, 400, 'bad-request', `Title or content is too short or too long`)
    return
  }

  await underFault({
    account,
    context,
    refuse: { throttle: () => fail(response.set('Retry-After', '10'), 429, 'too-many-requests', 'Too many requests') },
    response,
    take: async (fault) => {
      if (fault === 'review-reject' || cid === MODERATED) {
        const id = await context.nextNumber(account, 'queued')

        // Only moderators see the queue.
        await context.objects.put(account, 'queued', String(id), { content, title })

        return { body: { response: { id, queued: true }, status: { code: 'ok', message: 'OK' } } }
      }

      const tid = await context.nextNumber(account, 'topic')
      const now = context.clock()
      const topic = {
        content,
        mainPid: tid,
        postcount: 1,
        slug: `${tid}/topic`,
        tid,
        timestamp: now.getTime(),
        timestampISO: now.toISOString(),
        titleRaw: title,
        upvotes: 0,
        viewcount: 0,
      }
      const media = Array.from(content.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g), ([, alt = '', url = '']) => ({
        alt,
        height: null,
        mimeType: 'image/jpeg',
        url,
        width: null,
      }))

      await context.publish({
        account,
        draft: { firstComment: null, media, text: content, title, topics: tags },
        key: `topic-${tid}`,
      })
      await context.objects.put(account, 'topic', String(tid), topic)

      return { body: { response: topic, status: { code: 'ok', message: 'OK' } } }
    },
  })
}

const ok = (response: Response, answer: Record<string, unknown>): void =>
  void response.json({ response: answer, status: { code: 'ok', message: 'OK' } })

const notFound = (response: Response): void => fail(response, 404, 'not-found', 'No such thing')

const fail = (response: Response, status: number, code: string, message: string): void =>
  void response.status(status).json({ response: {}, status: { code, message } })
