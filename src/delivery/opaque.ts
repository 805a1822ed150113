import { InvalidInputError } from '../domain/errors.ts'
import { reason } from '../domain/reasons/reason.ts'

/** Far longer than any cursor or token of ours. */
const MAX_LENGTH = 512

/** Packs a position so that clients hand it back unread. */
export const packOpaque = (values: readonly (number | string)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** Unpacks what `packOpaque` made; throws `InvalidInputError` on anything else. `name` is the query parameter. */
export function unpackOpaque(packed: string, name: string): unknown[] {
  if (packed.length <= MAX_LENGTH && /^[\w-]+$/.test(packed)) {
    const values = parseJson(Buffer.from(packed, 'base64url').toString('utf8'))

    if (Array.isArray(values)) {
      return values
    }
  }

  throw malformed(name)
}

/** The refusal of a cursor or token that this server did not make. */
export function malformed(name: string): InvalidInputError {
  const given = reason('MALFORMED', { path: name, values: { name } })

  return new InvalidInputError(given.message, [given])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
