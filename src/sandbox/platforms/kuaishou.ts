import express, { type Request, type RequestHandler, type Response, Router } from 'express'

import { MIB } from '../../domain/duration.ts'
import { createAccessTokens } from '../accessTokens.ts'
import { fileOf, readForm, textIn } from '../readForm.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'
import { textDraft } from '../textDraft.ts'

const MAX_CAPTION = 500
/** An app that lacks something, so that it can be seen what is said then. */
const NO_SCOPE = 'ks-no-scope'

/** Films of an account (mp.kuaishou.com/platformDocs/openAbility/contentManagement) as far as the adapter calls them. */
export const kuaishou: StandIn = {
  kind: 'kuaishou',
  createRouter,
  doesNotStandFor: {
    en: 'How a film looks and is transcoded, its review by people (it is done the second time that it is asked after) and how a refusal is told, quotas, and resumed uploads.',
    zh: '不模拟：视频的转码与播放效果、人工审核（第二次查询即视为完成）及审核不通过的通知方式、额度限制、断点续传。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504', 'token-expired'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const tokens = createAccessTokens(context)
  const { clock, nextNumber, objects } = context
  const accountOf = (request: Request): string => String(request.params['account'])
  const asked = (request: Request, name: string): string =>
    (request.query as Record<string, string | undefined>)[name] ?? ''

  router.get('/oauth2/refresh_token', async (request: Request, response) => {
    if (!context.isToken(asked(request, 'app_secret'))) {
      refuse(response, 100200101, 'client is invalid')
      return
    }

    const holder = asked(request, 'app_id')
    const next = await tokens.renew(accountOf(request), { holder, shown: asked(request, 'refresh_token') })

    if (next === null) {
      refuse(response, 100200106, 'refresh token is invalid')
    } else {
      const value = await tokens.handOut(accountOf(request), { holder, isForced: false })

      grant(response, {
        access_token: value,
        expires_in: 172_800,
        refresh_token: next,
        refresh_token_expires_in: 15_552_000,
      })
    }
  })

  const requireToken: RequestHandler = async (request, response, next) => {
    const token = await tokens.read(accountOf(request), request.query['access_token'])

    if (token === null) {
      refuse(response, 100200107, 'access token is invalid')
    } else if (token.holder === NO_SCOPE && request.path.endsWith('/photo/start_upload')) {
      refuse(response, 100200108, 'scope is not granted')
    } else {
      next()
    }
  }

  router.use('/openapi', requireToken)
  router.get('/openapi/user_info', (request: Request, response) =>
    grant(response, { user_info: { name: accountOf(request) } }),
  )

  router.post('/openapi/photo/start_upload', async (request: Request, response) => {
    const uploadToken = `upload-${await nextNumber(accountOf(request), 'upload')}`

    await objects.put(accountOf(request), 'upload', uploadToken, { bytes: 0, isComplete: false })
    grant(response, {
      endpoint: `${request.protocol}://${request.get('host')}${request.baseUrl}`,
      upload_token: uploadToken,
    })
  })

  const takePart =
    (isWhole: boolean): RequestHandler =>
    async (request, response) => {
      const id = asked(request, 'upload_token')
      const upload = await objects.find(accountOf(request), 'upload', id)
      const { length } = request.body as Buffer

      if (upload === null || length === 0) {
        refuse(response, 100200100, 'upload token is invalid')
      } else {
        await objects.put(accountOf(request), 'upload', id, {
          bytes: Number(upload['bytes']) + length,
          isComplete: isWhole,
        })
        grant(response, {})
      }
    }
  const raw = express.raw({ limit: 10 * MIB, type: '*/*' })

  router.post('/api/upload', raw, takePart(true))
  router.post('/api/upload/fragment', raw, takePart(false))

  router.post('/api/upload/complete', async (request: Request, response) => {
    const id = asked(request, 'upload_token')

    await objects.put(accountOf(request), 'upload', id, {
      ...(await objects.find(accountOf(request), 'upload', id)),
      isComplete: true,
    })
    grant(response, {})
  })

  router.post('/openapi/photo/publish', async (request: Request, response) => {
    const account = accountOf(request)
    const form = await readForm(request)
    const caption = textIn(form, 'caption')
    const cover = await fileOf(form.get('cover'))
    const upload = await objects.find(account, 'upload', asked(request, 'upload_token'))

    if (upload?.['isComplete'] !== true || cover === null || [...caption].length > MAX_CAPTION) {
      refuse(response, 100200100, 'parameter error')
    } else {
      await underFault({
        account,
        context,
        refuse: {
          throttle: (answer) => refuse(answer, 100200109, 'too many requests'),
          ...((await objects.find(account, 'expired', 'once')) === null && {
            'token-expired': async (answer) => {
              await objects.put(account, 'expired', 'once', {})
              await tokens.expire(account)
              refuse(answer, 100200107, 'access token is invalid')
            },
          }),
        },
        response,
        take: async () => {
          const id = `3x${await nextNumber(account, 'photo')}`
          const video = { caption, create_time: clock().getTime(), pending: true, photo_id: id }

          await objects.put(account, 'photo', id, { ...video, cover: await context.storeFile(cover) })

          return { body: { result: 1, video_info: video } }
        },
      })
    }
  })

  router.get('/openapi/photo/info', async (request: Request, response) => {
    const account = accountOf(request)
    const id = asked(request, 'photo_id')
    const video = await objects.find(account, 'photo', id)

    if (video === null) {
      refuse(response, 100200100, 'photo is invalid')
    } else {
      const pending = video['isAsked'] !== true

      await objects.put(account, 'photo', id, { ...video, isAsked: true, pending })

      if (!pending) {
        const draft = await textDraft({ context, text: String(video['caption']) })
        const cover = { alt: '', height: null, mimeType: 'image/png', url: String(video['cover']), width: null }

        await context.publish({ account, draft: { ...draft, media: [cover] }, key: id })
      }

      grant(response, { video_info: { comment_count: 2, like_count: 5, view_count: 70, ...video, pending } })
    }
  })

  router.get('/openapi/photo/list', async (request: Request, response) => {
    const videos = await objects.list(accountOf(request), 'photo')

    grant(response, { video_list: videos.map(({ value }) => value) })
  })

  return router
}

const grant = (response: Response, body: Record<string, unknown>): void => void response.json({ result: 1, ...body })

const refuse = (response: Response, result: number, message: string): void =>
  void response.json({ error_msg: message, result })
