import type { PayloadRequest } from 'payload'

import { findPerson } from '../access/people.ts'
import type { Reason } from '../domain/errors.ts'
import { languageOf } from '../domain/reasons/fillText.ts'
import { reason, sayReason } from '../domain/reasons/reason.ts'

/** Errors are told apart by `code`: two copies of a class may be loaded in one process. */
export function answerError(error: unknown, req?: Asker): Response {
  const { code, message, reasons } = error as { code?: unknown; message: string; reasons?: readonly Reason[] }
  const own = { code: String(code), message }

  switch (code) {
    case 'NOT_FOUND':
      return problem(
        404,
        reasons?.map((each) => ({ ...each, code: own.code, reason: each.code })) ?? [unnamed(own, req)],
        req,
      )
    case 'CONFLICT':
      // The code of the conflict stays outermost: clients tell by it that the state has moved on.
      return problem(409, reasons?.map((each) => ({ ...each, code: own.code, reason: each.code })) ?? [own], req)
    case 'INVALID_INPUT':
      return problem(400, reasons ?? [own], req)
    case 'BUSY':
      return problem(503, [own], req)
    default:
      throw error
  }
}

/** What names no reason says itself in English only; any other language is told what a stranger is told. */
const unnamed = (own: Problem, req: Asker | undefined): Problem =>
  req === undefined || languageOf(req.i18n.language) === 'en' ? own : { ...own, reason: 'NOTHING_HERE' }

/** The JSON object in a request: empty when there is no body, null when it is none. */
export async function readJson(req: PayloadRequest): Promise<Record<string, unknown> | null> {
  const text = (await req.text?.()) ?? ''

  if (text.trim() === '') {
    return {}
  }

  try {
    const body: unknown = JSON.parse(text)

    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Payload's own shape of an error, so that clients of `/api` read one form; each sentence in the asker's language. */
export const problem = (status: number, errors: readonly Problem[], req?: Asker): Response =>
  Response.json({ errors: errors.map((error) => sayProblem(error, req)) }, { status })

/** The refusal of strangers (401) and of machines (403); null for people of the admin. Payload's endpoints are open unless they check. */
export const refuseStrangers = (req: PayloadRequest): Response | null =>
  findPerson(req.user) === null ? refuseStranger(req) : null

/** The refusal of who is no person of the admin. */
export const refuseStranger = (req: PayloadRequest): Response =>
  req.user ? problem(403, [reason('FORBIDDEN')], req) : problem(401, [reason('UNAUTHENTICATED')], req)

/** What is not there, or not for the one who asks: nobody is told which. */
export const refuseUnknown = (req: PayloadRequest): Response =>
  problem(404, [{ ...reason('NOTHING_HERE'), code: 'NOT_FOUND', reason: 'NOTHING_HERE' }], req)

type Asker = Pick<PayloadRequest, 'i18n'>
type Problem = { code?: string; message: string; reason?: string } & Pick<Reason, 'path' | 'values'>

const sayProblem = (error: Problem, req: Asker | undefined): Problem => {
  const code = error.reason ?? error.code

  return code === undefined || req === undefined
    ? error
    : { ...error, message: sayReason({ ...error, code }, req.i18n.language) }
}
