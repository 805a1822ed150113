import { MINUTE } from '../../domain/duration.ts'
import type { Api } from '../api/createApi.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'

export interface FindStatusesArgs {
  api: Api
  base: string
  headers: Record<string, string>
  signal: AbortSignal
  /** Older ones are not ours; any unless known. */
  since: Date | null
  texts: readonly string[]
}

/** Where one post of the account is. */
export interface StatusReceipt {
  publishedAt?: string
  remoteId: string
  url?: string
}

export interface FoundStatuses {
  /** One for each text; null for what is not there. */
  found: (StatusReceipt | null)[]
  /** False where the account has more posts since then than were looked at. */
  isWhole: boolean
}

/**
 * Looks for posts of these very texts, each an answer to the one before it, among the account's newest.
 *
 * What is listed is HTML of the server's making; `/source` gives the text as it was sent.
 */
export async function findStatuses(args: FindStatusesArgs): Promise<FoundStatuses> {
  const { isWhole, listed } = await listStatuses(args)
  const found: (StatusReceipt | null)[] = []

  for (const text of args.texts) {
    const parentId = found.at(-1)?.remoteId ?? ''
    const isNext = found.length === 0 || found.at(-1) !== null
    const status = listed.find((each) => isNext && each.text === text.trim() && each.parentId === parentId)

    found.push(status?.receipt ?? null)
  }

  return { found, isWhole }
}

/** Forty with four pictures each are more than one answer may hold. */
const PAGE = 10
const MAX_PAGES = 10

interface ListedStatus {
  /** Empty for what answers nothing. */
  parentId: string
  receipt: StatusReceipt
  text: string
}

async function listStatuses({
  api,
  base,
  headers,
  signal,
  since,
  texts,
}: FindStatusesArgs): Promise<{ isWhole: boolean; listed: ListedStatus[] }> {
  const get = (path: string) => api({ headers, signal, url: `${base}/api/v1${path}` })
  const account = textOf((await get('/accounts/verify_credentials')).body['id'])
  const earliest = since === null ? 0 : since.getTime() - MINUTE
  const listed: ListedStatus[] = []
  let lastId = ''

  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({
      exclude_reblogs: 'true',
      limit: String(PAGE),
      ...(lastId !== '' && { max_id: lastId }),
    })
    const { json } = await get(`/accounts/${encodeURIComponent(account)}/statuses?${query}`)
    const statuses = (Array.isArray(json) ? json : []).filter(isRecord)

    for (const status of statuses) {
      lastId = textOf(status['id'])

      // The newest come first.
      if (Date.parse(textOf(status['created_at'])) < earliest) {
        return { isWhole: true, listed }
      }

      const { body } = await get(`/statuses/${encodeURIComponent(lastId)}/source`)
      const text = textOf(body['text']).trim()

      listed.push({ parentId: textOf(status['in_reply_to_id']), receipt: receiptOf(status), text })

      if (texts.length === 1 && text === texts[0]?.trim()) {
        return { isWhole: true, listed }
      }
    }

    if (statuses.length === 0) {
      return { isWhole: true, listed }
    }
  }

  return { isWhole: false, listed }
}

export const receiptOf = (status: Record<string, unknown>): StatusReceipt => {
  const [publishedAt, url] = [textOf(status['created_at']), textOf(status['url'])]

  return {
    remoteId: textOf(status['id']),
    ...(publishedAt !== '' && { publishedAt }),
    ...(url !== '' && { url }),
  }
}
