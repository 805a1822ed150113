import { createHmac } from 'node:crypto'

import type { ChannelAdapter, ChannelKind, ChannelOptions } from '../../domain/channelAdapter.ts'
import { SECOND } from '../../domain/duration.ts'
import type { ApiAnswer, ApiFailure } from '../api/createApi.ts'
import { errorTable } from '../api/errorTable.ts'
import { createRobot } from '../robots/createRobot.ts'
import { renderMessage, type RobotMessage } from '../robots/renderMessage.ts'
import { textOf } from '../richText/richTextNode.ts'
import { manifest, probe } from './manifest.ts'

/** open.feishu.cn/document/client-docs/bot-v3/add-custom-bot. */
const errors = errorTable([
  { class: 'throttled', codes: [11232] },
  { class: 'disconnect', codes: [19001] },
  // The signature, or our clock is an hour off.
  { class: 'reauth-user', codes: [19021] },
  { class: 'not-allowed', codes: [19022], says: 'IP_NOT_LISTED' },
  { class: 'rejected-content', codes: [19024], says: 'KEYWORD_MISSING' },
  { class: 'invalid-payload', codes: [9499, 19002] },
])

/** Speaks in one Feishu group by a custom robot: credentials.url is its address, credentials.secret signs where it asks for it. */
export function createFeishuRobotChannel(options: ChannelOptions): ChannelAdapter {
  const { account, clock, publicUrl } = options
  const { secret = '', url = '' } = account.credentials
  const messageType = textOf(account.settings['messageType']) === 'text' ? 'text' : 'interactive'

  const signed = () => (secret === '' ? {} : signFeishu(secret, clock()))

  return createRobot(options, {
    describe: ({ message }) => Promise.resolve({ json: { ...signed(), ...said(message) }, url }),
    describeNothing: () => ({ json: signed(), url }),
    errors,
    // Without the secret, which a preview has not; every signature is as long.
    largest: (message) => ({ ...signFeishu('', new Date(0)), timestamp: '0'.repeat(SECONDS_DIGITS), ...said(message) }),
    manifest,
    messageType,
    name: 'Feishu',
    probe,
    readFailure,
    render: ({ locale, post, variant }) => renderMessage({ locale, messageType, post, publicUrl, variant }),
  })
}

/** The `feishu-robot` kind. */
export const feishuRobotKind: ChannelKind = {
  create: createFeishuRobotChannel,
  manifest,
  rehearseAt: ({ token, url }) => ({
    credentials: { secret: token, url: `${url}/open-apis/bot/v2/hook/${encodeURIComponent(token)}` },
    settings: {},
  }),
}

const SECONDS_DIGITS = 10

const said = ({ messageType, text, title }: RobotMessage): Record<string, unknown> =>
  messageType === 'text'
    ? { content: { text }, msg_type: 'text' }
    : {
        card: {
          elements: [{ content: text, tag: 'markdown' }],
          header: { title: { content: title, tag: 'plain_text' } },
        },
        msg_type: 'interactive',
      }

/** The key is the time with the secret, and nothing is signed with it; the time in seconds. */
function signFeishu(secret: string, now: Date): { sign: string; timestamp: string } {
  const timestamp = String(Math.floor(now.getTime() / SECOND))

  return { sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64'), timestamp }
}

/** `{"code": 19021, "msg": "…"}`; the older form of a yes is `{"StatusCode": 0}`. */
function readFailure({ body, headers }: ApiAnswer): ApiFailure | null {
  const code = textOf(body['code']) || textOf(body['StatusCode'])
  const requestId = headers.get('x-tt-logid')

  return code === '' || code === '0'
    ? null
    : { code, detail: textOf(body['msg']), ...(requestId !== null && { requestId }) }
}
