import express, { type Request, type Response, Router } from 'express'

import { accountOf } from '../bearer.ts'
import { type StandIn, type StandInContext, type StandInDraft, underFault } from '../standIn.ts'
import { textDraft } from '../textDraft.ts'

/** Where it cuts; nothing longer is taken here, so that a cut is seen. */
const MAX_TEXT = 40_000
const MAX_SECTION = 3_000

/** https://docs.slack.dev/reference/methods/chat.postMessage and incoming webhooks, as far as the adapter calls them. */
export const slack: StandIn = {
  kind: 'slack',
  createRouter,
  doesNotStandFor: {
    en: 'Fetching of pictures by Slack, unfurling of links, workflows, and limits of a workspace.',
    zh: '不模拟：Slack 拉取图片、链接展开、工作流以及工作区限制。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'token-expired', 'drop', 'accept-504'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const api = Router({ mergeParams: true })

  router.post('/services/T0/B0/:token', express.json(), (request, response) =>
    context.isToken(request.params.token)
      ? postByWebhook(context, request, response)
      : response.status(403).type('text').send('invalid_token'),
  )

  router.use('/api', express.json(), api)

  api.use((request, response, next) => {
    if (context.isToken((request.get('authorization') ?? '').replace(/^Bearer /, ''))) {
      next()
    } else {
      response.json({ error: 'invalid_auth', ok: false })
    }
  })

  api.post('/auth.test', (request, response) =>
    response.set('x-oauth-scopes', 'chat:write').json({ ok: true, team: 'Sandbox', user: accountOf(request) }),
  )

  api.post('/chat.postMessage', (request, response) => postByBot(context, request, response))

  api.post('/chat.delete', async (request, response) => {
    const { ts = '' } = request.body as { ts?: string }
    const isGone = await context.withdraw(accountOf(request), `message-${ts}`)

    response.json(isGone ? { ok: true, ts } : { error: 'message_not_found', ok: false })
  })

  return router
}

interface Message {
  blocks?: { alt_text?: string; image_url?: string; text?: { text: string }; type: string }[]
  channel?: string
  text?: string
}

function findWrong({ blocks = [], channel, text = '' }: Message): string | null {
  if (channel === 'C_MISSING') {
    return 'channel_not_found'
  }

  if (text === '' && blocks.length === 0) {
    return 'no_text'
  }

  if (blocks.some((block) => (block.text?.text ?? '').length > MAX_SECTION)) {
    return 'invalid_blocks'
  }

  return text.length > MAX_TEXT ? 'msg_too_long' : null
}

async function draftOf(context: StandInContext, { blocks = [], text = '' }: Message): Promise<StandInDraft> {
  const draft = await textDraft({
    context,
    text: text.replaceAll('*', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  })
  const media = blocks
    .filter(({ type }) => type === 'image')
    .map(({ alt_text: alt = '', image_url: url = '' }) => ({
      alt,
      height: null,
      mimeType: 'image/jpeg',
      url,
      width: null,
    }))

  return { ...draft, media }
}

async function postByBot(context: StandInContext, request: Request, response: Response): Promise<void> {
  const account = accountOf(request)
  const message = request.body as Message
  const wrong = findWrong(message)

  if (wrong !== null) {
    response.json({ error: wrong, ok: false })
    return
  }

  await underFault({
    account,
    context,
    refuse: {
      throttle: () => response.status(429).set('Retry-After', '10').json({ error: 'ratelimited', ok: false }),
      'token-expired': () => response.json({ error: 'token_expired', ok: false }),
    },
    response,
    take: async () => {
      const ts = `1700000000.${String(await context.nextNumber(account, 'message')).padStart(6, '0')}`

      await context.publish({ account, draft: await draftOf(context, message), key: `message-${ts}` })

      return { body: { channel: message.channel, ok: true, ts } }
    },
  })
}

async function postByWebhook(context: StandInContext, request: Request, response: Response): Promise<void> {
  const account = accountOf(request)
  const message = request.body as Message
  const wrong = findWrong(message)

  if (wrong !== null) {
    response.status(400).type('text').send(wrong)
    return
  }

  await underFault({
    account,
    context,
    refuse: {
      throttle: () => response.status(429).set('Retry-After', '10').type('text').send('rate_limited'),
      'token-expired': () => response.status(404).type('text').send('no_service'),
    },
    response,
    take: async () => {
      await context.publish({ account, draft: await draftOf(context, message) })

      return { body: 'ok' }
    },
  })
}
