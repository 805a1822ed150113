import type { Handles, ReconcileResult } from '../../domain/channelAdapter.ts'
import { MINUTE, SECOND } from '../../domain/duration.ts'
import { isChannelError } from '../../domain/errors.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import type { CallWechat } from './callWechat.ts'
import type { WechatArticle } from './renderArticle.ts'

export interface FindPublishedArgs {
  article: WechatArticle
  call: CallWechat
  clock: () => Date
  handles: Handles
  signal: AbortSignal
  startedAt: Date | null
}

/** Clocks of two machines may differ so much. */
const SKEW_MS = 5 * MINUTE
/** So long a draft may stay in the box while its publication is reviewed. */
const REVIEW_MS = 10 * MINUTE
const NO_SUCH_MEDIA = '40007'

/**
 * Looks for an article whose publishing was never answered.
 *
 * In the list of what is published, by title and digest; else by the draft, which publishing uses up: gone and not in the list means
 * under review or refused, which nobody can tell from here. A draft that is there means absent only when no review can still be under way.
 */
export async function findPublished(args: FindPublishedArgs): Promise<ReconcileResult> {
  const { call, clock, handles, signal, startedAt } = args
  const { body } = await call({
    json: { count: 20, no_content: 1, offset: 0 },
    path: '/cgi-bin/freepublish/batchget',
    signal,
  })
  const items = (Array.isArray(body['item']) ? body['item'] : []).filter(isRecord)
  const found = items.map((item) => matchOf(item, args)).find((match) => match !== null)

  if (found !== undefined) {
    return found
  }

  const mayBeReviewed = startedAt === null || clock().getTime() - startedAt.getTime() < REVIEW_MS

  if (mayBeReviewed) {
    return { state: 'unknown' }
  }

  try {
    await call({ json: { media_id: textOf(handles['draft']) }, path: '/cgi-bin/draft/get', signal })

    return { state: 'absent' }
  } catch (error) {
    if (isChannelError(error) && error.channelCode === NO_SUCH_MEDIA) {
      return { state: 'unknown' }
    }

    throw error
  }
}

function matchOf(
  item: Record<string, unknown>,
  { article, startedAt }: FindPublishedArgs,
): Extract<ReconcileResult, { state: 'published' }> | null {
  const at = Number(item['update_time']) * SECOND
  const content = isRecord(item['content']) ? item['content'] : {}
  const articles = (Array.isArray(content['news_item']) ? content['news_item'] : []).filter(isRecord)
  const match = articles.find(
    (each) =>
      each['is_deleted'] !== true &&
      textOf(each['title']) === article.title &&
      // WeChat writes a digest of its own where we gave none.
      (article.digest === '' || textOf(each['digest']) === article.digest),
  )
  const isLater = startedAt === null || at >= startedAt.getTime() - SKEW_MS
  const remoteId = textOf(item['article_id'])
  const url = textOf(match?.['url'])

  return match !== undefined && isLater && remoteId !== ''
    ? { publishedAt: new Date(at).toISOString(), remoteId, state: 'published', ...(url !== '' && { url }) }
    : null
}
