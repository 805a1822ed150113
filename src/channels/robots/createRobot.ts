import type {
  ChannelAdapter,
  ChannelManifest,
  ChannelOptions,
  CommitArgs,
  EmptyMessageProbe,
  RenderArgs,
  ValidateArgs,
} from '../../domain/channelAdapter.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { type ApiAnswer, type ApiFailure, createApi } from '../api/createApi.ts'
import type { ErrorTable } from '../api/errorTable.ts'
import { findBreaches, findOversize } from '../findLimitBreaches.ts'
import { probeAccount } from '../probeAccount.ts'
import { textOf } from '../richText/richTextNode.ts'
import { masterText, type RobotMessage, type RobotMessageType } from './renderMessage.ts'

export interface Robot {
  /** A request that names key and signature and holds no message. */
  describeNothing: () => { json: Json; url: string }
  /** The one request; everything that can fail without sending is done here. */
  describe: (args: { message: RobotMessage; signal: AbortSignal }) => Promise<{ json: Json; url: string }>
  errors: ErrorTable
  /** What is sent, as long as it can become; for platforms that count the bytes of the whole request, with what JSON escapes. */
  largest?: (message: RobotMessage) => Json
  manifest: ChannelManifest
  messageType: RobotMessageType
  /** What people call the platform. */
  name: string
  probe: EmptyMessageProbe
  readFailure: (answer: ApiAnswer) => ApiFailure | null
  render: (args: RenderArgs) => RobotMessage
}

type Json = Record<string, unknown>

/**
 * A robot of a group chat: one request to one secret address is one message.
 *
 * Robots know no key, no list of what they said and no way back, so an unknown outcome is a person's to settle. A robot's own key word, where
 * the account names one, must stand in each message.
 */
export function createRobot(
  { account, clock, fetch, publicUrl }: Pick<ChannelOptions, 'account' | 'clock' | 'fetch' | 'publicUrl'>,
  { describe, describeNothing, errors, largest, manifest, messageType, name, probe, readFailure, render }: Robot,
): ChannelAdapter {
  const { credentials, settings } = account
  const api = createApi({
    clock,
    errors,
    fetch,
    name,
    readFailure,
    secrets: [credentials['secret'] ?? '', ...secretsIn(credentials['url'] ?? '')],
  })
  const keyword = textOf(settings['keyword'])

  return {
    checkLive: ({ signal }) =>
      probeAccount({
        ask: () => api({ ...describeNothing(), signal }),
        channel: name,
        hasKeyword: keyword !== '',
        probe,
      }),
    async commit({ content, publicationId, signal }: CommitArgs) {
      const { json, url } = await describe({ message: content.rendered as unknown as RobotMessage, signal })

      await api({ json, signal, url })

      return { remoteId: publicationId, state: 'published' }
    },
    isCheckedByMessage: true,
    manifest,
    masterText: ({ locale, post }) => masterText({ locale, messageType, post, publicUrl }),
    measure,
    render: (args) => ({ ...render(args) }),
    validate({ content, limits }: ValidateArgs) {
      const message = content.rendered as unknown as RobotMessage
      const says = `${message.title}\n${message.text}`

      return [
        ...findBreaches(measure({ content, limits })),
        ...findOversize(largest === undefined ? says : JSON.stringify(largest(message)), limits),
        ...(message.messageType === 'image' && message.media.length === 0
          ? [{ ...reason('IMAGE_MISSING', { path: 'media', values: { channel: name } }), severity: 'error' as const }]
          : []),
        ...(message.messageType === 'news' && message.link === ''
          ? [{ ...reason('LINK_MISSING', { path: 'text', values: { channel: name } }), severity: 'error' as const }]
          : []),
        ...(keyword !== '' && !says.includes(keyword)
          ? [
              {
                ...reason('KEYWORD_MISSING', { path: 'text', values: { channel: name, keyword } }),
                severity: 'error' as const,
              },
            ]
          : []),
      ]
    },
  }
}

function measure({ content: { rendered }, limits }: ValidateArgs): PartCount[] {
  const { text, title } = rendered as unknown as RobotMessage

  return countParts({ images: 0, limits, text, title })
}

/** Whoever knows a robot's address can speak in its group: the address, and what makes it secret. */
function secretsIn(url: string): string[] {
  if (!URL.canParse(url)) {
    return []
  }

  const { pathname, searchParams } = new URL(url)

  return [url, pathname.split('/').at(-1) ?? '', ...searchParams.values()]
}
