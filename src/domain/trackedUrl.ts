/** Where a click came from, in the words of web analytics. */
export interface Utm {
  campaign?: string | null
  content?: string | null
  medium?: string | null
  source?: string | null
  term?: string | null
}

const NAMES = ['source', 'medium', 'campaign', 'term', 'content'] as const

/**
 * The address a short link leads to, with its UTM parameters; null unless it is http or https.
 *
 * A parameter that the address has already stays as it is. Other schemes (`javascript:`, `data:`)
 * would make our domain a tool for attackers.
 */
export function trackedUrl(target: string, utm: Utm): string | null {
  const url = URL.canParse(target) ? new URL(target) : null

  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return null
  }

  for (const name of NAMES) {
    const value = utm[name]?.trim()

    if (value && !url.searchParams.has(`utm_${name}`)) {
      url.searchParams.set(`utm_${name}`, value)
    }
  }

  return url.href
}
