import { describe, expect, it } from 'vitest'

import { dingtalkRobotKind } from '../../../src/channels/dingtalk-robot/createDingtalkRobotChannel.ts'
import { feishuRobotKind } from '../../../src/channels/feishu-robot/createFeishuRobotChannel.ts'
import { probeAccount } from '../../../src/channels/probeAccount.ts'
import { slackKind } from '../../../src/channels/slack/createSlackChannel.ts'
import { wecomRobotKind } from '../../../src/channels/wecom-robot/createWecomRobotChannel.ts'
import type { ChannelKind, SafeFetch } from '../../../src/domain/channelAdapter.ts'
import { ChannelError } from '../../../src/domain/errors.ts'
import { dingtalkRobot } from '../../../src/sandbox/platforms/dingtalk-robot.ts'
import { feishuRobot } from '../../../src/sandbox/platforms/feishu-robot.ts'
import { slack } from '../../../src/sandbox/platforms/slack.ts'
import { wecomRobot } from '../../../src/sandbox/platforms/wecom-robot.ts'
import { pointedAt, stageOf } from '../../support/robotStage.ts'

const signal = new AbortController().signal

/** As an account without a bot is. */
const slackByWebhook: ChannelKind = {
  ...slackKind,
  rehearseAt: ({ token, url }) => ({ credentials: { url: `${url}/services/T0/B0/${token}` }, settings: {} }),
}

describe.each([
  ['WeCom', wecomRobotKind, wecomRobot, '93000'],
  ['Feishu', feishuRobotKind, feishuRobot, '19001'],
  ['DingTalk', dingtalkRobotKind, dingtalkRobot, '300001'],
  ['Slack', slackByWebhook, slack, 'invalid_token'],
])('a look at an account of %s by a message without content', (name, kind, standIn, wrong) => {
  const { at, newest } = stageOf(kind, standIn)
  const answering = (body: object | string): SafeFetch => {
    return () => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status: 200 }))
  }

  it('is only likely to work with the right key, because nobody saw the code, and nobody sees anything', async () => {
    expect(await at().checkLive?.({ signal })).toEqual({
      findings: [expect.objectContaining({ code: 'CHECK_LIKELY', severity: 'warning' })],
      isTold: false,
    })
    expect(newest()).toBeUndefined()
  })

  it('names a wrong key', async () => {
    await expect(at({ token: 'wrong' }).checkLive?.({ signal })).rejects.toMatchObject({ channelCode: wrong })
  })

  it('says that it could not be told where nobody knows the code, or an empty message was taken', async () => {
    const untold = { code: 'CHECK_UNTOLD', severity: 'warning' }
    const codes = [
      { code: 0, errcode: 0 },
      { code: 4_711, errcode: 4_711 },
    ]

    for (const { code, errcode } of codes) {
      const body = name === 'Slack' ? { error: `word_${code}`, ok: code === 0 } : { code, errcode }
      const adapter = pointedAt(kind, 'https://platform.example', { fetch: answering(body) })

      expect(await adapter.checkLive?.({ signal })).toMatchObject({ findings: [untold], isTold: false })
    }
  })
})

it.each([
  ['that was seen on the platform proves', true, { findings: [] }],
  ['that was only read of suggests', false, { findings: [{ code: 'CHECK_LIKELY' }], isTold: false }],
])('a code %s that the account works', async (_title, isVerified, expected) => {
  const look = probeAccount({
    ask: () => Promise.reject(new ChannelError({ channelCode: '1', errorClass: 'invalid-payload', message: 'no' })),
    channel: 'WeCom',
    probe: { checkedOn: '2026-11-26', isVerified, right: ['1'] },
  })

  expect(await look).toMatchObject(expected)
})

it('the code of Feishu for any bad request tells nothing of the account', async () => {
  const adapter = pointedAt(feishuRobotKind, 'https://platform.example', {
    fetch: () => Promise.resolve(Response.json({ code: 9_499, msg: 'Bad Request' })),
  })

  expect(await adapter.checkLive?.({ signal })).toMatchObject({ findings: [{ code: 'CHECK_UNTOLD' }], isTold: false })
})

describe.each([
  ['Feishu', feishuRobotKind, feishuRobot, '19021'],
  ['DingTalk', dingtalkRobotKind, dingtalkRobot, '310000'],
])('a look at a signed account of %s', (_name, kind, standIn, code) => {
  const { at } = stageOf(kind, standIn)

  it('names a wrong signature', async () => {
    const adapter = at({ credentials: { secret: 'SECwrong' } })

    await expect(adapter.checkLive?.({ signal })).rejects.toMatchObject({ channelCode: code })
  })
})

describe('a look at a robot of DingTalk with a key word', () => {
  const { at } = stageOf(dingtalkRobotKind, dingtalkRobot)

  it('cannot tell a wrong signature from the key word that is not there', async () => {
    const adapter = at({ credentials: { secret: 'SECwrong' }, settings: { keyword: '补涂' } })

    expect(await adapter.checkLive?.({ signal })).toMatchObject({
      findings: [{ code: 'CHECK_UNTOLD', values: { channel: 'DingTalk', code: '310000' } }],
      isTold: false,
    })
  })
})
