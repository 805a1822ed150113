import { randomUUID } from 'node:crypto'

import express, { type Request, type Response, Router } from 'express'

import { countText } from '../../domain/textLength.ts'
import { accountOf } from '../bearer.ts'
import { fileOf, readForm } from '../readForm.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'

const MAX_TITLE = 255
const MAX_TEXT = 32_000
const MAX_FILE_BYTES = 4_194_304
/** The category in which the user may only read. */
const CLOSED = 9
/** The category whose topics all wait for a moderator. */
const MODERATED = 8

/** https://docs.discourse.org/ as far as the adapter calls it. */
export const discourse: StandIn = {
  kind: 'discourse',
  createRouter,
  doesNotStandFor: {
    en: 'Shortest titles and texts, trust levels, moderators who work through what waits (category 8, or when switched on), rendering of Markdown, and tags that are not allowed.',
    zh: '不模拟：标题与正文的最短字数、信任级别、版主处理待审主题（分类 8 或开启审核时）、Markdown 显示效果以及不允许的标签。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'review-reject', 'duplicate', 'drop', 'accept-504'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const { objects } = context

  router.use((request, response, next) => {
    if (context.isToken(request.get('api-key') ?? '') && (request.get('api-username') ?? '') !== '') {
      next()
    } else {
      fail(response, 403, ['You are not permitted to view the requested resource.'], 'invalid_access')
    }
  })

  router.get('/session/current.json', (request, response) =>
    response.json({ current_user: { id: 1, username: request.get('api-username') } }),
  )

  router.get('/c/:id/show.json', (request, response) =>
    response.json({
      category: { id: Number(request.params.id), permission: Number(request.params.id) === CLOSED ? 3 : 1 },
    }),
  )

  router.post('/uploads.json', async (request, response) => {
    const file = await fileOf((await readForm(request)).get('file'))

    if (file === null || file.bytes.length > MAX_FILE_BYTES) {
      fail(response, 422, ['Sorry, the file you are trying to upload is too big (maximum size is 4 MB).'])
      return
    }

    const name = `${randomUUID()}.bin`
    const url = await context.storeFile(file)

    await objects.put(accountOf(request), 'upload', name, { mimeType: file.mimeType, url })
    response.json({ id: 1, short_url: `upload://${name}`, url })
  })

  router.post('/posts.json', express.json(), (request, response) => openTopic(context, request, response))

  router.get('/t/external_id/:id.json', async (request, response) => {
    const account = accountOf(request)
    const found = await objects.find(account, 'external', request.params.id)

    if (found === null) {
      notFound(response)
    } else {
      response.redirect(301, `${request.baseUrl}/t/${String(found['slug'])}/${String(found['id'])}.json`)
    }
  })

  const showTopic = async (request: Request, response: Response): Promise<void> => {
    const topic = await objects.find(accountOf(request), 'topic', String(request.params['id']))

    if (topic === null) {
      notFound(response)
    } else {
      response.json(topic)
    }
  }

  router.get('/t/:slug/:id.json', showTopic)
  router.get('/t/:id.json', showTopic)

  router.get('/topics/created-by/:user.json', async (request, response) => {
    const topics = await objects.list(accountOf(request), 'topic')

    response.json({ topic_list: { topics: topics.map(({ value }) => value) } })
  })

  router.delete('/t/:id.json', async (request, response) => {
    const [account, id] = [accountOf(request), request.params.id]

    await objects.remove(account, 'topic', id)

    if (await context.withdraw(account, `topic-${id}`)) {
      response.status(200).end()
    } else {
      notFound(response)
    }
  })

  return router
}

interface TopicForm {
  category?: number
  external_id?: string
  raw?: string
  tags?: string[]
  title?: string
}

async function openTopic(context: StandInContext, request: Request, response: Response): Promise<void> {
  const account = accountOf(request)
  const { category, external_id: externalId = '', raw = '', tags = [], title = '' } = request.body as TopicForm

  if (category === CLOSED) {
    fail(response, 403, ['You are not permitted to create a topic there.'], 'invalid_access')
    return
  }

  const wrong = findWrong({ raw, title })

  if (wrong !== null) {
    fail(response, 422, [wrong])
    return
  }

  if ((await context.objects.find(account, 'external', externalId)) !== null) {
    fail(response, 422, ['External ID has already been taken'])
    return
  }

  await underFault({
    account,
    context,
    refuse: {
      duplicate: () => fail(response, 422, ['Title has already been used']),
      throttle: () =>
        response.status(429).json({
          error_type: 'rate_limit',
          errors: ['You have performed this action too many times, please try again later.'],
          extras: { wait_seconds: 10 },
        }),
    },
    response,
    take: async (fault) => {
      if (fault === 'review-reject' || category === MODERATED) {
        const pending = await context.nextNumber(account, 'queued')

        // Without the external id, and only moderators see it.
        await context.objects.put(account, 'queued', String(pending), { raw, title })

        return { body: { action: 'enqueued', pending_post: { id: pending }, success: true } }
      }

      const id = await context.nextNumber(account, 'topic')
      const topic = {
        created_at: context.clock().toISOString(),
        id,
        like_count: 0,
        posts_count: 1,
        slug: 'topic',
        title,
        views: 0,
      }
      const names = Array.from(raw.matchAll(/\(upload:\/\/([\w.-]+)\)/g), ([, name = '']) => name)
      const uploads = await Promise.all(names.map((name) => context.objects.find(account, 'upload', name)))

      await context.publish({
        account,
        draft: {
          firstComment: null,
          media: uploads.map((upload) => ({
            alt: '',
            height: null,
            mimeType: String(upload?.['mimeType']),
            url: String(upload?.['url']),
            width: null,
          })),
          text: raw,
          title,
          topics: tags,
        },
        key: `topic-${id}`,
      })
      await context.objects.put(account, 'topic', String(id), topic)
      await context.objects.put(account, 'external', externalId, { id, slug: topic.slug })

      return { body: { created_at: topic.created_at, id: id + 100, topic_id: id, topic_slug: topic.slug } }
    },
  })
}

function findWrong({ raw, title }: { raw: string; title: string }): string | null {
  if (title === '' || countText(title, 'grapheme') > MAX_TITLE) {
    return `Title must be between 1 and ${MAX_TITLE} characters`
  }

  return countText(raw, 'grapheme') > MAX_TEXT ? `Body is limited to ${MAX_TEXT} characters` : null
}

const notFound = (response: Response): void =>
  fail(response, 404, ['The requested URL or resource could not be found.'], 'not_found')

const fail = (response: Response, status: number, errors: string[], type?: string): void =>
  void response.status(status).json({ errors, ...(type !== undefined && { error_type: type }) })
