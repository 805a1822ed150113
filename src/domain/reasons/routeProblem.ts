import type { Reason } from '../errors.ts'
import { problemResponse, type RouteResponse } from '../http.ts'
import type { ReasonValues } from './fillText.ts'
import { reason, type ReasonCode } from './reason.ts'
import { problemTitles } from './routeTexts.ts'

export interface RouteProblemArgs {
  /** Where clients know the problem by another code than its sentence. */
  code?: string
  headers?: Record<string, string>
  reasons?: readonly Reason[]
  status: number
  title?: string
  values?: ReasonValues
}

/** The refusal of a route by the code of its sentence; whoever sends it says it in the asker's language. */
export function routeProblem(
  says: ReasonCode,
  { code = says, headers, reasons, status, title, values }: RouteProblemArgs,
): RouteResponse {
  return problemResponse(
    {
      code,
      detail: reason(says, values === undefined ? {} : { values }).message,
      ...(reasons !== undefined && { reasons }),
      says,
      status,
      title: title ?? problemTitles[status]?.en ?? code,
      ...(values !== undefined && { values }),
    },
    headers,
  )
}

/** A path that is known, asked by a method that it does not have. */
export const refuseMethod = (allowed: readonly string[]): RouteResponse =>
  routeProblem('METHOD_NOT_ALLOWED', {
    headers: { allow: allowed.join(', ') },
    status: 405,
    values: { allowed: allowed.join(', ') },
  })
