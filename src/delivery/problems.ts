import { type Problem, problemResponse, type RouteResponse } from '../domain/http.ts'

const SIGN_IN = { 'www-authenticate': 'api-clients realm="Drumbeat"' }

export const signInProblem = (detail: string): RouteResponse =>
  problemResponse({ code: 'UNAUTHORIZED', detail, status: 401, title: 'Sign in first' }, SIGN_IN)

export const scopeProblem = (): RouteResponse =>
  problemResponse({
    code: 'SCOPE_MISSING',
    detail: 'Reading published content needs the scope delivery:read, or a role.',
    status: 403,
    title: 'Not allowed',
  })

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

  const { code, reasons } = error as Error & { code?: unknown; reasons?: readonly unknown[] }

  if (code === 'UNAUTHORIZED') {
    return signInProblem(error.message)
  }

  if (error.name.startsWith('Mongo')) {
    return problemResponse(
      {
        code: 'DATABASE_UNAVAILABLE',
        detail: 'The database does not answer; try again in a moment.',
        status: 503,
        title: 'Unavailable',
      },
      { 'retry-after': '2' },
    )
  }

  const known = typeof code === 'string' ? KNOWN[code] : undefined

  return known === undefined
    ? null
    : problemResponse({ ...known, code: String(code), detail: error.message, ...(reasons ? { reasons } : {}) })
}
