import express, { type Request, type RequestHandler, Router } from 'express'

import { SECOND } from '../../domain/duration.ts'
import { createAccessTokens } from '../accessTokens.ts'
import { grant, refuseWith } from '../errcode.ts'
import { fileOf, readForm } from '../readForm.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'
import { textDraft } from '../textDraft.ts'

const MAX_TEXT_BYTES = 4_000
const MAX_IMAGES = 9
/** A company and a member that lack something, so that it can be seen what is said then. */
const NOT_LISTED = 'ww-not-listed'
const NOT_ALLOWED = 'ww-not-allowed'

/** Mass messages to customer groups (developer.work.weixin.qq.com/document/path/92135, 96355). */
export const wecomGroups: StandIn = {
  kind: 'wecom-groups',
  createRouter,
  doesNotStandFor: {
    en: 'The member on their phone: they send each task the second time that it is asked after. Counts of messages per customer, links and mini programs, reminders, and cancelling.',
    zh: '不模拟：成员在手机上的操作（第二次查询时视为已确认发送）、客户接收次数统计、链接与小程序附件、提醒和取消。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504', 'rate-block', 'token-expired'],
}

interface Template {
  attachments?: { image?: { media_id?: string } }[]
  chat_id_list?: string[]
  sender?: string
  text?: { content?: string }
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const tokens = createAccessTokens(context)
  const { clock, nextNumber, objects } = context
  const accountOf = (request: Request): string => String(request.params['account'])

  router.get('/cgi-bin/gettoken', async (request: Request, response) => {
    const { corpid = '', corpsecret = '' } = request.query as Record<string, string | undefined>

    if (!corpid.startsWith('ww')) {
      refuseWith(response, 40013, 'invalid corpid')
    } else if (!context.isToken(corpsecret)) {
      refuseWith(response, 40001, 'invalid credential')
    } else if (corpid === NOT_LISTED) {
      refuseWith(response, 60020, 'not allow to access from your ip')
    } else {
      const value = await tokens.handOut(accountOf(request), { holder: corpid, isForced: false })

      grant(response, { access_token: value, expires_in: 7_200 })
    }
  })

  const requireToken: RequestHandler = async (request, response, next) => {
    const token = await tokens.read(accountOf(request), request.query['access_token'])

    if (token === null) {
      refuseWith(response, 40014, 'invalid access_token')
    } else if (token.holder === NOT_ALLOWED) {
      refuseWith(response, 48002, 'api forbidden')
    } else {
      next()
    }
  }

  router.use(requireToken)

  router.post('/cgi-bin/media/upload', async (request: Request, response) => {
    const file = await fileOf((await readForm(request)).get('media'))

    if (file === null) {
      refuseWith(response, 44001, 'empty media data')
    } else {
      const id = `media-${await nextNumber(accountOf(request), 'media')}`

      await objects.put(accountOf(request), 'media', id, {
        mimeType: file.mimeType,
        path: await context.storeFile(file),
      })
      grant(response, { created_at: String(clock().getTime() / SECOND), media_id: id, type: 'image' })
    }
  })

  router.use('/cgi-bin/externalcontact', express.json())

  router.post('/cgi-bin/externalcontact/groupchat/list', (_request, response) =>
    grant(response, { group_chat_list: [] }),
  )

  router.post('/cgi-bin/externalcontact/add_msg_template', async (request: Request, response) => {
    const account = accountOf(request)
    const template = request.body as Template
    const { attachments = [], text } = template
    const known = new Set((await objects.list(account, 'media')).map(({ id }) => id))

    if (Buffer.byteLength(text?.content ?? '') > MAX_TEXT_BYTES || attachments.length > MAX_IMAGES) {
      refuseWith(response, 40058, 'text.content or attachments out of limit')
    } else if (attachments.some(({ image }) => !known.has(image?.media_id ?? ''))) {
      refuseWith(response, 40007, 'invalid media_id')
    } else {
      await underFault({
        account,
        context,
        refuse: {
          throttle: (answer) => refuseWith(answer, 45009, 'reach max api daily quota limit'),
          ...((await objects.find(account, 'expired', 'once')) === null && {
            'token-expired': async (answer) => {
              await objects.put(account, 'expired', 'once', {})
              await tokens.expire(account)
              refuseWith(answer, 42001, 'access_token expired')
            },
          }),
        },
        response,
        take: async (fault) => {
          const msgid = `msg-${await nextNumber(account, 'msg')}`

          await objects.put(account, 'task', msgid, {
            ...template,
            createdAt: Math.floor(clock().getTime() / SECOND),
            groupStatus: fault === 'rate-block' ? 3 : 1,
            isAsked: false,
          })

          return { body: { errcode: 0, errmsg: 'ok', fail_list: [], msgid } }
        },
      })
    }
  })

  router.post('/cgi-bin/externalcontact/get_groupmsg_list_v2', async (request: Request, response) => {
    const {
      cursor = '',
      end_time: end = 0,
      limit = 50,
      start_time: start = 0,
    } = request.body as { cursor?: string; end_time?: number; limit?: number; start_time?: number }
    const tasks = await objects.list(accountOf(request), 'task')
    const within = tasks.filter(({ value }) => Number(value['createdAt']) >= start && Number(value['createdAt']) <= end)
    const [from, until] = [Number(cursor), Number(cursor) + Math.min(limit, 100)]

    grant(response, {
      ...(until < within.length && { next_cursor: String(until) }),
      group_msg_list: within.slice(from, until).map(({ id, value }) => ({
        create_time: value['createdAt'],
        create_type: 0,
        creator: value['sender'],
        msgid: id,
        text: value['text'],
      })),
    })
  })

  router.post('/cgi-bin/externalcontact/get_groupmsg_task', async (request: Request, response) => {
    const account = accountOf(request)
    const { msgid = '' } = request.body as { msgid?: string }
    const task = await objects.find(account, 'task', msgid)
    const isSent = task?.['isAsked'] === true

    if (task !== null) {
      await objects.put(account, 'task', msgid, { ...task, isAsked: true, isSent })
    }

    if (isSent && task['groupStatus'] === 1) {
      const draft = await textDraft({ context, text: (task as Template).text?.content ?? '' })
      const files = await Promise.all(
        ((task as Template).attachments ?? []).map(({ image }) =>
          objects.find(account, 'media', image?.media_id ?? ''),
        ),
      )
      const media = files.flatMap((file) =>
        file === null
          ? []
          : [{ alt: '', height: null, mimeType: String(file['mimeType']), url: String(file['path']), width: null }],
      )

      await context.publish({ account, draft: { ...draft, media }, key: msgid })
    }

    grant(response, { task_list: [{ status: isSent ? 2 : 0, userid: task?.['sender'] }] })
  })

  router.post('/cgi-bin/externalcontact/get_groupmsg_send_result', async (request: Request, response) => {
    const { msgid = '' } = request.body as { msgid?: string }
    const task = await objects.find(accountOf(request), 'task', msgid)

    const { chat_id_list: chatIds = ['wr-one'], sender } = (task ?? {}) as Template
    const status = task?.['isSent'] === true ? task['groupStatus'] : 0

    grant(response, { send_list: chatIds.map((chatId) => ({ chat_id: chatId, status, userid: sender })) })
  })

  return router
}
