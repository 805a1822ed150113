import type { Utm } from './trackedUrl.ts'
import { trackedUrl } from './trackedUrl.ts'

export interface ShortLink {
  code: string
  enabled: boolean
  expiresAt: Date | null
  id: string
  url: string
  utm: Utm
}

export type LinkDecision = { action: 'follow'; url: string } | { action: 'refuse'; reason: LinkRefusal }

export type LinkRefusal = 'disabled' | 'expired' | 'unknown' | 'unsafe'

/** Decides where a short link leads, or why nowhere. */
export function decideLink({ link, now }: { link: ShortLink | null; now: Date }): LinkDecision {
  if (link === null) {
    return { action: 'refuse', reason: 'unknown' }
  }

  if (!link.enabled) {
    return { action: 'refuse', reason: 'disabled' }
  }

  if (link.expiresAt !== null && link.expiresAt <= now) {
    return { action: 'refuse', reason: 'expired' }
  }

  const url = trackedUrl(link.url, link.utm)

  return url === null ? { action: 'refuse', reason: 'unsafe' } : { action: 'follow', url }
}
