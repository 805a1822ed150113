import type { AssistedManifest } from '../channelManifest.ts'
import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'

export type LiveUrlDecision =
  { action: 'check'; url: string } | { action: 'refuse'; reason: Reason } | { action: 'take' }

export interface DecideLiveUrlArgs {
  assisted: AssistedManifest
  /** What people call the platform. */
  channel: string
  /** What was pasted: an address, or the words in which the platform's app wraps one. */
  text: string
}

/**
 * Decides what a pasted address is worth, before anybody calls it.
 *
 * Another platform's address is refused, and so is one of the platform that is no post, such as its home page. Where
 * posts have no address of their own (`take`), nothing need be pasted.
 */
export function decideLiveUrl({ assisted, channel, text }: DecideLiveUrlArgs): LiveUrlDecision {
  if (assisted.liveUrlHosts.length === 0) {
    return { action: 'take' }
  }

  const url = findWebAddress(text)

  if (url === null) {
    return refuse(reason('URL', { path: 'url' }))
  }

  if (isShortLink(assisted, url)) {
    return { action: 'check', url: url.href }
  }

  if (!isOfPlatform(assisted, url)) {
    const hosts = assisted.liveUrlHosts.join(', ')

    return refuse(reason('LIVE_URL_FOREIGN', { path: 'url', values: { channel, host: url.hostname, hosts } }))
  }

  return matches(assisted.liveUrlPattern, url)
    ? { action: 'check', url: url.href }
    : refuse(reason('LIVE_URL_NOT_A_POST', { path: 'url', values: { channel } }))
}

/** The platform's addresses with the further hosts that an account names, for when the platform changes its own. */
export function withFurtherHosts(
  assisted: AssistedManifest,
  settings: Readonly<Record<string, unknown>>,
): AssistedManifest {
  const named = typeof settings['liveUrlHosts'] === 'string' ? settings['liveUrlHosts'] : ''
  const hosts = named.split(/[\s,，]+/u).filter((host) => host !== '')

  return hosts.length === 0
    ? assisted
    : {
        ...assisted,
        liveUrlHosts: [...assisted.liveUrlHosts, ...hosts],
        shortLinks: [...(assisted.shortLinks ?? []), ...hosts.map((host) => ({ host, pattern: '^/.+' }))],
      }
}

/** Whether an address, or a hop on the way to one, belongs to the platform. */
export const isOfPlatform = (assisted: AssistedManifest, url: URL): boolean =>
  isShortLink(assisted, url) ||
  assisted.liveUrlHosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))

/**
 * Whether a post stands there, by the form of the address.
 *
 * A short link only leads to one; a host that the account added has no form that is known.
 */
export const isPostAddress = (assisted: AssistedManifest, url: URL): boolean =>
  isShortLink(assisted, url)
    ? assisted.liveUrlHosts.includes(url.hostname)
    : isOfPlatform(assisted, url) && matches(assisted.liveUrlPattern, url)

/** The first web address in a text; apps share it in the middle of a sentence. */
export function findWebAddress(text: string): URL | null {
  const found = /https?:\/\/[^\s\p{Script=Han}，。；！、（）【】“”"'<>]+/u.exec(text)?.[0]
  const url = found === undefined || !URL.canParse(found) ? null : new URL(found)

  return url === null || url.username !== '' || url.password !== '' ? null : url
}

const isShortLink = ({ shortLinks = [] }: AssistedManifest, url: URL): boolean =>
  shortLinks.some(({ host, pattern }) => url.hostname === host && matches(pattern, url))

const matches = (pattern: string | undefined, { pathname, search }: URL): boolean =>
  pattern === undefined || new RegExp(pattern, 'u').test(pathname + search)

const refuse = (given: Reason): LiveUrlDecision => ({ action: 'refuse', reason: given })
