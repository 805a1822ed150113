import type { Reason } from '../domain/errors.ts'
import { type Problem, problemResponse, type RouteResponse } from '../domain/http.ts'
import { routeProblem } from '../domain/reasons/routeProblem.ts'

const SIGN_IN = { 'www-authenticate': 'api-clients realm="Drumbeat"' }

export const signInProblem = (detail: string): RouteResponse =>
  problemResponse({ code: 'UNAUTHORIZED', detail, status: 401, title: 'Sign in first' }, SIGN_IN)

export const scopeProblem = (): RouteResponse => routeProblem('SCOPE_MISSING', { status: 403 })

export const notFoundProblem = (detail: string): RouteResponse =>
  problemResponse({ code: 'NOT_FOUND', detail, status: 404, title: 'Not found' })

const KNOWN: Record<string, Pick<Problem, 'status' | 'title'>> = {
  GONE: { status: 410, title: 'No longer kept' },
  INVALID_INPUT: { status: 400, title: 'Bad request' },
  NOT_FOUND: { status: 404, title: 'Not found' },
}

/** The answer to an error of ours or of a database that does not answer; null for a fault, which the server reports. */
export function problemOf(error: unknown): RouteResponse | null {
  if (!(error instanceof Error)) {
    return null
  }

  const { code, reasons } = error as Error & { code?: unknown; reasons?: readonly Reason[] }

  if (code === 'UNAUTHORIZED') {
    return signInProblem(error.message)
  }

  if (error.name.startsWith('Mongo')) {
    return routeProblem('DATABASE_UNAVAILABLE', { headers: { 'retry-after': '2' }, status: 503 })
  }

  const known = typeof code === 'string' ? KNOWN[code] : undefined

  return known === undefined
    ? null
    : problemResponse({ ...known, code: String(code), detail: error.message, ...(reasons ? { reasons } : {}) })
}
