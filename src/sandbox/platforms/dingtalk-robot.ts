import { createHmac } from 'node:crypto'

import express, { type Request, Router } from 'express'

import { HOUR, MIB } from '../../domain/duration.ts'
import { refuseWith } from '../errcode.ts'
import { robotDraft } from '../robotDraft.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'

const MAX_BYTES = 20_000
/** Stands for an address that DingTalk holds for unsafe. */
const UNSAFE_LINK = 'unsafe.example'

/** A custom robot of a DingTalk group (open.dingtalk.com/document/orgapp/custom-robots-send-group-messages), with its signature switched on. */
export const dingtalkRobot: StandIn = {
  kind: 'dingtalk-robot',
  createRouter,
  doesNotStandFor: {
    en: 'Key words and lists of addresses, the count of messages in a minute, mentions of members, cards, and review of texts.',
    zh: '不模拟：自定义关键词与 IP 地址段、每分钟条数统计、@成员、卡片消息以及内容审核。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504', 'rate-block'],
}

interface RobotBody {
  markdown?: { text?: string; title?: string }
  msgtype?: string
  text?: { content?: string }
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })

  router.post('/robot/send', express.json({ limit: MIB }), async (request, response) => {
    const account = accountOf(request)
    const asked = new URLSearchParams(request.url.split('?')[1] ?? '')
    const message = request.body as RobotBody
    const text = (message.msgtype === 'text' ? message.text?.content : message.markdown?.text) ?? ''

    if (!context.isToken(asked.get('access_token') ?? '')) {
      refuseWith(response, 300001, 'token is not exist')
    } else if (!isSigned(asked, context.clock())) {
      refuseWith(response, 310000, 'sign not match, more: [https://ding-doc.dingtalk.com]')
    } else if (text === '') {
      refuseWith(response, 40035, '缺少参数 text')
    } else if (Buffer.byteLength(text) > MAX_BYTES) {
      refuseWith(response, 460101, 'message too long')
    } else if (text.includes(UNSAFE_LINK)) {
      refuseWith(response, 430101, 'content contains unsafe link')
    } else {
      await underFault({
        account,
        context,
        refuse: {
          'rate-block': (answer) => refuseWith(answer, 410100, 'send too fast, blocked for 10 minutes'),
          throttle: (answer) => refuseWith(answer, 130101, 'send too fast'),
        },
        response,
        take: async () => {
          await context.publish({ account, draft: await robotDraft({ context, text }) })

          return { body: { errcode: 0, errmsg: 'ok' } }
        },
      })
    }
  })

  return router
}

/** The stand-in's secret is what stands in its address. */
function isSigned(asked: URLSearchParams, now: Date): boolean {
  const timestamp = asked.get('timestamp') ?? ''
  const secret = asked.get('access_token') ?? ''
  const isNow = Math.abs(Number(timestamp) - now.getTime()) < HOUR

  return isNow && createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64') === asked.get('sign')
}

const accountOf = (request: Request): string => String(request.params['account'])
