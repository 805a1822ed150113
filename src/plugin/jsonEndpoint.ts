import type { PayloadRequest } from 'payload'

/** Errors are told apart by `code`: two copies of a class may be loaded in one process. */
export function answerError(error: unknown): Response {
  const { code, message, reasons } = error as { code?: unknown; message: string; reasons?: readonly object[] }

  switch (code) {
    case 'NOT_FOUND':
      return problem(404, [{ code, message }])
    case 'CONFLICT':
      return problem(409, [{ code, message }])
    case 'INVALID_INPUT':
      return problem(400, reasons ?? [{ code, message }])
    default:
      throw error
  }
}

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

/** Payload's own shape of an error, so that clients of `/api` read one form. */
export const problem = (status: number, errors: readonly object[]): Response => Response.json({ errors }, { status })
