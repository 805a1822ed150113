import type { Reason } from '../../domain/errors.ts'
import type { RouteResponse } from '../../domain/http.ts'
import { problemResponse } from '../../domain/http.ts'
import { routeProblem } from '../../domain/reasons/routeProblem.ts'

const RETRY_AFTER_SECONDS = '2'

/**
 * Answers a thrown error.
 *
 * Known by its `code` and not by its class: Next bundles a second copy of our classes. What has none
 * of our codes is the database's trouble: the events are not stored, and sending them again is safe.
 */
export function answerProblem(error: unknown): RouteResponse {
  const { code, message, reasons } = Object(error) as { code?: unknown; message?: string; reasons?: readonly Reason[] }

  switch (code) {
    case 'INVALID_INPUT':
      return problemResponse({
        code: reasons?.[0]?.code ?? 'INVALID_INPUT',
        detail: message ?? '',
        reasons: reasons ?? [],
        status: 400,
        title: 'The body cannot be read',
      })
    case 'UNAUTHORIZED':
      return problemResponse({
        code: 'UNAUTHORIZED',
        detail: message ?? '',
        status: 401,
        title: 'The key is not valid',
      })
    default:
      return routeProblem('NOT_STORED', { headers: { 'retry-after': RETRY_AFTER_SECONDS }, status: 503 })
  }
}
