import type { IsTaken, Receipt } from '../../domain/channelAdapter.ts'
import { isChannelError } from '../../domain/errors.ts'
import type { Api } from '../api/createApi.ts'
import { openedSince } from '../api/openedSince.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'

export interface FindTopicArgs {
  api: Api
  base: string
  headers: Record<string, string>
  signal: AbortSignal
}

/** The topic under our id; null when there is none. */
export async function findTopic({
  api,
  base,
  headers,
  publicationId,
  signal,
}: FindTopicArgs & { publicationId: string }) {
  try {
    const { body } = await api({ headers, signal, url: `${base}/t/external_id/${publicationId}.json` })

    return topicReceipt(base, body)
  } catch (error) {
    if (isMissing(error)) {
      return null
    }

    throw error
  }
}

export interface FindApprovedArgs extends FindTopicArgs {
  isTaken: IsTaken | undefined
  /** When the send began. */
  since: Date
  title: string
  user: string
}

/**
 * The first topic of this title that the user opened since, and that is no other publication's: what waited for a moderator
 * does not keep our id.
 */
export async function findApproved({
  api,
  base,
  headers,
  isTaken,
  signal,
  since,
  title,
  user,
}: FindApprovedArgs): Promise<Receipt | null> {
  const { body } = await api({ headers, signal, url: `${base}/topics/created-by/${encodeURIComponent(user)}.json` })
  const list = isRecord(body['topic_list']) ? body['topic_list']['topics'] : []
  const topics = (Array.isArray(list) ? list : []).filter(isRecord).filter((topic) => textOf(topic['title']) === title)

  for (const topic of openedSince(topics, since, createdAt)) {
    const receipt = topicReceipt(base, topic)

    if (!(await isTaken?.(receipt))) {
      return receipt
    }
  }

  return null
}

const createdAt = (topic: Record<string, unknown>): number => Date.parse(textOf(topic['created_at']))

/** Of a topic, whose number is `id`, as of the post that opens one, where it is `topic_id`. */
export function topicReceipt(base: string, body: Record<string, unknown>): Receipt {
  const remoteId = textOf(body['topic_id']) || textOf(body['id'])
  const slug = textOf(body['topic_slug']) || textOf(body['slug']) || '-'
  const publishedAt = textOf(body['created_at'])

  return { remoteId, url: `${base}/t/${slug}/${remoteId}`, ...(publishedAt !== '' && { publishedAt }) }
}

const isMissing = (error: unknown): boolean =>
  isChannelError(error) && (error.channelCode === 'not_found' || error.channelCode === 'HTTP_404')
