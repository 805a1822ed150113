import { ConflictError } from './errors.ts'
import { reason, type ReasonArgs, type ReasonCode } from './reasons/reason.ts'

/** An act that is not possible in the present state, with the reason by which it is said in any language. */
export function conflict(code: ReasonCode, args?: ReasonArgs): ConflictError {
  const given = reason(code, args)

  return new ConflictError(given.message, { reasons: [given] })
}
