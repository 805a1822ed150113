import { z } from 'zod'

import { InvalidInputError } from '../domain/errors.ts'
import type { SandboxDraft } from './records.ts'

const address = z.string().regex(/^(\/(?!\/)|https?:\/\/)/, 'must be a path or an http(s) address')

const schema = z.object({
  account: z.object({ kind: z.string().max(100), name: z.string().max(200) }),
  firstComment: z.string().nullable().default(null),
  media: z
    .array(
      z.object({
        alt: z.string().default(''),
        height: z.number().nullable().default(null),
        mimeType: z.string(),
        url: address,
        width: z.number().nullable().default(null),
      }),
    )
    .max(50)
    .default([]),
  text: z.string().default(''),
  title: z.string().default(''),
  topics: z.array(z.string()).max(50).default([]),
})

/** Reads the body of a post that came in; throws an `InvalidInputError` with every reason. */
export function parseDraft(body: unknown): SandboxDraft {
  const result = schema.safeParse(body)

  if (!result.success) {
    throw new InvalidInputError(
      'The post cannot be read.',
      result.error.issues.map(({ code, message, path }) => ({ code, message, path: path.join('.') })),
    )
  }

  const { account, ...rest } = result.data

  return { ...rest, accountKind: account.kind, accountName: account.name }
}
