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

const TIMEOUT_MS = 15 * SECOND

/** Sends one message to one target in the form that it takes; throws a reason without secrets when it did not. */
export async function tellTarget(
  { connectMail, fetch }: { connectMail: ConnectMail; fetch: SafeFetch },
  { notice, target }: TellTargetArgs,
): Promise<void> {
  const { language, url } = target
  const text = sayAlarm({ ...notice, language })

  if (url === null) {
    throw new Error('its address is not set, or was sealed with another secret')
  }

  if (target.kind === 'email') {
    return sendMail({ connectMail, target: { ...target, url }, text })
  }

  const now = new Date()
  const post = describePost({ notice, now, target: { ...target, url }, text })
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
  notice,
  now,
  target: { kind, secret, url },
  text,
}: TellTargetArgs & { now: Date; target: AlarmTarget & { url: string }; text: string }): Post {
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
      const { at, event, name, values } = notice
      const body = json({ data: { alarm: name, text, values }, timestamp: at, type: `alarm.${event}` })
      const id = notice._id

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
