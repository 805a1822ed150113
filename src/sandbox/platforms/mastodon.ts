import express, { type Request, type Response, Router } from 'express'

import { MINUTE } from '../../domain/duration.ts'
import { countText } from '../../domain/textLength.ts'
import { accountOf, requireBearer } from '../bearer.ts'
import { fileOf, readForm } from '../readForm.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'

const MAX_TEXT = 500
const MAX_MEDIA = 4

/** https://docs.joinmastodon.org/methods/ as far as the adapter calls it. */
export const mastodon: StandIn = {
  kind: 'mastodon',
  createRouter,
  doesNotStandFor: {
    en: 'Federation, the hour after which a key is forgotten, limits of calls, scopes of tokens, and answers of others.',
    zh: '不模拟：联邦传播、幂等键一小时后失效、调用频率上限、令牌权限范围以及他人的回复。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'token-expired', 'drop', 'accept-504'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const { objects } = context

  router.get('/api/v2/instance', (_request, response) =>
    response.json({
      configuration: {
        media_attachments: { image_size_limit: 16_777_216, video_size_limit: 103_809_024 },
        statuses: { characters_reserved_per_url: 23, max_characters: MAX_TEXT, max_media_attachments: MAX_MEDIA },
      },
      domain: 'mastodon.sandbox',
    }),
  )

  router.use(requireBearer(context, (response) => fail(response, 401, 'The access token is invalid')))

  router.get('/api/v1/accounts/verify_credentials', (request, response) =>
    response.json({ acct: accountOf(request), id: '1', username: accountOf(request) }),
  )

  router.post('/api/v2/media', async (request, response) => {
    const form = await readForm(request)
    const file = await fileOf(form.get('file'))

    if (file === null || file.bytes.length === 0) {
      fail(response, 422, "Validation failed: File can't be blank")
      return
    }

    const account = accountOf(request)
    const id = String(await context.nextNumber(account, 'media'))
    const alt = form.get('description')

    await objects.put(account, 'media', id, {
      alt: typeof alt === 'string' ? alt : '',
      isReady: false,
      mimeType: file.mimeType,
      url: await context.storeFile(file),
    })
    response.status(202).json({ id, type: 'image', url: null })
  })

  // Processed in the time between two looks.
  router.get('/api/v1/media/:id', async (request, response) => {
    const [account, id] = [accountOf(request), request.params.id]
    const media = await objects.find(account, 'media', id)

    if (media === null) {
      fail(response, 404, 'Record not found')
    } else if (media['isReady'] === true) {
      response.json({ id, type: 'image', url: media['url'] })
    } else {
      await objects.put(account, 'media', id, { ...media, isReady: true })
      response.status(206).json({ id, type: 'image', url: null })
    }
  })

  router.post('/api/v1/statuses', express.json(), (request, response) => postStatus(context, request, response))

  router.get('/api/v1/accounts/1/statuses', async (request, response) => {
    const { limit = '20', max_id: before = 'Infinity' } = request.query as { limit?: string; max_id?: string }
    const statuses = await objects.list(accountOf(request), 'status')
    const newest = statuses
      .filter(({ id }) => Number(id) < Number(before))
      .sort((one, other) => Number(other.id) - Number(one.id))

    response.json(newest.slice(0, Math.min(Number(limit), 40)).map(({ value }) => value['status']))
  })

  router.get('/api/v1/statuses/:id/source', async (request, response) => {
    const found = await objects.find(accountOf(request), 'status', request.params.id)

    if (found === null) {
      fail(response, 404, 'Record not found')
    } else {
      response.json({ id: request.params.id, spoiler_text: '', text: found['text'] })
    }
  })

  router.get('/api/v1/statuses/:id', async (request, response) => {
    const found = await objects.find(accountOf(request), 'status', request.params.id)

    if (found === null) {
      fail(response, 404, 'Record not found')
    } else {
      response.json(found['status'])
    }
  })

  router.delete('/api/v1/statuses/:id', async (request, response) => {
    const [account, id] = [accountOf(request), request.params.id]

    await objects.remove(account, 'status', id)

    if (await context.withdraw(account, `status-${id}`)) {
      response.json({ id })
    } else {
      fail(response, 404, 'Record not found')
    }
  })

  return router
}

interface StatusForm {
  in_reply_to_id?: string
  language?: string
  media_ids?: string[]
  status?: string
  visibility?: string
}

async function postStatus(context: StandInContext, request: Request, response: Response): Promise<void> {
  const account = accountOf(request)
  const {
    in_reply_to_id: parentId = null,
    media_ids: ids = [],
    status: text = '',
    visibility = 'public',
  } = request.body as StatusForm
  const media = await Promise.all(ids.map((id) => context.objects.find(account, 'media', id)))
  const counted = text.replace(/https?:\/\/[a-z0-9.-]+(?::\d+)?(?:[/?][^\s<>]*)?/giu, 'x'.repeat(23))

  if (countText(counted, 'grapheme') > MAX_TEXT) {
    fail(response, 422, `Validation failed: Text character limit of ${MAX_TEXT} exceeded`)
    return
  }

  if (parentId !== null && (await context.objects.find(account, 'status', parentId)) === null) {
    fail(response, 404, 'Record not found')
    return
  }

  if (text === '' && ids.length === 0) {
    fail(response, 422, "Validation failed: Text can't be blank")
    return
  }

  if (media.some((one) => one?.['isReady'] !== true) || media.length > MAX_MEDIA) {
    fail(response, 422, 'Cannot attach files that have not finished processing. Try again in a moment!')
    return
  }

  if (media.length > 1 && media.some((one) => String(one?.['mimeType']).startsWith('video/'))) {
    fail(response, 422, 'Cannot attach a video to a post that already contains images')
    return
  }

  await underFault({
    account,
    context,
    refuse: {
      throttle: () =>
        fail(
          response.set('X-RateLimit-Reset', new Date(context.clock().getTime() + MINUTE).toISOString()),
          429,
          'Too many requests',
        ),
      'token-expired': () => fail(response, 401, 'The access token was revoked'),
    },
    response,
    take: async () => {
      const key = request.get('idempotency-key') ?? ''
      const earlier = key === '' ? null : await context.objects.find(account, 'key', key)

      if (earlier !== null) {
        // As Mastodon does: the key leads to the post, also when that is gone by now.
        return (await context.objects.find(account, 'status', String(earlier['id']))) === null
          ? { body: { error: 'Record not found' }, status: 404 }
          : { body: earlier }
      }

      const id = String(await context.nextNumber(account, 'status'))
      const status = {
        created_at: context.clock().toISOString(),
        favourites_count: 0,
        id,
        in_reply_to_id: parentId,
        reblogs_count: 0,
        replies_count: 0,
        url: `https://mastodon.sandbox/@${account}/${id}`,
        visibility,
      }
      const [title = '', ...rest] = text.split('\n')

      await context.publish({
        account,
        draft: {
          firstComment: null,
          media: media.map((one) => ({
            alt: String(one?.['alt']),
            height: null,
            mimeType: String(one?.['mimeType']),
            url: String(one?.['url']),
            width: null,
          })),
          text: rest.join('\n').trim(),
          title,
          topics: [],
        },
        key: `status-${id}`,
      })
      await context.objects.put(account, 'status', id, { status, text })
      await context.objects.put(account, 'key', key, status)

      return { body: status }
    },
  })
}

const fail = (response: Response, status: number, error: string): void => void response.status(status).json({ error })
