import type { Reason } from './errors.ts'
import type { ReasonValues } from './reasons/fillText.ts'
import type { Role, Scope } from './roles.ts'

/** Who asks: a machine with its key, or a person of the admin. */
export type Principal =
  | { channels: readonly string[]; id: string; kind: 'api-client'; scopes: readonly Scope[] }
  | { id: string; kind: 'user'; roles: readonly Role[] }

/** What a route is asked, free of any web framework, so that Express and Payload can both serve it. */
export interface RouteRequest {
  /** The raw body, at most the route's `maxBodyBytes`; empty for GET. */
  body: Uint8Array
  header: (name: string) => string | undefined
  ip: string
  method: string
  params: Readonly<Record<string, string>>
  query: URLSearchParams
}

export interface RouteResponse {
  body?: string | Uint8Array
  headers: Record<string, string>
  /** What the body tells in English, so that whoever sends it can say it in the asker's language. */
  problem?: Problem
  status: number
}

/** One route of the public HTTP surface; `path` in Express's form, such as `/delivery/v1/channels/:slug/posts`. */
export interface Route {
  handle(request: RouteRequest): Promise<RouteResponse> | RouteResponse
  maxBodyBytes?: number
  /** `OPTIONS` only for what browsers ask before a cross-origin request; a GET route answers HEAD too. */
  method: 'GET' | 'OPTIONS' | 'POST'
  path: string
}

export interface Problem {
  code: string
  /** In English; other languages are said by `code`, or by `says`, with `values`. */
  detail: string
  reasons?: readonly Reason[]
  says?: string
  status: number
  title: string
  values?: ReasonValues
}

/** An answer in the form of RFC 9457 (`application/problem+json`). */
export const problemResponse = (problem: Problem, headers: Record<string, string> = {}): RouteResponse => ({
  body: writeProblem(problem),
  headers: { 'cache-control': 'no-store', 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  problem,
  status: problem.status,
})

/** Codes and values of sentences stay here: the sentence itself has them. */
export const writeProblem = ({ reasons, says: _says, values: _values, ...problem }: Problem): string =>
  JSON.stringify({
    type: 'about:blank',
    ...problem,
    ...(reasons !== undefined && { reasons: reasons.map(plainReason) }),
  })

const plainReason = ({ says: _says, values: _values, ...plain }: Reason): object => plain
