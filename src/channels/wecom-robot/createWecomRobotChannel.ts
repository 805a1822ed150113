import { createHash } from 'node:crypto'

import type { ChannelAdapter, ChannelKind, ChannelManifest, ChannelOptions } from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { errorTable } from '../api/errorTable.ts'
import { readErrcode } from '../api/errcode.ts'
import { readMedia } from '../api/readMedia.ts'
import { createRobot } from '../robots/createRobot.ts'
import { renderMessage, type RobotMessage, type RobotMessageType } from '../robots/renderMessage.ts'
import { textOf } from '../richText/richTextNode.ts'
import { manifest, probe } from './manifest.ts'

/** developer.work.weixin.qq.com/document/path/90313, as far as robots meet them. */
const errors = errorTable([
  { class: 'unknown-outcome', codes: [-1] },
  // The key is wrong, or the robot was removed from its group.
  { class: 'disconnect', codes: [93000] },
  { class: 'throttled', codes: [45009], waitMs: MINUTE },
  { class: 'not-allowed', codes: [60020], says: 'IP_NOT_LISTED' },
  { class: 'invalid-payload', codes: [40008, 40009, 40058, 44004, 45002, 301019] },
])

/** Bytes are counted as UTF-8; 128 and 512 are those of a card's title and words. */
const LIMITS: Readonly<Record<string, Partial<ChannelManifest['limits']>>> = {
  image: {},
  markdown: { text: { max: 4_096, unit: 'utf8-byte' } },
  news: { text: { max: 512, unit: 'utf8-byte' }, title: { max: 128, unit: 'utf8-byte' } },
  text: { text: { max: 2_048, unit: 'utf8-byte' } },
}

/** Speaks in one WeCom group by a robot (消息推送): credentials.url is its whole address with the key. */
export function createWecomRobotChannel(options: ChannelOptions): ChannelAdapter {
  const { account, files, publicUrl } = options
  const messageType = messageTypeOf(account.settings)
  const limits = { ...manifest.limits, ...account.limits }

  const bodyOf = async (message: RobotMessage, signal: AbortSignal): Promise<Record<string, unknown>> => {
    const { link, media, text, title } = message
    const [first] = media

    switch (message.messageType) {
      case 'image': {
        const asked = first === undefined ? [] : [{ media: { id: first.id }, preset: 'wecom-image', signal }]
        const [file] = await readMedia(
          files,
          asked.map((one) => ({ ...one, maxBytes: limits.imageBytes ?? Infinity })),
        )
        const bytes = file?.bytes ?? new Uint8Array()

        return { base64: Buffer.from(bytes).toString('base64'), md5: createHash('md5').update(bytes).digest('hex') }
      }
      case 'news':
        return {
          articles: [{ description: text, title, url: link, ...(first !== undefined && { picurl: first.url }) }],
        }
      default:
        return { content: text }
    }
  }

  const url = account.credentials['url'] ?? ''

  return createRobot(options, {
    describe: async ({ message, signal }) => ({
      json: { [message.messageType]: await bodyOf(message, signal), msgtype: message.messageType },
      url,
    }),
    describeNothing: () => ({ json: { msgtype: 'text', text: { content: '' } }, url }),
    errors,
    manifest: { ...manifest, limits: { ...manifest.limits, ...LIMITS[messageType] } },
    messageType,
    name: 'WeCom',
    probe,
    readFailure: readErrcode,
    render: ({ locale, post, variant }) =>
      renderMessage({ link: textOf(account.settings['link']), locale, messageType, post, publicUrl, variant }),
  })
}

/** The `wecom-robot` kind. */
export const wecomRobotKind: ChannelKind = {
  create: createWecomRobotChannel,
  manifest,
  rehearseAt: ({ token, url }) => ({
    credentials: { url: `${url}/cgi-bin/webhook/send?key=${encodeURIComponent(token)}` },
    settings: {},
  }),
}

const TYPES: readonly RobotMessageType[] = ['image', 'markdown', 'news', 'text']

const messageTypeOf = (settings: Readonly<Record<string, unknown>>): RobotMessageType =>
  TYPES.find((type) => type === settings['messageType']) ?? 'markdown'
