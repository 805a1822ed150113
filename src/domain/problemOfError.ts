import type { DrumbeatError, InvalidInputError } from './errors.ts'
import type { Problem } from './http.ts'

const STATUS: Readonly<Record<string, { status: number; title: string }>> = {
  BUSY: { status: 503, title: 'Busy' },
  CONFLICT: { status: 409, title: 'Not possible now' },
  GONE: { status: 410, title: 'No longer kept' },
  INVALID_INPUT: { status: 400, title: 'Invalid input' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  UNAUTHORIZED: { status: 401, title: 'Sign in first' },
}

/**
 * Tells a caller about an error in the form of RFC 9457.
 *
 * Only errors that this project throws on purpose speak for themselves; of any other the caller learns nothing but
 * `reference`, under which it is logged. The class is known by `code`, because Next bundles a second copy of it.
 */
export function problemOfError(error: unknown, reference: string): Problem {
  const { code } = error instanceof Error ? (error as Partial<DrumbeatError>) : {}
  const known = code === undefined ? undefined : STATUS[code]

  if (code === undefined || known === undefined) {
    return {
      code: 'INTERNAL',
      detail: `Something went wrong on our side; it is logged under ${reference}.`,
      status: 500,
      title: 'Internal error',
      values: { reference },
    }
  }

  const { reasons } = error as Partial<InvalidInputError>

  return { ...known, code, detail: (error as Error).message, ...(reasons === undefined ? {} : { reasons }) }
}
