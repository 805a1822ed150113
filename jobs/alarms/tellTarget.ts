import { createHmac } from 'node:crypto'

import { Webhook } from 'standardwebhooks'

import { request } from '../../src/channels/request.ts'
import { signWebhook } from '../../src/channels/signWebhook.ts'
import { sayAlarm, type SaidAlarm } from '../../src/domain/alarmTexts.ts'
import type { SafeFetch } from '../../src/domain/channelAdapter.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { type ConnectMail, sendMail } from './email.ts'
import type { AlarmTarget } from './findTargets.ts'
import type { AlarmNotice } from './records.ts'

export interface TellTargetArgs {
  notice: Told
  target: AlarmTarget
}

/** An event of an alarm, or a test. */
type Told = Pick<AlarmNotice, '_id' | 'at' | 'values'> & SaidAlarm

/** Where a message goes; its language is the caller's affair. */
export type Target = Pick<AlarmTarget, 'kind' | 'secret' | 'smtpFrom' | 'to' | 'url'>

const TIMEOUT_MS = 15 * SECOND

/** What is sent to a target; `data` and `type` are for those that read Standard Webhooks. */
export interface Message {
  at: Date
  data: Record<string, unknown>
  id: string
  text: string
  type: string
}

export interface Outgoing {
  connectMail: ConnectMail
  fetch: SafeFetch
}

/** Tells one target of an alarm, in the target's language. */
export function tellTarget(outgoing: Outgoing, { notice, target }: TellTargetArgs): Promise<void> {
  const { _id: id, at, event, name, values } = notice
  const text = sayAlarm({ ...notice, language: target.language })
  const message = { at, data: { alarm: name, text, values }, id, text, type: `alarm.${event}` }

  return sayToTarget(outgoing, { message, target })
}

/** Sends one message to one target in the form that it takes; throws a reason without secrets when it did not. */
export async function sayToTarget(
  { connectMail, fetch }: Outgoing,
  { message, target }: { message: Message; target: Target },
): Promise<void> {
  const { url } = target

  if (url === null) {
    throw new Error('its address is not set, or was sealed with another secret')
  }

  if (target.kind === 'email') {
    return sendMail({ connectMail, target: { ...target, url }, text: message.text })
  }

  const now = new Date()
  const post = describePost({ message, now, target: { ...target, url } })
  const response = await request({
    clock: () => now,
    fetch,
    init: {
      body: post.body,
      headers: { 'content-type': 'application/json', ...post.headers },
      method: 'POST',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    },
    url: post.url,
  })

  if (target.kind !== 'webhook') {
    await assertTaken(response)
  }
}

interface Post {
  body: string
  headers?: Record<string, string>
  url: string
}

/**
 * The message as each robot takes it: WeCom, Feishu and DingTalk group robots
 * (developer.work.weixin.qq.com/document/path/91770, open.feishu.cn, open.dingtalk.com), or Standard Webhooks.
 */
function describePost({
  message: { at, data, id, text, type },
  now,
  target: { kind, secret, url },
}: {
  message: Message
  now: Date
  target: Target & { url: string }
}): Post {
  switch (kind) {
    case 'dingtalk':
      return {
        body: json({ msgtype: 'text', text: { content: text } }),
        url: secret === null ? url : signedUrl(url, secret, now),
      }
    case 'feishu': {
      const timestamp = String(Math.floor(now.getTime() / SECOND))
      const sign = secret === null ? {} : { sign: hmac(`${timestamp}\n${secret}`, ''), timestamp }

      return { body: json({ ...sign, content: { text }, msg_type: 'text' }), url }
    }
    case 'wecom':
      return { body: json({ msgtype: 'text', text: { content: text } }), url }
    default: {
      const body = json({ data, timestamp: at, type })

      return {
        body,
        headers: secret === null ? { 'webhook-id': id } : signWebhook({ body, id, now, webhook: new Webhook(secret) }),
        url,
      }
    }
  }
}

const json = (value: unknown): string => JSON.stringify(value)

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64')

function signedUrl(url: string, secret: string, now: Date): string {
  const signed = new URL(url)
  const timestamp = String(now.getTime())

  signed.searchParams.set('timestamp', timestamp)
  signed.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`))

  return signed.href
}

/** A robot answers 200 to what it refuses, with its own code in the body. */
async function assertTaken(response: Response): Promise<void> {
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>
  const code = answer['errcode'] ?? answer['code'] ?? answer['StatusCode'] ?? 0

  if (code !== 0) {
    throw new Error(`the robot refused it with code ${JSON.stringify(code)}`)
  }
}
