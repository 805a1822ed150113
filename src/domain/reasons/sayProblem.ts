import { type RouteResponse, writeProblem } from '../http.ts'
import { acceptedLanguage } from './acceptedLanguage.ts'
import { type ReasonCode, sayReason } from './reason.ts'
import { problemTitles } from './routeTexts.ts'

/** The answer of a route in the language that `Accept-Language` prefers; whatever is no problem stays as it is. */
export function sayProblem(response: RouteResponse, accepted: string | null | undefined): RouteResponse {
  const { problem } = response
  const language = acceptedLanguage(accepted)

  if (problem === undefined || language === 'en') {
    return response
  }

  const reasons = problem.reasons?.map((given) => ({ ...given, message: sayReason(given, language) }))
  const told = reasons === undefined || reasons.length === 0 ? null : reasons.map(({ message }) => message).join(' ')
  const says = problem.says ?? SENTENCES[problem.code] ?? problem.code
  const detail = sayReason({ ...problem, message: told ?? problem.detail, says }, language)

  return {
    ...response,
    body: writeProblem({
      ...problem,
      detail,
      ...(reasons !== undefined && { reasons }),
      title: problemTitles[problem.status]?.[language] ?? problem.title,
    }),
    headers: { ...response.headers, 'content-language': language },
  }
}

/** For errors that say themselves in English only; their codes may be a platform's too, so the sentences have others. */
const SENTENCES: Readonly<Record<string, ReasonCode>> = {
  GONE: 'NOT_KEPT',
  NOT_FOUND: 'NOTHING_HERE',
  UNAUTHORIZED: 'KEY_INVALID',
}
