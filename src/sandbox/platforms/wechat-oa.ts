import express, { type Request, type RequestHandler, Router } from 'express'

import { MIB } from '../../domain/duration.ts'
import { createAccessTokens } from '../accessTokens.ts'
import { refuseWith } from '../errcode.ts'
import type { StandIn, StandInContext } from '../standIn.ts'
import { createDraftHandlers } from '../wechat/drafts.ts'
import { createPublishHandlers } from '../wechat/publishing.ts'

/** The calls of an official account (developers.weixin.qq.com/doc/service/api) as far as the adapter makes them. */
export const wechatOa: StandIn = {
  kind: 'wechat-oa',
  createRouter,
  doesNotStandFor: {
    en: 'The looks of an article in WeChat, filtering of content, checks of originality, consent of administrators, quotas counted by day, material limits, and pushed events.',
    zh: '不模拟：文章在微信内的显示效果、内容过滤、原创校验、管理员确认群发、按日计数的额度、素材总量上限以及消息推送。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504', 'token-expired', 'review-reject', 'rate-block'],
}

/** Accounts that lack something, so that it can be seen what is said then. */
const NOT_LISTED = 'wx-not-listed'
const UNVERIFIED = 'wx-unverified'

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const tokens = createAccessTokens(context)
  const accountOf = (request: Request): string => String(request.params['account'])
  const json = express.json({ limit: 2 * MIB })

  router.post('/cgi-bin/stable_token', json, async (request, response) => {
    const {
      appid = '',
      force_refresh: isForced = false,
      grant_type: type,
      secret = '',
    } = request.body as {
      appid?: string
      force_refresh?: boolean
      grant_type?: string
      secret?: string
    }

    if (type !== 'client_credential') {
      refuseWith(response, 40002, 'invalid grant_type')
    } else if (!/^wx[\w-]+$/.test(appid)) {
      refuseWith(response, 40013, 'invalid appid')
    } else if (!context.isToken(secret)) {
      refuseWith(response, 40125, 'invalid appsecret')
    } else if (appid === NOT_LISTED) {
      refuseWith(response, 40164, 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist')
    } else {
      const value = await tokens.handOut(accountOf(request), { holder: appid, isForced })

      response.json({ access_token: value, expires_in: 7_200 })
    }
  })

  const requireToken: RequestHandler = async (request, response, next) => {
    const token = await tokens.read(accountOf(request), request.query['access_token'])

    if (token === null) {
      refuseWith(response, 40001, 'invalid credential, access_token is invalid or not latest')
    } else if (token.holder === UNVERIFIED && request.path.includes('/freepublish/')) {
      refuseWith(response, 48001, 'api unauthorized')
    } else {
      next()
    }
  }

  router.use(requireToken)

  const drafts = createDraftHandlers(context)
  const publishing = createPublishHandlers(context, async (request) => {
    const token = await tokens.read(accountOf(request), request.query['access_token'])

    return token?.isForced === true
      ? null
      : async (response) => {
          await tokens.expire(accountOf(request))
          refuseWith(response, 42001, 'access_token expired')
        }
  })

  router.post('/cgi-bin/media/uploadimg', drafts.uploadImage)
  router.post('/cgi-bin/material/add_material', drafts.addMaterial)
  router.post('/cgi-bin/draft/add', json, drafts.addDraft)
  router.post('/cgi-bin/draft/get', json, drafts.getDraft)
  router.post('/cgi-bin/freepublish/submit', json, publishing.submit)
  router.post('/cgi-bin/freepublish/get', json, publishing.getJob)
  router.post('/cgi-bin/freepublish/batchget', json, publishing.list)
  router.post('/cgi-bin/freepublish/delete', json, publishing.remove)
  router.post('/cgi-bin/message/mass/sendall', json, publishing.sendToAll)
  router.post('/cgi-bin/message/mass/get', json, publishing.getMass)
  router.post('/cgi-bin/message/mass/delete', json, publishing.remove)
  router.post('/datacube/getarticleread', json, publishing.countOf('read_user'))
  router.post('/datacube/getarticleshare', json, publishing.countOf('share_user'))

  return router
}
