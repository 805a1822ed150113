import type { SafeFetch } from '../../domain/channelAdapter.ts'
import type { ChannelError } from '../../domain/errors.ts'
import { request } from '../request.ts'
import { parseRetryAfter } from '../retryAfter.ts'
import { isRecord } from '../richText/richTextNode.ts'
import { spokenError } from '../spokenError.ts'
import { errorOf, type ErrorTable } from './errorTable.ts'
import { redact } from './redact.ts'

/** What a platform answered. */
export interface ApiAnswer {
  /** Empty where it was no JSON object. */
  body: Record<string, unknown>
  headers: Headers
  /** Whatever it was; undefined where it was no JSON. */
  json: unknown
  status: number
  text: string
}

/** What the platform says went wrong. */
export interface ApiFailure {
  /** Its own code; none where only the status speaks. */
  code?: number | string
  /** Its own words. */
  detail?: string
  requestId?: string
  /** How long it asks to wait, where it says so in the body. */
  retryAfterMs?: number
}

export interface ApiOptions {
  clock: () => Date
  errors: ErrorTable
  fetch: SafeFetch
  /** What people call the platform. */
  name: string
  /** Null for a success. Asked for each answer, because many platforms say no with status 200. */
  readFailure: (answer: ApiAnswer) => ApiFailure | null
  /** Never to be seen in an error; at least the account's credentials. */
  secrets: readonly string[]
}

export interface ApiCall {
  /** Sent as it is, such as a form with a file; `json` is for everything else. */
  body?: RequestInit['body']
  /** `none`: the answer to a success is not read. */
  expects?: 'json' | 'none'
  headers?: Record<string, string>
  json?: unknown
  method?: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT'
  /** Further ones, such as an access token. */
  secrets?: readonly string[]
  signal: AbortSignal
  url: string
}

/** One call to the platform: its answer, or a `ChannelError` of the class that the table gives. */
export type Api = (call: ApiCall) => Promise<ApiAnswer>

/**
 * Speaks JSON with one platform.
 *
 * POST with a body, GET without, unless said. What ended before bytes left is `retry`; what ended without an answer, or with one that
 * nobody can read or that the table does not know, is `unknown-outcome`. Errors carry the platform's code, its words without
 * secrets and its request id; nothing else of the answer.
 */
export function createApi({ clock, errors, fetch, name, readFailure, secrets }: ApiOptions): Api {
  return async ({ expects = 'json', signal, url, ...call }) => {
    const hasBody = call.json !== undefined || call.body !== undefined
    const response = await request({
      clock,
      fetch,
      init: {
        body: call.json === undefined ? (call.body ?? null) : JSON.stringify(call.json),
        headers: {
          accept: 'application/json',
          ...(call.json !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
          ...call.headers,
        },
        method: call.method ?? (hasBody ? 'POST' : 'GET'),
        signal,
      },
      isAnswer: () => true,
      url,
    })
    const answer = await readAnswer(response)
    const failure = readFailure(answer) ?? (response.ok ? null : {})

    if (failure !== null) {
      const { code = '', detail = '', requestId } = failure
      const headerMs = parseRetryAfter(response.headers.get('retry-after'), clock())

      throw errorOf(errors, {
        channel: name,
        code: String(code),
        detail: redact(detail, [...secrets, ...(call.secrets ?? [])]),
        requestId,
        retryAfterMs: failure.retryAfterMs ?? headerMs ?? undefined,
        status: response.status,
      })
    }

    if (expects === 'json' && answer.json === undefined) {
      throw badAnswer(name)
    }

    return answer
  }
}

/** For an answer that says yes without what must be in it. */
export const badAnswer = (name: string): ChannelError =>
  spokenError({
    channelCode: 'BAD_ANSWER',
    errorClass: 'unknown-outcome',
    says: 'CHANNEL_UNKNOWN_OUTCOME',
    values: { channel: name, code: 'BAD_ANSWER' },
  })

async function readAnswer(response: Response): Promise<ApiAnswer> {
  const text = await response.text()
  const json = parse(text)

  return { body: isRecord(json) ? json : {}, headers: response.headers, json, status: response.status, text }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
