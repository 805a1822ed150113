import { ConflictError, type Reason } from './errors.ts'
import { reason, type ReasonArgs, type ReasonCode } from './reasons/reason.ts'

/** An act that is not possible in the present state, with the reason by which it is said in any language. */
export const conflict = (code: ReasonCode, args?: ReasonArgs): ConflictError => conflictOf(reason(code, args))

/** The same for a reason that is there already. */
export const conflictOf = (given: Reason): ConflictError => new ConflictError(given.message, { reasons: [given] })
