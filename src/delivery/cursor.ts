import { malformed, packOpaque, unpackOpaque } from './opaque.ts'
import { asPosition, type Position } from './position.ts'

const VERSION = 1

/** A cursor behind which a list goes on; it stays right while publications come and go. */
export const formatCursor = ({ at, id }: Position): string => packOpaque([VERSION, at.getTime(), id])

/** Throws `InvalidInputError` unless `formatCursor` made it. */
export function parseCursor(cursor: string): Position {
  const [version, at, id, ...rest] = unpackOpaque(cursor, 'cursor')
  const position = asPosition(at, id)

  if (version !== VERSION || position === null || rest.length > 0) {
    throw malformed('cursor')
  }

  return position
}
