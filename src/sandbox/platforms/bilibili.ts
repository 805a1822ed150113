import { createHash } from 'node:crypto'

import express, { type Request, type RequestHandler, type Response, Router } from 'express'

import { MIB } from '../../domain/duration.ts'
import { createAccessTokens } from '../accessTokens.ts'
import { fileOf, readForm, textIn } from '../readForm.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'

const MAX_TITLE = 40
const REVIEWED = '0'
const REFUSED = '-3'
const UNDER_REVIEW = '-2'
/** An app that lacks something, so that it can be seen what is said then. */
const NO_ARTICLES = 'no-articles'

/** The articles of Bilibili's open platform (open.bilibili.com/doc) as far as the adapter calls them. */
export const bilibili: StandIn = {
  kind: 'bilibili',
  createRouter,
  doesNotStandFor: {
    en: 'Signatures beyond their form and the hash of the body, the people who review (each article passes the second time that it is asked after), the states by number, categories, templates, and quotas by day.',
    zh: '不模拟：签名值本身（只校验格式与正文摘要）、人工审核（第二次查询即视为通过）、真实状态值、分类与模板、每日投稿额度。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'drop', 'accept-504', 'token-expired', 'review-reject', 'rate-block'],
}

interface ArticleBody {
  content?: string
  image_urls?: string
  tags?: string
  title?: string
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const tokens = createAccessTokens(context)
  const { nextNumber, objects } = context
  const accountOf = (request: Request): string => String(request.params['account'])

  router.post('/x/account-oauth2/v1/refresh_token', async (request: Request, response) => {
    const form = await readForm(request)
    const holder = textIn(form, 'client_id')
    const next = context.isToken(textIn(form, 'client_secret'))
      ? await tokens.renew(accountOf(request), { holder, shown: textIn(form, 'refresh_token') })
      : null

    if (next === null) {
      refuse(response, -3, 'API校验密匙错误')
    } else {
      const value = await tokens.handOut(accountOf(request), { holder, isForced: false })

      grant(response, { access_token: value, expires_in: 2_592_000, refresh_token: next })
    }
  })

  const requireToken: RequestHandler = async (request, response, next) => {
    const token = await tokens.read(accountOf(request), request.get('access-token'))

    if (token === null) {
      refuse(response, -101, '账号未登录')
    } else if (!/^[\da-f]{64}$/.test(request.get('authorization') ?? '')) {
      refuse(response, 4002, '签名异常')
    } else if (token.holder === NO_ARTICLES && !request.path.startsWith('/arcopen/fn/user/')) {
      refuse(response, -403, '访问权限不足')
    } else {
      next()
    }
  }

  router.use(requireToken)

  router.get('/arcopen/fn/user/account/scopes', async (request: Request, response) => {
    const token = await tokens.read(accountOf(request), request.get('access-token'))
    const scopes = token?.holder === NO_ARTICLES ? ['USER_INFO'] : ['USER_INFO', 'ATC_BASE']

    grant(response, { openid: accountOf(request), scopes })
  })

  router.post('/arcopen/fn/article/upload/image', async (request: Request, response) => {
    const file = await fileOf((await readForm(request)).get('file'))

    if (file === null) {
      refuse(response, -400, '请求错误')
    } else {
      const path = await context.storeFile(file)
      const url = `https://i0.hdslb.example/bfs/article/${await nextNumber(accountOf(request), 'image')}.png`

      await objects.put(accountOf(request), 'image', url, { mimeType: file.mimeType, path })
      grant(response, { size: file.bytes.length, url })
    }
  })

  router.post('/arcopen/fn/article/add', express.text({ limit: 2 * MIB, type: '*/*' }), async (request, response) => {
    const account = accountOf(request)
    const text = String(request.body)
    const article = JSON.parse(text) as ArticleBody

    if (createHash('md5').update(text).digest('hex') !== request.get('x-bili-content-md5')) {
      refuse(response, 4002, '签名异常')
    } else if ([...(article.title ?? '')].length > MAX_TITLE || !article.title || !article.content) {
      refuse(response, -400, '请求错误')
    } else {
      await underFault({
        account,
        context,
        refuse: {
          'rate-block': (answer) => refuse(answer, -412, '请求被拦截'),
          throttle: (answer) => refuse(answer, -509, '请求过于频繁'),
          ...((await objects.find(account, 'expired', 'once')) === null && {
            'token-expired': async (answer) => {
              await objects.put(account, 'expired', 'once', {})
              await tokens.expire(account)
              refuse(answer, -101, '账号未登录')
            },
          }),
        },
        response,
        take: async (fault) => {
          const id = String(40_000_000 + (await nextNumber(account, 'article')))
          const state = fault === 'review-reject' ? REFUSED : UNDER_REVIEW

          await objects.put(account, 'article', id, { ...article, isAsked: false, state })

          return { body: { code: 0, data: { id: Number(id) }, message: '0', request_id: 'request-1' } }
        },
      })
    }
  })

  router.get('/arcopen/fn/article/detail', async (request: Request, response) => {
    const account = accountOf(request)
    const { id = '' } = request.query as Record<string, string | undefined>
    const article = await objects.find(account, 'article', id)

    if (article === null) {
      refuse(response, -404, '啥都木有')
    } else {
      const state = article['isAsked'] === true && article['state'] === UNDER_REVIEW ? REVIEWED : article['state']

      await objects.put(account, 'article', id, { ...article, isAsked: true, state })

      if (state === REVIEWED) {
        await publish(account, id, article)
      }

      grant(response, { id: Number(id), state: Number(state), title: article['title'] })
    }
  })

  async function publish(account: string, id: string, article: ArticleBody): Promise<void> {
    const urls = [
      article.image_urls ?? '',
      ...Array.from((article.content ?? '').matchAll(/src="([^"]+)"/g), ([, url = '']) => url),
    ]
    const files = await Promise.all(urls.map((url) => objects.find(account, 'image', url)))

    await context.publish({
      account,
      draft: {
        firstComment: null,
        media: files.flatMap((file) =>
          file === null
            ? []
            : [{ alt: '', height: null, mimeType: String(file['mimeType']), url: String(file['path']), width: null }],
        ),
        text: (article.content ?? '').replace(/<[^>]+>/g, ' ').trim(),
        title: article.title ?? '',
        topics: (article.tags ?? '').split(',').filter((tag) => tag !== ''),
      },
      key: id,
    })
  }

  return router
}

const grant = (response: Response, data: Record<string, unknown>): void =>
  void response.json({ code: 0, data, message: '0', request_id: 'request-1' })

const refuse = (response: Response, code: number, message: string): void =>
  void response.json({ code, data: null, message, request_id: 'request-1' })
