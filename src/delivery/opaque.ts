import { InvalidInputError } from '../domain/errors.ts'

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
export const malformed = (name: string): InvalidInputError =>
  new InvalidInputError(`The ${name} is malformed; send one that this server gave, unchanged, or none.`, [
    { code: 'MALFORMED', message: `Not a ${name} of this server.`, path: name },
  ])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
