import { InvalidInputError, type Reason } from '../../src/domain/errors.ts'

/** An error with every reason why a schedule cannot be what it asks to be. */
export const refuse = (reasons: readonly Reason[]) =>
  new InvalidInputError(reasons.map((reason) => reason.message).join('; '), reasons)
