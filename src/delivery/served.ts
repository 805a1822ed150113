import { createHash } from 'node:crypto'

import type { RouteRequest, RouteResponse } from '../domain/http.ts'

/** Which publication a detail request looked at; all ids are hex strings. */
export interface ViewedPublication {
  campaign: string | null
  channel: string
  post: string
  publication: string
}

/** An answer that is ready to go out any number of times. */
export interface Served {
  body: Buffer
  found: RouteResponse
  etag: string
  unchanged: RouteResponse
  viewed: ViewedPublication | null
}

export interface ServedContent {
  contentType: string
  /** True for what anybody may read, and shared caches may keep. */
  isPublic: boolean
  lastModifiedAt: Date | null
  /** By relation; go out as one `Link` header (RFC 8288). */
  links?: Readonly<Record<string, string>>
  text: string
  viewed?: ViewedPublication
}

/**
 * Freezes an answer with its headers.
 *
 * The ETag is of the very bytes. Caches may keep an answer but ask each time (`no-cache`), for what was
 * withdrawn must be gone at once.
 */
export function freeze({ contentType, isPublic, lastModifiedAt, links, text, viewed }: ServedContent): Served {
  const body = Buffer.from(text)
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  const headers = {
    'cache-control': isPublic ? 'public, no-cache' : 'private, no-cache',
    etag,
    ...(lastModifiedAt === null ? {} : { 'last-modified': lastModifiedAt.toUTCString() }),
    ...(links === undefined ? {} : { link: linkHeader(links) }),
    vary: 'Authorization, Cookie',
  }

  return {
    body,
    etag,
    found: { body, headers: { ...headers, 'content-type': contentType }, status: 200 },
    unchanged: { headers, status: 304 },
    viewed: viewed ?? null,
  }
}

const linkHeader = (links: Readonly<Record<string, string>>): string =>
  Object.entries(links)
    .map(([relation, url]) => `<${url}>; rel="${relation}"`)
    .join(', ')

/**
 * 304 when the client already has it, else the whole.
 *
 * Only `If-None-Match` counts: a date has no finer step than a second, and a list gets older, not newer, when
 * its newest post is withdrawn.
 */
export function answer(served: Served, request: Pick<RouteRequest, 'header'>): RouteResponse {
  const known = request.header('if-none-match')

  return known !== undefined && matches(known, served.etag) ? served.unchanged : served.found
}

const matches = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch.trim() === '*' ||
  ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag)
