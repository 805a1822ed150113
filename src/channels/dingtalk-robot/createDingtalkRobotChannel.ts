import { createHmac } from 'node:crypto'

import type { ChannelAdapter, ChannelKind, ChannelOptions } from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { readErrcode } from '../api/errcode.ts'
import { errorTable } from '../api/errorTable.ts'
import { createRobot } from '../robots/createRobot.ts'
import { renderMessage } from '../robots/renderMessage.ts'
import { textOf } from '../richText/richTextNode.ts'
import { manifest, probe } from './manifest.ts'

/** Whoever speaks more than 20 times in a minute is not heard for so long. */
const PENALTY_MS = 10 * MINUTE

/** open.dingtalk.com/document/orgapp/custom-robots-send-group-messages. */
const errors = errorTable([
  { class: 'unknown-outcome', codes: [-1] },
  { class: 'throttled', codes: [130101, 410100], waitMs: PENALTY_MS },
  // One code for three things: the key word, the signature, and the address of this server.
  { class: 'not-allowed', codes: [310000], says: 'ROBOT_SECURITY' },
  { class: 'disconnect', codes: [300001, 300005, 400013, 400101, 400102, 400106] },
  { class: 'rejected-content', codes: [430101], says: 'LINK_REFUSED' },
  { class: 'rejected-content', codes: [430102, 430103, 430104] },
  { class: 'invalid-payload', codes: [40035, 400105, 460101] },
])

/** Speaks in one DingTalk group by a custom robot: credentials.url is its address, credentials.secret signs where it asks for it. */
export function createDingtalkRobotChannel(options: ChannelOptions): ChannelAdapter {
  const { account, clock, publicUrl } = options
  const { secret = '', url = '' } = account.credentials
  const messageType = textOf(account.settings['messageType']) === 'text' ? 'text' : 'markdown'

  const signed = () => (secret === '' ? url : signDingtalk({ now: clock(), secret, url }))

  return createRobot(options, {
    describe: ({ message: { messageType: type, text } }) =>
      Promise.resolve({
        json:
          type === 'text'
            ? { msgtype: 'text', text: { content: text } }
            : { markdown: { text, title: firstLine(text) }, msgtype: 'markdown' },
        url: signed(),
      }),
    describeNothing: () => ({ json: { msgtype: 'text', text: { content: '' } }, url: signed() }),
    errors,
    manifest,
    messageType,
    name: 'DingTalk',
    probe,
    readFailure: readErrcode,
    render: ({ locale, post, variant }) => renderMessage({ locale, messageType, post, publicUrl, variant }),
  })
}

/** The `dingtalk-robot` kind. */
export const dingtalkRobotKind: ChannelKind = {
  create: createDingtalkRobotChannel,
  manifest,
  rehearseAt: ({ token, url }) => ({
    credentials: { secret: token, url: `${url}/robot/send?access_token=${encodeURIComponent(token)}` },
    settings: {},
  }),
}

/** Signs the time in milliseconds and the secret with the secret; both go into the address. */
function signDingtalk({ now, secret, url }: { now: Date; secret: string; url: string }): string {
  if (!URL.canParse(url)) {
    return url
  }

  const timestamp = String(now.getTime())
  const signed = new URL(url)

  signed.searchParams.set('timestamp', timestamp)
  signed.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'))

  return signed.toString()
}

/** What the list of chats shows of a message. */
const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/^#+ /, '')
