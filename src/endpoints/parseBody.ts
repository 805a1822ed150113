import { z } from 'zod'

import type { Reason } from '../domain/errors.ts'
import { languageOf } from '../domain/reasons/fillText.ts'
import { reason, type ReasonCode, reasonTexts } from '../domain/reasons/reason.ts'

export type ParsedBody<Body> =
  { data: Body } | { problems: (Pick<Reason, 'path'> & { code?: string; message: string })[] }

/** What zod says in the languages of the admin, asked for per request: its configuration is one for the whole process. */
const MESSAGES = { en: z.locales.en().localeError, zh: z.locales.zhCN().localeError } as const

/**
 * Parses the body of a request; what is wrong is said in the language of whoever asks.
 *
 * A schema that has more to say than zod names a reason by its code: `{ error: 'CHANNEL_ID' }`.
 */
export function parseBody<Body>(schema: z.ZodType<Body>, body: unknown, language: string): ParsedBody<Body> {
  const parsed = schema.safeParse(body, { error: MESSAGES[languageOf(language)] })

  if (parsed.success) {
    return { data: parsed.data }
  }

  return {
    problems: parsed.error.issues.map(({ message, path: places }) => {
      const path = places.join('.')

      return isCode(message) ? reason(message, { path }) : { message, path }
    }),
  }
}

const isCode = (text: string): text is ReasonCode => Object.hasOwn(reasonTexts, text)
