import { type Response, Router } from 'express'

import { countText } from '../../domain/textLength.ts'
import { accountOf } from '../bearer.ts'
import { fileOf, readForm, textIn } from '../readForm.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'
import { textDraft } from '../textDraft.ts'

const MAX_HALF_WIDTH = 280
const MAX_PICTURE_BYTES = 5_000_000
/** A token that lives on for ten days. */
const EXPIRE_IN = 864_000

/** statuses/share and oauth2/get_token_info (open.weibo.com/wiki) as far as the adapter calls them. */
export const weibo: StandIn = {
  kind: 'weibo',
  createRouter,
  doesNotStandFor: {
    en: 'Which domains are bound to the app (any link will do), quotas per app and hour, short links, review after publishing, and how the IP address is judged.',
    zh: '不模拟：应用实际绑定的安全域名（任意链接均可）、按应用和小时的频次额度、短链转换、发布后的审核以及对 IP 的风控。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504', 'token-expired', 'rate-block', 'duplicate'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })

  router.post('/oauth2/get_token_info', async (request, response) => {
    const form = await readForm(request)

    if (context.isToken(textIn(form, 'access_token'))) {
      response.json({ appkey: '1', create_at: 1, expire_in: EXPIRE_IN, scope: 'all', uid: accountOf(request) })
    } else {
      refuse(response, 21327, 'expired_token')
    }
  })

  router.post('/2/statuses/share.json', async (request, response) => {
    const account = accountOf(request)
    const form = await readForm(request)
    const status = textIn(form, 'status')
    const picture = await fileOf(form.get('pic'))
    const problem = findProblem({ bytes: picture?.bytes.length ?? 0, rip: textIn(form, 'rip'), status })

    if (!context.isToken(textIn(form, 'access_token'))) {
      refuse(response, 21332, 'invalid_access_token')
    } else if (problem !== null) {
      refuse(response, ...problem)
    } else {
      await underFault({
        account,
        context,
        refuse: {
          duplicate: (answer) => refuse(answer, 20019, 'repeat content!'),
          'rate-block': (answer) => refuse(answer, 10023, 'User requests out of rate limit!'),
          throttle: (answer) => refuse(answer, 20016, 'out of time limit'),
          'token-expired': (answer) => refuse(answer, 21327, 'expired_token'),
        },
        response,
        take: async () => {
          const id = String(5_000_000_000_000_000 + (await context.nextNumber(account, 'status')))
          const draft = await textDraft({ context, files: picture === null ? [] : [picture], text: status })

          await context.publish({ account, draft, key: id })

          return { body: { created_at: '', idstr: id, mid: id, text: status, user: { idstr: '1' } } }
        },
      })
    }
  })

  return router
}

function findProblem({
  bytes,
  rip,
  status,
}: {
  bytes: number
  rip: string
  status: string
}): readonly [number, string] | null {
  if (status === '') {
    return [20008, 'content is null']
  }

  if (countText(status, 'half-width') > MAX_HALF_WIDTH) {
    return [20012, 'text too long, please input text less than 140 characters!']
  }

  if (!/https?:\/\//.test(status)) {
    return [10017, 'param error: the url is not of a bound safe domain']
  }

  if (rip === '') {
    return [10016, 'miss required parameter (rip)']
  }

  return bytes >= MAX_PICTURE_BYTES ? [20006, 'image size too large'] : null
}

const refuse = (response: Response, code: number, error: string): void =>
  void response.status(400).json({ error, error_code: code, request: '/2/statuses/share.json' })
