import { createHash } from 'node:crypto'

import express, { type Request, type Response, Router } from 'express'

import { MIB } from '../../domain/duration.ts'
import { refuseWith } from '../errcode.ts'
import { robotDraft } from '../robotDraft.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'

const MAX_BYTES: Readonly<Record<string, number>> = { markdown: 4_096, text: 2_048 }
const MAX_IMAGE_BYTES = 2_000_000

/** Message push of a WeCom group (developer.work.weixin.qq.com/document/path/99110). */
export const wecomRobot: StandIn = {
  kind: 'wecom-robot',
  createRouter,
  doesNotStandFor: {
    en: 'Mentions of members, files, voice and template cards, the count of messages in a minute, and how a group shows Markdown.',
    zh: '不模拟：@成员、文件与语音、模板卡片、每分钟条数统计以及 Markdown 在群内的显示效果。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504'],
}

interface RobotBody {
  image?: { base64?: string; md5?: string }
  markdown?: { content?: string }
  msgtype?: string
  news?: { articles?: { description?: string; title?: string; url?: string }[] }
  text?: { content?: string }
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })

  router.post('/cgi-bin/webhook/send', express.json({ limit: 4 * MIB }), async (request, response) => {
    const account = accountOf(request)
    const key = typeof request.query['key'] === 'string' ? request.query['key'] : ''
    const message = request.body as RobotBody

    if (!context.isToken(key)) {
      refuseWith(response, 93000, 'invalid webhook url')
      return
    }

    const problem = findProblem(message)

    if (problem !== null) {
      refuseWith(response, ...problem)
      return
    }

    await underFault({
      account,
      context,
      refuse: {
        throttle: (answer: Response) => refuseWith(answer, 45009, 'api freq out of limit'),
      },
      response,
      take: async () => {
        await context.publish({ account, draft: await draw(context, message) })

        return { body: { errcode: 0, errmsg: 'ok' } }
      },
    })
  })

  return router
}

function findProblem({ image, markdown, msgtype = '', news, text }: RobotBody): [number, string] | null {
  switch (msgtype) {
    case 'image': {
      const bytes = Buffer.from(image?.base64 ?? '', 'base64')

      if (createHash('md5').update(bytes).digest('hex') !== image?.md5) {
        return [301019, 'media md5 not match']
      }

      return bytes.length > MAX_IMAGE_BYTES ? [40009, 'invalid image size'] : null
    }
    case 'markdown':
    case 'text': {
      const content = (msgtype === 'text' ? text : markdown)?.content ?? ''

      if (content === '') {
        return [44004, 'content is empty']
      }

      return Buffer.byteLength(content) > (MAX_BYTES[msgtype] ?? 0)
        ? [40058, `${msgtype}.content exceed max length`]
        : null
    }
    case 'news':
      return (news?.articles ?? []).some(({ title = '', url = '' }) => title === '' || url === '')
        ? [40058, 'news.articles is invalid']
        : null
    default:
      return [40008, 'invalid message type']
  }
}

const draw = (context: StandInContext, { image, markdown, news, text }: RobotBody) => {
  const [article] = news?.articles ?? []

  return robotDraft({
    context,
    text: article?.description ?? markdown?.content ?? text?.content ?? '',
    ...(article?.title !== undefined && { title: article.title }),
    ...(image !== undefined && {
      file: { bytes: new Uint8Array(Buffer.from(image.base64 ?? '', 'base64')), mimeType: 'image/png' },
    }),
  })
}

const accountOf = (request: Request): string => String(request.params['account'])
