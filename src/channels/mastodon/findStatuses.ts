import type { ReconcileResult } from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import type { Api } from '../api/createApi.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'

export interface FindStatusArgs {
  api: Api
  base: string
  headers: Record<string, string>
  signal: AbortSignal
  /** Older ones are not ours; any unless known. */
  since: Date | null
  text: string
}

/**
 * Looks for a post of this very text among the account's newest forty.
 *
 * What is listed is HTML of the server's making; `/source` gives the text as it was sent.
 */
export async function findStatus({
  api,
  base,
  headers,
  signal,
  since,
  text,
}: FindStatusArgs): Promise<ReconcileResult> {
  const get = (path: string) => api({ headers, signal, url: `${base}/api/v1${path}` })
  const account = textOf((await get('/accounts/verify_credentials')).body['id'])
  const { json } = await get(`/accounts/${encodeURIComponent(account)}/statuses?limit=40&exclude_reblogs=true`)
  const earliest = since === null ? 0 : since.getTime() - MINUTE
  const statuses = (Array.isArray(json) ? json : [])
    .filter(isRecord)
    .filter((status) => Date.parse(textOf(status['created_at'])) >= earliest)

  for (const status of statuses) {
    const id = textOf(status['id'])
    const { body } = await get(`/statuses/${encodeURIComponent(id)}/source`)

    if (textOf(body['text']).trim() === text.trim()) {
      return { state: 'published', ...receiptOf(status) }
    }
  }

  return { state: 'absent' }
}

export const receiptOf = (status: Record<string, unknown>) => {
  const [publishedAt, url] = [textOf(status['created_at']), textOf(status['url'])]

  return {
    remoteId: textOf(status['id']),
    ...(publishedAt !== '' && { publishedAt }),
    ...(url !== '' && { url }),
  }
}
