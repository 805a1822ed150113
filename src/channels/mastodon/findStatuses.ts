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

/**
 * Looks for posts of these very texts, each an answer to the one before it, among the account's newest forty; null for
 * each that is not there.
 *
 * What is listed is HTML of the server's making; `/source` gives the text as it was sent.
 */
export async function findStatuses(args: FindStatusesArgs): Promise<(StatusReceipt | null)[]> {
  const listed = await listStatuses(args)
  const found: (StatusReceipt | null)[] = []

  for (const text of args.texts) {
    const parentId = found.at(-1)?.remoteId ?? ''
    const isNext = found.length === 0 || found.at(-1) !== null
    const status = listed.find((each) => isNext && each.text === text.trim() && each.parentId === parentId)

    found.push(status?.receipt ?? null)
  }

  return found
}

interface ListedStatus {
  /** Empty for what answers nothing. */
  parentId: string
  receipt: StatusReceipt
  text: string
}

async function listStatuses({ api, base, headers, signal, since, texts }: FindStatusesArgs): Promise<ListedStatus[]> {
  const get = (path: string) => api({ headers, signal, url: `${base}/api/v1${path}` })
  const account = textOf((await get('/accounts/verify_credentials')).body['id'])
  const { json } = await get(`/accounts/${encodeURIComponent(account)}/statuses?limit=40&exclude_reblogs=true`)
  const earliest = since === null ? 0 : since.getTime() - MINUTE
  const listed: ListedStatus[] = []

  for (const status of (Array.isArray(json) ? json : []).filter(isRecord)) {
    if (Date.parse(textOf(status['created_at'])) >= earliest) {
      const { body } = await get(`/statuses/${encodeURIComponent(textOf(status['id']))}/source`)
      const text = textOf(body['text']).trim()

      listed.push({ parentId: textOf(status['in_reply_to_id']), receipt: receiptOf(status), text })

      if (texts.length === 1 && text === texts[0]?.trim()) {
        break
      }
    }
  }

  return listed
}

export const receiptOf = (status: Record<string, unknown>): StatusReceipt => {
  const [publishedAt, url] = [textOf(status['created_at']), textOf(status['url'])]

  return {
    remoteId: textOf(status['id']),
    ...(publishedAt !== '' && { publishedAt }),
    ...(url !== '' && { url }),
  }
}
