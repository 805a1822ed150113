import express, { type Request, type RequestHandler, type Response, Router } from 'express'

import { accountOf } from '../bearer.ts'
import { fileOf, readForm, textIn } from '../readForm.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'
import { textDraft } from '../textDraft.ts'

const RETRY_AFTER_SECONDS = 10
const MAX_TEXT = 4_096
const MAX_CAPTION = 1_024
const MAX_ALBUM = 10

/** The Bot API (https://core.telegram.org/bots/api) as far as the adapter calls it. */
export const telegram: StandIn = {
  kind: 'telegram',
  createRouter,
  doesNotStandFor: {
    en: 'Flood limits per chat, large files by id, rendering of entities, edits, and replies of members.',
    zh: '不模拟：按会话的频率上限、按文件编号发送、富文本显示效果、编辑消息以及成员回复。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const bot = Router({ mergeParams: true })

  router.use('/bot:token', requireBot(context), bot)

  bot.get('/getMe', (_request, response) =>
    ok(response, { first_name: 'Drumbeat', id: BOT_ID, is_bot: true, username: 'drumbeat_bot' }),
  )

  bot.get('/getChat', (request, response) =>
    findChat(request.query['chat_id'])
      ? ok(response, chatOf(request))
      : fail(response, 400, 'Bad Request: chat not found'),
  )

  bot.get('/getChatMember', (_request, response) =>
    ok(response, { can_post_messages: true, status: 'administrator', user: { id: BOT_ID } }),
  )

  bot.post('/sendMessage', express.json(), (request, response) => {
    const { chat_id: chat, text = '' } = request.body as { chat_id?: string; text?: string }

    return send({ caption: text, chat, context, files: [], max: MAX_TEXT, request, response })
  })

  for (const [method, field] of [
    ['sendPhoto', 'photo'],
    ['sendVideo', 'video'],
  ] as const) {
    bot.post(`/${method}`, async (request, response) => {
      const form = await readForm(request)
      const file = await fileOf(form.get(field))

      await send({
        caption: textIn(form, 'caption'),
        chat: form.get('chat_id'),
        context,
        files: file === null ? [] : [file],
        max: MAX_CAPTION,
        request,
        response,
      })
    })
  }

  bot.post('/sendMediaGroup', async (request, response) => {
    const form = await readForm(request)
    const media = JSON.parse(textIn(form, 'media') || '[]') as { caption?: string; media: string }[]
    const files = await Promise.all(media.map(({ media: name }) => fileOf(form.get(name.replace('attach://', '')))))

    await send({
      caption: media[0]?.caption ?? '',
      chat: form.get('chat_id'),
      context,
      files: files.filter((file) => file !== null),
      isGroup: true,
      max: MAX_CAPTION,
      request,
      response,
    })
  })

  bot.post('/deleteMessages', express.json(), async (request, response) => {
    const { message_ids: ids } = request.body as { message_ids?: number[] }

    for (const id of ids ?? []) {
      await context.withdraw(accountOf(request), `message-${id}`)
    }

    ok(response, true)
  })

  return router
}

interface SendArgs {
  caption: string
  chat: unknown
  context: StandInContext
  files: { bytes: Uint8Array; mimeType: string }[]
  isGroup?: boolean
  max: number
  request: Request
  response: Response
}

async function send({
  caption,
  chat,
  context,
  files,
  isGroup = false,
  max,
  request,
  response,
}: SendArgs): Promise<void> {
  const account = accountOf(request)

  if (!findChat(chat)) {
    fail(response, 400, 'Bad Request: chat not found')
    return
  }

  if (caption.length > max || (caption === '' && files.length === 0)) {
    fail(response, 400, caption === '' ? 'Bad Request: message text is empty' : 'Bad Request: message is too long')
    return
  }

  if (files.length > MAX_ALBUM) {
    fail(response, 400, 'Bad Request: too much messages to send as an album')
    return
  }

  await underFault({
    account,
    context,
    refuse: {
      throttle: () =>
        response.status(429).json({
          description: `Too Many Requests: retry after ${RETRY_AFTER_SECONDS}`,
          error_code: 429,
          ok: false,
          parameters: { retry_after: RETRY_AFTER_SECONDS },
        }),
    },
    response,
    take: async () => {
      const first = await context.nextNumber(account, 'message')
      const ids = [first]

      while (ids.length < files.length) {
        ids.push(await context.nextNumber(account, 'message'))
      }

      await context.publish({
        account,
        draft: await textDraft({ context, files, text: caption }),
        key: `message-${first}`,
      })

      const messages = ids.map((id) => ({
        chat: chatOf(request),
        date: Math.floor(context.clock().getTime() / 1_000),
        message_id: id,
      }))

      return { body: { ok: true, result: isGroup ? messages : messages[0] } }
    },
  })
}

const BOT_ID = 1

/** A token is `<bot id>:<secret>`. */
const requireBot =
  (context: StandInContext): RequestHandler<{ token: string }> =>
  (request, response, next) => {
    if (context.isToken(request.params.token.replace(/^\d+:/, ''))) {
      next()
    } else {
      fail(response, 401, 'Unauthorized')
    }
  }

/** Every chat is there but the one that is called so. */
const findChat = (id: unknown): boolean => typeof id === 'string' && id !== '' && id !== '@missing'

const chatOf = (request: Request) => ({
  id: -100,
  title: accountOf(request),
  type: 'channel',
  username: accountOf(request),
})

const ok = (response: Response, result: unknown) => response.json({ ok: true, result })

const fail = (response: Response, status: number, description: string): void =>
  void response.status(status).json({ description, error_code: status, ok: false })
