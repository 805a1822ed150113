import { isOfPlatform } from '../../domain/assisted/liveUrl.ts'
import type { AssistedManifest, SafeFetch } from '../../domain/channelAdapter.ts'

export type LiveUrlProbe =
  /** It leads to a host that is not the platform's. */
  | { host: string; kind: 'leads-away' }
  /** Something stands there, or the platform shows it to no machine. */
  | { kind: 'seen' }
  /** `code`: the HTTP status, or why no answer came. */
  | { code: string; kind: 'unseen' }

export interface ProbeLiveUrlArgs {
  assisted: AssistedManifest
  fetch: SafeFetch
  signal: AbortSignal
  url: string
}

const MAX_HOPS = 5

/**
 * Looks whether a post stands at an address that belongs to its platform.
 *
 * Follows redirects by itself, because a short link may lead anywhere: the first hop away from the platform ends it. A
 * platform that turns machines away (401, 403 and its own codes above 450) has not said that nothing is there.
 */
export async function probeLiveUrl({ assisted, fetch, signal, url }: ProbeLiveUrlArgs): Promise<LiveUrlProbe> {
  if (assisted.isHiddenFromMachines === true) {
    return { kind: 'seen' }
  }

  let target = new URL(url)

  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const response = await fetch(target.href, { method: 'GET', redirect: 'manual', signal }).catch((error: unknown) =>
      error instanceof Error && 'code' in error ? String(error.code) : 'NO_ANSWER',
    )

    if (typeof response === 'string') {
      return { code: response, kind: 'unseen' }
    }

    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null

    if (location === null || !URL.canParse(location, target.href)) {
      return isGone(response.status) ? { code: String(response.status), kind: 'unseen' } : { kind: 'seen' }
    }

    target = new URL(location, target)

    if (!isOfPlatform(assisted, target)) {
      return { host: target.hostname, kind: 'leads-away' }
    }
  }

  return { code: 'REDIRECTS', kind: 'unseen' }
}

const isGone = (status: number): boolean => status === 404 || status === 410 || status >= 500
