import type { LookupFunction } from 'node:net'

import { Agent } from 'undici'

import type { SafeFetch } from '../domain/channelAdapter.ts'
import { KIB, SECOND } from '../domain/duration.ts'
import { type Answer, dispatch } from './dispatch.ts'
import { createGuardedConnect } from './guardedConnect.ts'
import { OutboundError } from './outboundError.ts'
import { parseOutboundAllow } from './outboundPolicy.ts'

export interface SafeFetchOptions {
  /** As `OUTBOUND_ALLOW`: hosts or CIDR blocks that may be called although they are private. */
  allow: string
  connectTimeoutMs?: number
  /** Open connections to one origin at most; the rest wait their turn. */
  connections?: number
  /** Resolves names; the system's own unless a test brings another. */
  lookup?: LookupFunction
  /** An answer's body is cut here. */
  maxAnswerBytes: number
  /** How long the other side may take for the headers, and then between two pieces of the body. */
  silenceTimeoutMs?: number
}

const MAX_REDIRECTS = 5

/** More than one worker sends at one time: it is the worker that shares out the sends, and one that is marked must not wait here. */
const CONNECTIONS = 1_024

/** Headers that another origin may see. */
const HARMLESS = new Set(['accept', 'accept-language', 'user-agent'])

/** Answers that by definition have no body; `Response` refuses one. */
const BODILESS = new Set([204, 205, 304])

/**
 * Builds the one `fetch` that leaves this installation.
 *
 * Only http and https, and only to addresses that the policy permits at the moment of connecting. GET and HEAD
 * follow up to 5 redirects, each checked anew; anything else gets the redirect as its answer, because a second
 * POST may be a second publication. The answer is complete when the promise settles: its body is what arrived,
 * cut at `maxAnswerBytes` or where the other side broke off, so a status once received is never lost to a bad body.
 * Rejects with an `OutboundError` when nothing left, with the transport's error when something may have.
 */
export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  const {
    connectTimeoutMs = 10 * SECOND,
    connections = CONNECTIONS,
    maxAnswerBytes,
    silenceTimeoutMs = 30 * SECOND,
  } = options
  const agent = new Agent({
    bodyTimeout: silenceTimeoutMs,
    connect: createGuardedConnect({
      connectTimeoutMs,
      policy: parseOutboundAllow(options.allow),
      ...(options.lookup && { lookup: options.lookup }),
    }),
    connections,
    headersTimeout: silenceTimeoutMs,
    maxHeaderSize: 16 * KIB,
  })

  return async (url, init = {}) => {
    const method = (init.method ?? 'GET').toUpperCase()
    const isFollowing = (method === 'GET' || method === 'HEAD') && init.redirect !== 'manual'
    const { body, headers } = await readOutgoing(init)
    let target = parseTarget(url)

    for (let hop = 0; ; hop += 1) {
      init.signal?.throwIfAborted()

      const answer = await dispatch({
        agent,
        maxBytes: maxAnswerBytes,
        options: {
          body,
          headers: Object.fromEntries(headers),
          method,
          origin: target.origin,
          path: target.pathname + target.search,
        },
        signal: init.signal ?? null,
      })
      const location = isRedirect(answer.status) && isFollowing ? single(answer.headers['location']) : undefined

      if (location === undefined) {
        return toResponse(answer)
      }

      if (hop === MAX_REDIRECTS) {
        throw new OutboundError('OUTBOUND_REFUSED', `${target.host} redirects more than ${MAX_REDIRECTS} times.`)
      }

      const next = parseTarget(new URL(location, target).href)

      if (next.origin !== target.origin) {
        // Platforms have headers of their own for their keys: only what is known to carry none goes on.
        Array.from(headers.keys())
          .filter((name) => !HARMLESS.has(name))
          .forEach((name) => headers.delete(name))
      }

      target = next
    }
  }
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)

const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

function parseTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null

  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new OutboundError('OUTBOUND_REFUSED', 'Only http and https addresses may be called.')
  }

  if (url.username !== '' || url.password !== '') {
    throw new OutboundError('OUTBOUND_REFUSED', 'An address may not carry a user name or password.')
  }

  return url
}

/** Reads any body that `fetch` takes into bytes, with the content type that it implies. */
async function readOutgoing(init: RequestInit): Promise<{ body: Buffer | string | null; headers: Headers }> {
  const headers = new Headers(init.headers)
  const given = init.body ?? null

  if (given === null || typeof given === 'string') {
    return { body: given, headers }
  }

  const carrier = new Response(given)
  const contentType = carrier.headers.get('content-type')

  if (contentType !== null && !headers.has('content-type')) {
    headers.set('content-type', contentType)
  }

  return { body: Buffer.from(await carrier.arrayBuffer()), headers }
}

function toResponse({ body, headers, status }: Answer): Response {
  const sent = new Headers()

  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value ?? []].flat()) {
      sent.append(name, one)
    }
  }

  return new Response(BODILESS.has(status) ? null : body, { headers: sent, status })
}
