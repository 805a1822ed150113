/** A request of the admin was refused; `reasons` are sentences for people, `codes` what they are called. */
export class RequestRefused extends Error {
  readonly codes: readonly string[]
  readonly reasons: readonly string[]
  readonly status: number

  constructor(status: number, reasons: readonly string[], codes: readonly string[] = []) {
    super(reasons.join('; '))
    this.codes = codes
    this.name = 'RequestRefused'
    this.reasons = reasons
    this.status = status
  }
}

/**
 * Sends a request with the person's own session and returns the parsed answer.
 *
 * @throws RequestRefused for any status from 400, with every reason that the answer names.
 */
export async function requestJson<Answer>(url: string, init: RequestInit & { json?: unknown } = {}): Promise<Answer> {
  const { json, ...rest } = init
  const response = await fetch(url, {
    credentials: 'include',
    ...rest,
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    headers: {
      accept: 'application/json',
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...rest.headers,
    },
  })
  const answer: unknown = await response.json().catch(() => null)

  if (!response.ok) {
    throw new RequestRefused(response.status, findReasons(answer) ?? [`HTTP ${response.status}`], findCodes(answer))
  }

  return answer as Answer
}

/** Sentences of an unknown failure, for a toast. */
export const reasonsOf = (error: unknown): readonly string[] =>
  error instanceof RequestRefused ? error.reasons : [error instanceof Error ? error.message : String(error)]

interface Refusal {
  code?: string
  data?: { errors?: Refusal[] }
  detail?: string
  errors?: Refusal[]
  message?: string
  reasons?: Refusal[]
  title?: string
}

/** Finds the deepest sentences: Payload nests field errors in `errors[].data.errors[]`, problem+json has `reasons[]`. */
function findReasons(answer: unknown): string[] | null {
  if (answer === null || typeof answer !== 'object') {
    return null
  }

  const refusal = answer as Refusal
  const nested = refusal.data?.errors ?? refusal.reasons ?? refusal.errors
  const sentences = nested?.flatMap((inner) => findReasons(inner) ?? []) ?? []

  if (sentences.length > 0) {
    return sentences
  }

  const own = refusal.message ?? refusal.detail ?? refusal.title

  return own === undefined ? null : [own]
}

const findCodes = (answer: unknown): string[] =>
  ((answer as Refusal | null)?.errors ?? []).flatMap(({ code }) => (code === undefined ? [] : [code]))
