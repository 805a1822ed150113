import type {
  ChannelAdapter,
  ChannelKind,
  ChannelOptions,
  CommitArgs,
  Finding,
  LiveCheck,
} from '../../domain/channelAdapter.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { badAnswer, createApi } from '../api/createApi.ts'
import { unlessGone } from '../api/unlessGone.ts'
import { readMedia } from '../api/readMedia.ts'
import { findLimitBreaches } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { errors, isGone, readFailure } from './errors.ts'
import { DEFAULT_BASE_URL, manifest } from './manifest.ts'
import { renderMessage, type TelegramMessage } from './renderMessage.ts'

/**
 * Posts to one Telegram channel or group by a bot: settings.chatId, credentials.botToken.
 *
 * A text alone is a message, one picture or film carries the text as its caption, several are an album. Telegram knows no key and no list
 * of what a bot said, so an unknown outcome is a person's to settle.
 */
export function createTelegramChannel({ account, clock, fetch, files, publicUrl }: ChannelOptions): ChannelAdapter {
  const botToken = account.credentials['botToken'] ?? ''
  const chatId = textOf(account.settings['chatId'])
  const base = baseAddress(account.settings['baseUrl'], DEFAULT_BASE_URL)
  const limits = { ...manifest.limits, ...account.limits }
  const api = createApi({ clock, errors, fetch, name: 'Telegram', readFailure, secrets: [botToken] })
  const urlOf = (method: string): string => `${base}/bot${botToken}/${method}`

  const describeCall = async ({ content, signal }: CommitArgs) => {
    const { entities, media, text } = content.rendered as unknown as TelegramMessage

    if (media.length === 0) {
      return { json: { chat_id: chatId, entities, text }, method: 'sendMessage' }
    }

    const read = await readMedia(
      files,
      media.map(({ id, mimeType }) =>
        mimeType.startsWith('video/')
          ? { maxBytes: limits.videoBytes ?? Infinity, media: { id }, signal }
          : { maxBytes: limits.imageBytes ?? Infinity, media: { id }, preset: 'telegram', signal },
      ),
    )
    const body = new FormData()
    const captioned = { caption: text, caption_entities: JSON.stringify(entities) }
    const typed = read.map((file) => ({ file, type: file.mimeType.startsWith('video/') ? 'video' : 'photo' }))
    const [only] = typed

    body.set('chat_id', chatId)

    if (only !== undefined && typed.length === 1) {
      body.set(only.type, new Blob([only.file.bytes], { type: only.file.mimeType }), only.file.fileName)
      Object.entries(captioned).forEach(([name, value]) => body.set(name, value))

      return { body, method: only.type === 'video' ? 'sendVideo' : 'sendPhoto' }
    }

    typed.forEach(({ file }, index) =>
      body.set(`file${index}`, new Blob([file.bytes], { type: file.mimeType }), file.fileName),
    )
    body.set(
      'media',
      JSON.stringify(
        typed.map(({ type }, index) => ({
          media: `attach://file${index}`,
          type,
          ...(index === 0 && { caption: text, caption_entities: entities }),
        })),
      ),
    )

    return { body, method: 'sendMediaGroup' }
  }

  return {
    async checkLive({ signal }) {
      const bot = await api({ signal, url: urlOf('getMe') })
      const query = new URLSearchParams({ chat_id: chatId })
      const chat = resultOf((await api({ signal, url: `${urlOf('getChat')}?${query}` })).body)

      query.set('user_id', textOf(resultOf(bot.body)['id']))
      const member = resultOf((await api({ signal, url: `${urlOf('getChatMember')}?${query}` })).body)

      return { accountName: textOf(chat['title']) || chatId, findings: findMissing(chat, member) } satisfies LiveCheck
    },
    async commit(args) {
      const { method, ...call } = await describeCall(args)
      const { body } = await api({ ...call, signal: args.signal, url: urlOf(method) })
      const messages = (Array.isArray(body['result']) ? body['result'] : [body['result']]).filter(isRecord)
      const ids = messages.map((message) => textOf(message['message_id'])).filter((id) => id !== '')

      if (ids.length === 0) {
        throw badAnswer('Telegram')
      }

      return { remoteId: ids.join(','), state: 'published', ...addressOf(messages[0], ids[0]) }
    },
    manifest,
    render: ({ locale, post, variant }) => ({ ...renderMessage({ locale, post, publicUrl, variant }) }),
    validate: ({ content, limits: effective }) =>
      findLimitBreaches({ ...readRendered(content.rendered), limits: effective }),
    async withdraw({ receipt, signal }) {
      await unlessGone(
        isGone,
        api({
          json: { chat_id: chatId, message_ids: receipt.remoteId.split(',').map(Number) },
          signal,
          url: urlOf('deleteMessages'),
        }),
      )
    },
  }
}

/** The `telegram` kind. */
export const telegramKind: ChannelKind = {
  create: createTelegramChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { botToken: `1:${token}` },
    settings: { baseUrl: url, chatId: textOf(settings['chatId']) || '@rehearsal' },
  }),
}

const resultOf = (body: Record<string, unknown>): Record<string, unknown> =>
  isRecord(body['result']) ? body['result'] : {}

/** A channel takes posts only of administrators who may post; in a group it is enough to be there. */
function findMissing(chat: Record<string, unknown>, member: Record<string, unknown>): Finding[] {
  const mayPost = chat['type'] !== 'channel' || member['can_post_messages'] === true || member['status'] === 'creator'

  return mayPost
    ? []
    : [
        {
          ...reason('PERMISSION_MISSING', { values: { channel: 'Telegram', permission: 'can_post_messages' } }),
          severity: 'error',
        },
      ]
}

/** Only public chats have addresses. */
function addressOf(message: Record<string, unknown> | undefined, id: string | undefined): { url?: string } {
  const username = isRecord(message?.['chat']) ? textOf(message['chat']['username']) : ''

  return username === '' || id === undefined ? {} : { url: `https://t.me/${username}/${id}` }
}
