import { describe, expect, it } from 'vitest'

import { dingtalkRobotKind } from '../../src/channels/dingtalk-robot/createDingtalkRobotChannel.ts'
import { HOUR, MINUTE } from '../../src/domain/duration.ts'
import { dingtalkRobot } from '../../src/sandbox/platforms/dingtalk-robot.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { aPost } from '../support/content.ts'
import { pointedAt, stageOf } from '../support/robotStage.ts'
import { STAND_IN_TOKEN } from '../support/standIn.ts'

const refused = (errcode: number) => ({ body: { errcode, errmsg: 'no' } })
const words = (text: string) =>
  aPost({ cover: null, gallery: [], locales: { zh: { excerpt: '', html: '', text, title: '' } }, topics: [] })

describe('dingtalk-robot channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => pointedAt(dingtalkRobotKind, platform, { fetch }),
    kind: dingtalkRobotKind,
    narrow: { text: { max: 10, unit: 'utf8-byte' } },
    refusals: [
      { title: 'a platform that is busy', answer: refused(-1), errorClass: 'unknown-outcome' },
      ...[130101, 410100].map((code) => ({
        title: `a penalty for speaking too fast (${code})`,
        answer: refused(code),
        errorClass: 'throttled' as const,
        retryAfterMs: 10 * MINUTE,
      })),
      { title: 'security settings', answer: refused(310000), channelCode: '310000', errorClass: 'not-allowed' },
      ...[300001, 400013, 400101, 400102, 400106].map((code) => ({
        title: `a robot or group that is gone (${code})`,
        answer: refused(code),
        errorClass: 'disconnect' as const,
      })),
      ...[430101, 430102, 430103, 430104].map((code) => ({
        title: `content that is refused (${code})`,
        answer: refused(code),
        errorClass: 'rejected-content' as const,
      })),
      ...[40035, 400105, 460101].map((code) => ({
        title: `a message that is refused (${code})`,
        answer: refused(code),
        errorClass: 'invalid-payload' as const,
      })),
      { title: 'a code that nobody knows', answer: refused(99_999), errorClass: 'unknown-outcome' },
    ],
    secrets: [STAND_IN_TOKEN],
    standIn: dingtalkRobot,
  })

  describe('on its stand-in', () => {
    const { at, compile, meets, newest, send } = stageOf(dingtalkRobotKind, dingtalkRobot)

    it.each(['markdown', 'text'])('posts as %s, signed', async (messageType) => {
      await send(at({ settings: { messageType } }))
      expect(newest()).toMatchObject({ text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' })
    })

    it.each([
      ['a wrong secret', { credentials: { secret: 'wrong' } }, { channelCode: '310000', errorClass: 'not-allowed' }],
      [
        'a clock that is an hour off',
        { clock: () => new Date(Date.now() + HOUR + 1_000) },
        { channelCode: '310000', errorClass: 'not-allowed', says: { code: 'ROBOT_SECURITY' } },
      ],
      ['a wrong address', { token: 'wrong' }, { channelCode: '300001', errorClass: 'disconnect' }],
    ])('says of %s what is wrong', async (_title, changes, expected) => {
      await expect(send(at(changes))).rejects.toMatchObject(expected)
    })

    it('takes 20,000 bytes and not one more, as the platform does', async () => {
      const [fits, over] = [words('a'.repeat(20_000)), words('a'.repeat(20_001))]

      expect(compile(at(), fits).findings).toEqual([])
      expect(compile(at(), over).findings).toEqual([expect.objectContaining({ code: 'TEXT_TOO_LONG' })])
      await expect(send(at(), fits)).resolves.toMatchObject({ state: 'published' })
      await expect(send(at(), over)).rejects.toMatchObject({ channelCode: '460101', errorClass: 'invalid-payload' })
    })

    it('says that a link is held for unsafe', async () => {
      await expect(send(at(), words('见 https://unsafe.example/1'))).rejects.toMatchObject({
        errorClass: 'rejected-content',
        says: { code: 'LINK_REFUSED' },
      })
    })

    it.each([
      ['throttle', { errorClass: 'throttled', retryAfterMs: 10 * MINUTE }, 0],
      ['rate-block', { errorClass: 'throttled', retryAfterMs: 10 * MINUTE }, 0],
      ['error', { errorClass: 'unknown-outcome' }, 0],
      ['drop', { errorClass: 'unknown-outcome' }, 1],
      ['accept-504', { errorClass: 'unknown-outcome' }, 1],
    ] as const)('meets the fault %s', meets)
  })
})
