import express, { type RequestHandler, type Response, Router } from 'express'

import { MIB } from '../../domain/duration.ts'
import { createAccessTokens } from '../accessTokens.ts'
import { accountOf } from '../bearer.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'
import { textDraft } from '../textDraft.ts'

const MAX_TEXT = 2_000
const FILE_TTL_SECONDS = 3_600
/** Bots and a group that lack something, so that it can be seen what is said then. */
const NOT_LISTED = '100000001'
const CLOSED_GROUP = 'closed'

/** The group messages of a bot (bot.q.qq.com/wiki/develop/api-v2) as far as the adapter calls them. */
export const qqBot: StandIn = {
  kind: 'qq-bot',
  createRouter,
  doesNotStandFor: {
    en: 'The quota of active messages counted by month, the list of addresses that may be linked to, checks of content, events of members, and answers to them.',
    zh: '不模拟：按月计数的主动消息额度、可发送链接的白名单、内容审核、成员事件以及被动回复。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504', 'token-expired', 'rate-block'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const tokens = createAccessTokens(context)
  const { objects } = context

  router.use(express.json({ limit: 8 * MIB }))

  router.post('/app/getAppAccessToken', async (request, response) => {
    const { appId = '', clientSecret = '' } = request.body as { appId?: string; clientSecret?: string }

    if (!context.isToken(clientSecret)) {
      response.json({ code: 100016, message: 'invalid appid or secret' })
    } else {
      const value = await tokens.handOut(accountOf(request), { holder: appId, isForced: false })

      response.json({ access_token: value, expires_in: '7200' })
    }
  })

  const requireToken: RequestHandler = async (request, response, next) => {
    const shown = (request.get('authorization') ?? '').replace(/^QQBot /, '')
    const token = await tokens.read(accountOf(request), shown)

    if (token === null) {
      refuse(response, 401, 11244, 'token not exist or expire')
    } else if (token.holder === NOT_LISTED) {
      refuse(response, 401, 11298, '接口访问源IP不在白名单')
    } else {
      next()
    }
  }

  router.use(requireToken)
  router.get('/users/@me', (request, response) => response.json({ id: '1', username: accountOf(request) }))

  router.post('/v2/groups/:group/files', async (request, response) => {
    const { file_data: data = '', file_type: type } = request.body as { file_data?: string; file_type?: number }

    if (data === '' || type !== 1) {
      refuse(response, 400, 50035, 'invalid file')
    } else {
      const path = await context.storeFile({ bytes: Buffer.from(data, 'base64'), mimeType: 'image/png' })
      const id = `file-${await context.nextNumber(accountOf(request), 'file')}`

      await objects.put(accountOf(request), 'file', id, { path })
      response.json({ file_info: id, file_uuid: id, ttl: FILE_TTL_SECONDS })
    }
  })

  router.post('/v2/groups/:group/messages', async (request, response) => {
    const account = accountOf(request)
    const { content = '', media } = request.body as { content?: string; media?: { file_info?: string } }
    const file = media === undefined ? null : await objects.find(account, 'file', media.file_info ?? '')
    const group = request.params['group']

    if (group === CLOSED_GROUP) {
      refuse(response, 403, 11253, 'check app privilege not pass')
    } else if (content === '' || content.length > MAX_TEXT || (media !== undefined && file === null)) {
      refuse(response, 400, content === '' ? 50006 : 50035, 'invalid form body')
    } else if (content.includes('://blocked.example')) {
      refuse(response, 400, 304003, 'url not allowed')
    } else {
      await underFault({
        account,
        context,
        refuse: {
          'rate-block': (answer) => refuse(answer, 429, 22009, 'msg limit exceed'),
          throttle: (answer) => refuse(answer, 429, 20028, 'too many requests'),
          ...((await objects.find(account, 'expired', 'once')) === null && {
            'token-expired': async (answer) => {
              await objects.put(account, 'expired', 'once', {})
              await tokens.expire(account)
              refuse(answer, 401, 11244, 'token not exist or expire')
            },
          }),
        },
        response,
        take: async () => {
          const id = `ROBOT1.0_${await context.nextNumber(account, 'message')}`
          const draft = await textDraft({ context, text: content })
          const shown =
            file === null
              ? []
              : [{ alt: '', height: null, mimeType: 'image/png', url: String(file['path']), width: null }]

          await context.publish({ account, draft: { ...draft, media: shown }, key: id })

          return { body: { id, timestamp: context.clock().toISOString() } }
        },
      })
    }
  })

  return router
}

const refuse = (response: Response, status: number, code: number, message: string): void =>
  void response.status(status).set('x-tps-trace-id', 'trace-1').json({ code, message })
