import express, { type Request, type RequestHandler, type Response, Router } from 'express'

import { createAccessTokens } from '../accessTokens.ts'
import { fileOf, readForm, textIn } from '../readForm.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'
import { textDraft } from '../textDraft.ts'

const MAX_TEXT = 1_000
const MAX_IMAGES = 30
const UNDER_REVIEW = 4
const PUBLIC = 5
const REFUSED = 2
/** An app that lacks something, so that it can be seen what is said then. */
const NO_SCOPE = 'no-scope'

/** Picture posts of an account (developer.open-douyin.com) as far as the adapter calls them. */
export const douyinApi: StandIn = {
  kind: 'douyin-api',
  createRouter,
  doesNotStandFor: {
    en: 'Who is granted the interface, the people who review (each post passes the second time that it is asked after), brand marks in pictures and what they cost, music, and quotas by day.',
    zh: '不模拟：接口准入资格、人工审核（第二次查询即视为通过）、图片品牌水印导致的降权、配乐以及每日发布额度。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504', 'token-expired', 'review-reject', 'rate-block'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const tokens = createAccessTokens(context)
  const { nextNumber, objects } = context
  const accountOf = (request: Request): string => String(request.params['account'])

  router.post('/oauth/refresh_token', async (request: Request, response) => {
    const form = await readForm(request)
    const holder = textIn(form, 'client_key')
    const next = await tokens.renew(accountOf(request), { holder, shown: textIn(form, 'refresh_token') })

    if (next === null) {
      refuse(response, 10010, 'refresh_token过期')
    } else {
      const value = await tokens.handOut(accountOf(request), { holder, isForced: false })

      grant(response, {
        access_token: value,
        expires_in: 1_296_000,
        refresh_expires_in: 2_592_000,
        refresh_token: next,
      })
    }
  })

  const requireToken: RequestHandler = async (request, response, next) => {
    const token = await tokens.read(accountOf(request), request.get('access-token'))

    if (token === null) {
      refuse(response, 28001008, 'access_token过期')
    } else if (token.holder === NO_SCOPE) {
      refuse(response, 28001018, '应用未获得该能力')
    } else {
      next()
    }
  }

  router.use('/api', requireToken)

  router.post('/api/douyin/v1/video/upload_image', async (request: Request, response) => {
    const file = await fileOf((await readForm(request)).get('image'))

    if (file === null) {
      refuse(response, 28001007, '参数不合法')
    } else {
      const id = `image-${await nextNumber(accountOf(request), 'image')}`

      await objects.put(accountOf(request), 'image', id, {
        mimeType: file.mimeType,
        path: await context.storeFile(file),
      })
      grant(response, { image: { height: 1, image_id: id, width: 1 } })
    }
  })

  router.post('/api/douyin/v1/video/create_image_text', express.json(), async (request: Request, response) => {
    const account = accountOf(request)
    const { image_list: images = [], text = '' } = request.body as { image_list?: string[]; text?: string }
    const known = new Set((await objects.list(account, 'image')).map(({ id }) => id))
    const isGood = images.length > 0 && images.length <= MAX_IMAGES && images.every((id) => known.has(id))

    if (!isGood || [...text].length > MAX_TEXT) {
      refuse(response, 28001007, '参数不合法')
    } else {
      await underFault({
        account,
        context,
        refuse: {
          'rate-block': (answer) => refuse(answer, 28003017, 'quota已用完'),
          throttle: (answer) => refuse(answer, 28003018, '请求过于频繁'),
          ...((await objects.find(account, 'expired', 'once')) === null && {
            'token-expired': async (answer) => {
              await objects.put(account, 'expired', 'once', {})
              await tokens.expire(account)
              refuse(answer, 28001008, 'access_token过期')
            },
          }),
        },
        response,
        take: async (fault) => {
          const id = `@item-${await nextNumber(account, 'item')}`
          const status = fault === 'review-reject' ? REFUSED : UNDER_REVIEW

          await objects.put(account, 'item', id, { images, isAsked: false, status, text })

          return {
            body: { data: { error_code: 0, item_id: id, video_id: id }, extra: { error_code: 0, logid: 'log-1' } },
          }
        },
      })
    }
  })

  router.post('/api/douyin/v1/video/video_data', express.json(), async (request: Request, response) => {
    const account = accountOf(request)
    const [id = ''] = (request.body as { item_ids?: string[] }).item_ids ?? []
    const item = await objects.find(account, 'item', id)

    if (item === null) {
      grant(response, { list: [] })
    } else {
      const status = item['isAsked'] === true && item['status'] === UNDER_REVIEW ? PUBLIC : item['status']

      await objects.put(account, 'item', id, { ...item, isAsked: true, status })

      if (status === PUBLIC) {
        const files = await Promise.all(
          (item['images'] as string[]).map((each) => objects.find(account, 'image', each)),
        )
        const media = files.flatMap((file) =>
          file === null
            ? []
            : [{ alt: '', height: null, mimeType: String(file['mimeType']), url: String(file['path']), width: null }],
        )

        const draft = { ...(await textDraft({ context, text: String(item['text']) })), media }

        await context.publish({ account, draft, key: id })
      }

      grant(response, {
        list: [{ item_id: id, share_url: 'https://www.iesdouyin.com/share/note/1', video_status: status }],
      })
    }
  })

  return router
}

const grant = (response: Response, data: Record<string, unknown>): void =>
  void response.json({ data: { description: '', error_code: 0, ...data }, extra: { error_code: 0, logid: 'log-1' } })

const refuse = (response: Response, code: number, description: string): void =>
  void response.json({ data: { description, error_code: code }, extra: { error_code: code, logid: 'log-1' } })
