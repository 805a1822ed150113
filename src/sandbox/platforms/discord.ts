import express, { type Request, type Response, Router } from 'express'

import { MIB } from '../../domain/duration.ts'
import { accountOf } from '../bearer.ts'
import { fileOf, readForm } from '../readForm.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'
import { textDraft } from '../textDraft.ts'

const MAX_CONTENT = 2_000
const MAX_DESCRIPTION = 4_096
const MAX_TITLE = 256
const MAX_FILES = 10
const MAX_FILE_BYTES = 10 * MIB
const RETRY_AFTER_SECONDS = 1.5
/** A webhook that somebody deleted. */
const GONE = '404'

/** Webhooks (https://discord.com/developers/docs/resources/webhook) as far as the adapter calls them. */
export const discord: StandIn = {
  kind: 'discord',
  createRouter,
  doesNotStandFor: {
    en: 'Limits by bucket, automatic moderation, threads of forums, rendering of Markdown, and reactions of members.',
    zh: '不模拟：分桶频率上限、自动审核、论坛子区、Markdown 显示效果以及成员的表情回应。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const webhook = Router({ mergeParams: true })
  const { objects } = context

  router.use(
    '/api/webhooks/:id/:token',
    ({ params }: Request<{ id: string; token: string }>, response, next) => {
      if (params.id === GONE) {
        fail(response, 404, 10015, 'Unknown Webhook')
      } else if (context.isToken(params.token)) {
        next()
      } else {
        fail(response, 401, 50027, 'Invalid Webhook Token')
      }
    },
    webhook,
  )

  webhook.get('/', (request, response) =>
    response.json({ channel_id: '7', guild_id: '8', id: '1', name: accountOf(request), type: 1 }),
  )

  webhook.post('/', express.json(), async (request, response) => {
    if (request.is('multipart/form-data') === false) {
      await execute(context, request, response, { files: [], message: request.body as Message })
      return
    }

    const form = await readForm(request)
    const message = JSON.parse(textIn(form, 'payload_json')) as Message
    const files = await Promise.all(
      (message.attachments ?? []).map(async ({ description = '', id }) => {
        const file = await fileOf(form.get(`files[${id}]`))

        return file === null ? [] : [{ ...file, alt: description }]
      }),
    )

    await execute(context, request, response, { files: files.flat(), message })
  })

  webhook.get('/messages/:message', async (request, response) => {
    const found = await objects.find(accountOf(request), 'message', request.params.message)

    if (found === null) {
      fail(response, 404, 10008, 'Unknown Message')
    } else {
      response.json(found)
    }
  })

  webhook.delete('/messages/:message', async (request, response) => {
    const [account, id] = [accountOf(request), request.params.message]

    await objects.remove(account, 'message', id)

    if (await context.withdraw(account, `message-${id}`)) {
      response.status(204).end()
    } else {
      fail(response, 404, 10008, 'Unknown Message')
    }
  })

  return router
}

interface Message {
  attachments?: { description?: string; id: number }[]
  content?: string
  embeds?: { description?: string; title?: string }[]
}

interface Sent {
  files: { alt: string; bytes: Uint8Array; mimeType: string }[]
  message: Message
}

async function execute(context: StandInContext, request: Request, response: Response, sent: Sent): Promise<void> {
  const account = accountOf(request)
  const { content = '', embeds = [] } = sent.message
  const [{ description = '', title = '' } = {}] = embeds

  if (content === '' && embeds.length === 0 && sent.files.length === 0) {
    fail(response, 400, 50006, 'Cannot send an empty message')
    return
  }

  if (sent.files.length > MAX_FILES) {
    fail(response, 400, 30015, 'Maximum number of attachments in a message reached (10)')
    return
  }

  if (content.length > MAX_CONTENT || description.length > MAX_DESCRIPTION || title.length > MAX_TITLE) {
    fail(response, 400, 50035, 'Invalid Form Body')
    return
  }

  if (sent.files.some(({ bytes }) => bytes.length > MAX_FILE_BYTES)) {
    fail(response, 413, 40005, 'Request entity too large')
    return
  }

  await underFault({
    account,
    context,
    refuse: {
      throttle: () =>
        response
          .status(429)
          .json({ global: false, message: 'You are being rate limited.', retry_after: RETRY_AFTER_SECONDS }),
    },
    response,
    take: async () => {
      const id = String(await context.nextNumber(account, 'message'))
      const message = { channel_id: '7', content, embeds, id, timestamp: context.clock().toISOString() }
      const text = content === '' ? `${title}\n${description}` : content.replaceAll('**', '')

      await context.publish({
        account,
        draft: await textDraft({ context, files: sent.files, text }),
        key: `message-${id}`,
      })
      await context.objects.put(account, 'message', id, message)

      return request.query['wait'] === 'true' ? { body: message } : { body: {}, status: 204 }
    },
  })
}

const textIn = (form: FormData, name: string): string => {
  const value = form.get(name)

  return typeof value === 'string' ? value : '{}'
}

const fail = (response: Response, status: number, code: number, message: string): void =>
  void response.status(status).json({ code, message })
