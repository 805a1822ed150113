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
  detail: string
  reasons?: readonly unknown[]
  status: number
  title: string
}

/** An answer in the form of RFC 9457 (`application/problem+json`). */
export const problemResponse = (problem: Problem, headers: Record<string, string> = {}): RouteResponse => ({
  body: JSON.stringify({ type: 'about:blank', ...problem }),
  headers: { 'cache-control': 'no-store', 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  status: problem.status,
})
