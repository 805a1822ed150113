import { isOfPlatform, isPostAddress } from '../../domain/assisted/liveUrl.ts'
import type { AssistedManifest, SafeFetch } from '../../domain/channelAdapter.ts'

export type LiveUrlProbe =
  /** It leads to a host that is not the platform's. */
  | { host: string; kind: 'leads-away' }
  /** Something stands there, or the platform shows it to no machine; `url` is where the address led. */
  | { kind: 'seen'; url: string }
  /** `code`: the HTTP status, why no answer came, or `NO_POST`; `url` is the last address on the way that is a post's. */
  | { code: string; kind: 'unseen'; url: string }

export interface ProbeLiveUrlArgs {
  assisted: AssistedManifest
  fetch: SafeFetch
  signal: AbortSignal
  url: string
}

const MAX_HOPS = 5

/** The address led to a page of the platform that is not a post's. */
export const NO_POST = 'NO_POST'

/**
 * Looks whether a post stands at an address that belongs to its platform.
 *
 * Follows redirects by itself, because a short link may lead anywhere: the first hop away from the platform ends it, and one that ends at the
 * home page or at a sign-in has shown no post. A platform that turns machines away (401, 403 and its own codes above 450) has not said
 * that nothing is there.
 */
export async function probeLiveUrl({ assisted, fetch, signal, url }: ProbeLiveUrlArgs): Promise<LiveUrlProbe> {
  if (assisted.isHiddenFromMachines === true) {
    return { kind: 'seen', url }
  }

  let target = new URL(url)
  let post = url
  const unseen = (code: string): LiveUrlProbe => ({ code, kind: 'unseen', url: post })

  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const isPost = isPostAddress(assisted, target)

    post = isPost ? target.href : post

    const response = await fetch(target.href, { method: 'GET', redirect: 'manual', signal }).catch((error: unknown) =>
      error instanceof Error && 'code' in error ? String(error.code) : 'NO_ANSWER',
    )

    if (typeof response === 'string') {
      return unseen(response)
    }

    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null

    if (location === null || !URL.canParse(location, target.href)) {
      if (isGone(response.status)) {
        return unseen(String(response.status))
      }

      return isPost ? { kind: 'seen', url: post } : unseen(NO_POST)
    }

    target = new URL(location, target)

    if (!isOfPlatform(assisted, target)) {
      return { host: target.hostname, kind: 'leads-away' }
    }
  }

  return unseen('REDIRECTS')
}

const isGone = (status: number): boolean => status === 404 || status === 410 || status >= 500
