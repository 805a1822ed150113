import type { Request, Response } from 'express'

import { grant, refuseWith } from '../errcode.ts'
import { type StandInContext, type StandInDraft, underFault, type UnderFaultArgs } from '../standIn.ts'
import type { DraftArticle } from './drafts.ts'

/** The number of an article and of its data are not the same on WeChat either. */
const DATA_OFFSET = 2_247_483_000

type Handler = (request: Request, response: Response) => Promise<void>

/** Publishing, mass sends, what is published, and its figures. */
export function createPublishHandlers(context: StandInContext, refuseExpired: RefuseExpired) {
  const { clock, nextNumber, objects } = context
  const accountOf = (request: Request): string => String(request.params['account'])
  const bodyOf = (request: Request) => request.body as Readonly<Record<string, string | undefined>>

  const underPlatformFault = async (
    request: Request,
    response: Response,
    take: UnderFaultArgs['take'],
  ): Promise<void> => {
    const expired = await refuseExpired(request)

    await underFault({
      account: accountOf(request),
      context,
      refuse: {
        'rate-block': () => refuseWith(response, 45009, 'reach max api daily quota limit'),
        throttle: () => refuseWith(response, 45011, 'api minute-quota reach limit, must slower, retry next minute'),
        ...(expired !== null && { 'token-expired': expired }),
      },
      response,
      take,
    })
  }

  /** Shows the draft to readers, and takes it out of the box. */
  const release = async (account: string, draftId: string, articles: DraftArticle[], n: number): Promise<void> => {
    const [first = {}] = articles

    await context.publish({ account, draft: await drawDraft(account, first), key: `article-${n}` })
    await objects.put(account, 'article', `article-${n}`, {
      at: Math.floor(clock().getTime() / 1_000),
      digest: first.digest ?? '',
      n,
      title: first.title ?? '',
    })
    await objects.remove(account, 'draft', draftId)
  }

  const drawDraft = async (account: string, article: DraftArticle): Promise<StandInDraft> => {
    const { article_type: type, content = '', image_info: info, thumb_media_id: thumb = '', title = '' } = article
    const materials = type === 'newspic' ? (info?.image_list ?? []).map(({ image_media_id: id = '' }) => id) : [thumb]
    // Pictures that were not uploaded here are filtered out.
    const images = [...content.matchAll(/src="https:\/\/mmbiz\.qpic\.cn\/(image-\d+)"/g)].map(([, name = '']) => name)
    const stored = await Promise.all([
      ...materials.map((id) => objects.find(account, 'material', id)),
      ...images.map((name) => objects.find(account, 'image', name)),
    ])

    return {
      firstComment: null,
      media: stored.flatMap((file) =>
        file === null ? [] : [{ alt: '', height: null, mimeType: 'image/png', url: String(file['path']), width: null }],
      ),
      text: plainText(content),
      title,
      topics: [],
    }
  }

  const withDraft = async (
    request: Request,
    response: Response,
    draftId: string,
    work: (articles: DraftArticle[]) => Promise<void>,
  ): Promise<void> => {
    const draft = await objects.find(accountOf(request), 'draft', draftId)

    await (draft === null ? refuseWith(response, 40007, 'invalid media_id') : work(draft['articles'] as DraftArticle[]))
  }

  const submit: Handler = (request, response) => {
    const account = accountOf(request)
    const draftId = bodyOf(request)['media_id'] ?? ''

    return withDraft(request, response, draftId, (articles) =>
      underPlatformFault(request, response, async (fault) => {
        const n = await nextNumber(account, 'job')
        const isRefused = fault === 'review-reject'

        await (isRefused ? undefined : release(account, draftId, articles, n))
        await objects.put(account, 'job', String(n), { end: isRefused ? 4 : 0, isAsked: false })

        return { body: { errcode: 0, errmsg: 'ok', msg_data_id: DATA_OFFSET + n, publish_id: String(n) } }
      }),
    )
  }

  /** At work when it is asked for first, done from then on. */
  const findJob = async (account: string, type: string, id: string): Promise<number | null> => {
    const job = await objects.find(account, type, id)

    if (job === null) {
      return null
    }

    await objects.put(account, type, id, { ...job, isAsked: true })

    return job['isAsked'] === true ? Number(job['end']) : 1
  }

  const getJob: Handler = async (request, response) => {
    const id = bodyOf(request)['publish_id'] ?? ''
    const status = await findJob(accountOf(request), 'job', id)
    const detail = { article_detail: { count: 1, item: [{ article_url: addressOf(id), idx: 1 }] } }

    if (status === null) {
      refuseWith(response, 53502, 'invalid publish id')
    } else {
      grant(response, {
        publish_id: id,
        publish_status: status,
        ...(status === 0 && { ...detail, article_id: `article-${id}` }),
      })
    }
  }

  const sendToAll: Handler = async (request, response) => {
    const account = accountOf(request)
    const { clientmsgid: key = '', mpnews } = bodyOf(request) as {
      clientmsgid?: string
      mpnews?: { media_id?: string }
    }
    const known = await objects.find(account, 'clientmsgid', key)

    if (Buffer.byteLength(key) > 64) {
      refuseWith(response, 45067, 'clientmsgid size out of limit')
      return
    }

    if (known !== null) {
      response.json({ errcode: 45065, errmsg: 'clientmsgid exist', ...known })
      return
    }

    const draftId = mpnews?.media_id ?? ''

    await withDraft(request, response, draftId, (articles) =>
      underPlatformFault(request, response, async (fault) => {
        const n = await nextNumber(account, 'job')
        const isRefused = fault === 'review-reject'
        const ids = { msg_data_id: DATA_OFFSET + n, msg_id: n }

        await (isRefused ? undefined : release(account, draftId, articles, n))
        await objects.put(account, 'mass', String(n), { end: isRefused ? 2 : 0, isAsked: false })
        await objects.put(account, 'clientmsgid', key, ids)

        return { body: { errcode: 0, errmsg: 'send job submission success', ...ids } }
      }),
    )
  }

  const getMass: Handler = async (request, response) => {
    const id = bodyOf(request)['msg_id'] ?? ''
    const status = await findJob(accountOf(request), 'mass', id)

    grant(response, { msg_id: id, msg_status: MASS_STATUS[status ?? 2] })
  }

  const list: Handler = async (request, response) => {
    const articles = await objects.list(accountOf(request), 'article')

    grant(response, {
      item: articles.map(({ id, value }) => ({
        article_id: id,
        content: {
          news_item: [
            { digest: value['digest'], is_deleted: false, title: value['title'], url: addressOf(String(value['n'])) },
          ],
        },
        update_time: value['at'],
      })),
      item_count: articles.length,
      total_count: articles.length,
    })
  }

  const remove: Handler = async (request, response) => {
    const { article_id: articleId, msg_id: msgId } = bodyOf(request)
    const key = articleId ?? `article-${msgId}`

    if (await objects.remove(accountOf(request), 'article', key)) {
      await context.withdraw(accountOf(request), key)
      grant(response)
    } else {
      refuseWith(response, 53600, 'invalid article id')
    }
  }

  /** Each article was read by 100 people and its number, and shared by its number. */
  const countOf =
    (field: 'read_user' | 'share_user'): Handler =>
    async (request, response) => {
      const { begin_date: day = '', end_date: end = '' } = request.body as { begin_date?: string; end_date?: string }

      if (new Date(`${end}T00:00:00+08:00`).getTime() > clock().getTime() - 24 * 60 * 60 * 1_000) {
        refuseWith(response, 61501, 'date range error')
        return
      }

      const articles = await objects.list(accountOf(request), 'article')

      grant(response, {
        is_delay: false,
        list: articles.map(({ value: { n } }) => ({
          detail: { [field]: Number(n) + (field === 'read_user' ? 100 : 0) },
          msgid: `${DATA_OFFSET + Number(n)}_1`,
          ref_date: day,
        })),
      })
    }

  return { countOf, getJob, getMass, list, remove, sendToAll, submit }
}

/** Says that the token ended before its time, and ends it; null where it was just forced, and so is good. */
export type RefuseExpired = (request: Request) => Promise<((response: Response) => unknown) | null>

const MASS_STATUS = ['SEND_SUCCESS', 'SENDING', 'SEND_FAIL']

const addressOf = (id: string): string => `https://mp.weixin.qq.com/s/stand-in-${id}`

const ENTITIES: Record<string, string> = { '&#39;': "'", '&amp;': '&', '&gt;': '>', '&lt;': '<', '&quot;': '"' }

const plainText = (html: string): string =>
  html
    .replace(/<\/(?:p|h\d|li|section|blockquote|tr)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:#39|amp|gt|lt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim()
