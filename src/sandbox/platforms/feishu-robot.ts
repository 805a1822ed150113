import { createHmac } from 'node:crypto'

import express, { type Request, type Response, Router } from 'express'

import { HOUR, KIB, MIB, SECOND } from '../../domain/duration.ts'
import { robotDraft } from '../robotDraft.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'

const MAX_BODY_BYTES = 20 * KIB

/** A custom robot of a Feishu group (open.feishu.cn/document/client-docs/bot-v3/add-custom-bot), with its signature switched on. */
export const feishuRobot: StandIn = {
  kind: 'feishu-robot',
  createRouter,
  doesNotStandFor: {
    en: 'Key words and lists of addresses, the count of messages in a second and a minute, the rush at full hours, and how a group shows cards.',
    zh: '不模拟：自定义关键词与 IP 白名单、每秒和每分钟条数统计、整点拥堵以及卡片在群内的显示效果。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504'],
}

interface RobotBody {
  card?: { elements?: { content?: string }[]; header?: { title?: { content?: string } } }
  content?: { text?: string }
  msg_type?: string
  sign?: string
  timestamp?: string
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })

  router.post('/open-apis/bot/v2/hook/:token', express.json({ limit: MIB }), async (request, response) => {
    const account = accountOf(request)
    const token = String(request.params['token'])
    const message = request.body as RobotBody

    if (!context.isToken(token)) {
      refuse(response, 19001, 'param invalid: incoming webhook access token invalid')
    } else if (!isSigned(message, token, context.clock())) {
      refuse(response, 19021, 'sign match fail or timestamp is not within one hour from current time')
    } else if ((message.msg_type ?? '') === '') {
      refuse(response, 19002, 'params error, msg_type need')
    } else if (Buffer.byteLength(JSON.stringify(message)) > MAX_BODY_BYTES || textIn(message) === '') {
      refuse(response, 9499, 'Bad Request')
    } else {
      await underFault({
        account,
        context,
        refuse: { throttle: (answer) => refuse(answer, 11232, 'frequency limited psm') },
        response,
        take: async () => {
          const title = message.card?.header?.title?.content
          const draft = await robotDraft({ context, text: textIn(message), ...(title !== undefined && { title }) })

          await context.publish({ account, draft })

          return { body: { code: 0, data: {}, msg: 'success' } }
        },
      })
    }
  })

  return router
}

/** The stand-in's secret is what stands in its address. */
function isSigned({ sign, timestamp = '' }: RobotBody, secret: string, now: Date): boolean {
  const isNow = Math.abs(Number(timestamp) * SECOND - now.getTime()) < HOUR

  return isNow && createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') === sign
}

const textIn = ({ card, content, msg_type: type }: RobotBody): string =>
  (type === 'interactive' ? card?.elements?.map((element) => element.content ?? '').join('\n') : content?.text) ?? ''

const refuse = (response: Response, code: number, msg: string): void =>
  void response.set('x-tt-logid', '02176448').json({ code, data: {}, msg })

const accountOf = (request: Request): string => String(request.params['account'])
