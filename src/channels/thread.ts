import type { AccountField, ChannelAccount } from '../domain/channelAdapter.ts'
import type { RenderedContent } from '../domain/content.ts'
import { ChannelError, type ChannelErrorClass, isChannelError } from '../domain/errors.ts'
import { reason } from '../domain/reasons/reason.ts'
import { THREAD_HALF_OUT } from '../domain/halfOut.ts'
import { splitThread } from '../domain/writing/splitThread.ts'
import { textOf } from './richText/richTextNode.ts'

/** What an account does with a text that is too long for one post. */
export const LONG_TEXT_FIELD: AccountField = {
  name: 'longText',
  type: 'select',
  default: 'refuse',
  help: {
    en: 'A thread is cut at the ends of sentences, each part with its place behind it: (1/3). Pictures stand at the first part.',
    zh: '“拆成串文”会在句末断开，并在每条末尾标注序号 (1/3)，图片放在第一条；“不发布”则提示超出的字数。',
  },
  label: { en: 'Texts that are too long', zh: '超长正文' },
  options: [
    { label: { en: 'Are refused', zh: '不发布' }, value: 'refuse' },
    { label: { en: 'Become a thread', zh: '拆成串文' }, value: 'thread' },
  ],
  required: false,
}

export interface ThreadOfArgs {
  fits: (text: string) => boolean
  settings: ChannelAccount['settings']
  text: string
}

/** The parts of a text as `rendered` holds them; absent where one post does, or the account wants no threads. */
export function threadOf({ fits, settings, text }: ThreadOfArgs): { parts?: string[] } {
  const parts = settings['longText'] === 'thread' ? splitThread({ fits, text }) : null

  return parts === null || parts.length === 1 ? {} : { parts }
}

/** The texts that leave, in order. */
export const partsOf = ({ parts, text }: RenderedContent): string[] =>
  Array.isArray(parts) ? parts.map(textOf) : [textOf(text)]

/** The one that a platform counts most of; empty for none. */
export const longestOf = (parts: readonly string[], lengthOf: (text: string) => number): string =>
  parts.reduce((longest, part) => (lengthOf(part) > lengthOf(longest) ? part : longest), '')

/** Under which key one part is sent: the first as if it were alone. */
export const partKey = (publicationId: string, index: number): string =>
  index === 0 ? publicationId : `${publicationId}/${index}`

export interface PublishThreadArgs<Made> {
  parts: readonly string[]
  /** Publishes one part under its key; the same again where it is out already. */
  publish: (args: { index: number; made: readonly Made[]; part: string }) => Promise<Made>
  takeBack: (made: Made, index: number) => Promise<void>
}

/**
 * Publishes part after part; a second run goes on where the first was cut off, because each part has its own key.
 *
 * Once something is out, no error may say that nothing is: what the platform will never take is taken back as a whole,
 * and all else is an unknown outcome, which is sent again, at the time that the platform asks for.
 */
export async function publishThread<Made>({ parts, publish, takeBack }: PublishThreadArgs<Made>): Promise<Made[]> {
  const made: Made[] = []

  for (const [index, part] of parts.entries()) {
    try {
      made.push(await publish({ index, made, part }))
    } catch (error) {
      throw made.length === 0 ? error : await endHalfway({ error, made, takeBack, total: parts.length })
    }
  }

  return made
}

const NEVER: readonly ChannelErrorClass[] = ['invalid-payload', 'rejected-content']

type EndHalfwayArgs<Made> = Pick<PublishThreadArgs<Made>, 'takeBack'> & {
  error: unknown
  made: readonly Made[]
  total: number
}

async function endHalfway<Made>({ error, made, takeBack, total }: EndHalfwayArgs<Made>): Promise<unknown> {
  if (isChannelError(error) && NEVER.includes(error.errorClass)) {
    try {
      for (const [index, one] of [...made.entries()].reverse()) {
        await takeBack(one, index)
      }

      return error
    } catch (cause) {
      return halfOut({ cause, count: made.length, total })
    }
  }

  return halfOut({ cause: error, count: made.length, total })
}

function halfOut({ cause, ...values }: { cause: unknown; count: number; total: number }): ChannelError {
  const { code, message } = reason(THREAD_HALF_OUT, { values })

  return new ChannelError({
    cause,
    channelCode: code,
    errorClass: 'unknown-outcome',
    message,
    says: { code, values },
    ...(isChannelError(cause) && cause.retryAfterMs !== undefined && { retryAfterMs: cause.retryAfterMs }),
  })
}
