/** What is read of a request; Express's fits. */
export interface OriginRequest {
  get(name: string): string | undefined
}

/**
 * Whether a request that changes something comes from a page of this very host.
 *
 * `Sec-Fetch-Site` decides where the browser sends it, else `Origin` against `Host`; a request with neither is no
 * browser's form and is refused.
 */
export function isSameOrigin(request: OriginRequest): boolean {
  const site = request.get('sec-fetch-site')

  if (site !== undefined) {
    return site === 'same-origin'
  }

  const origin = request.get('origin')

  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.get('host')
}
