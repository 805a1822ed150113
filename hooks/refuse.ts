import type { PayloadRequest } from 'payload'
import { ValidationError } from 'payload'

import type { Refusal } from '../src/domain/refusals.ts'

/** Throws what an editor sees beside the fields, in the language of the admin; answers 400 over HTTP. */
export function refuse(
  refusals: readonly Refusal[],
  { collection, req }: { collection: string; req: PayloadRequest },
): never {
  const language = req.i18n.language.startsWith('zh') ? 'zh' : 'en'

  throw new ValidationError(
    { collection, errors: refusals.map(({ message, path }) => ({ message: message[language], path })) },
    req.t,
  )
}
