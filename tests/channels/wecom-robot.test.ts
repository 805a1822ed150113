import { describe, expect, it } from 'vitest'

import { wecomRobotKind } from '../../src/channels/wecom-robot/createWecomRobotChannel.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { wecomRobot } from '../../src/sandbox/platforms/wecom-robot.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { aPost } from '../support/content.ts'
import { pointedAt, stageOf } from '../support/robotStage.ts'
import { STAND_IN_TOKEN } from '../support/standIn.ts'

const refused = (errcode: number) => ({ body: { errcode, errmsg: 'no' } })

describe('wecom-robot channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => pointedAt(wecomRobotKind, platform, { fetch }),
    kind: wecomRobotKind,
    narrow: { text: { max: 10, unit: 'utf8-byte' } },
    refusals: [
      { title: 'a platform that is busy', answer: refused(-1), errorClass: 'unknown-outcome' },
      { title: 'a robot that was removed', answer: refused(93000), channelCode: '93000', errorClass: 'disconnect' },
      { title: 'too many messages', answer: refused(45009), errorClass: 'throttled', retryAfterMs: MINUTE },
      { title: 'an address that is not listed', answer: refused(60020), errorClass: 'not-allowed' },
      ...[40008, 40009, 40058, 44004, 45002, 301019].map((code) => ({
        title: `a message that is refused (${code})`,
        answer: refused(code),
        errorClass: 'invalid-payload' as const,
      })),
      { title: 'a code that nobody knows', answer: refused(99_999), errorClass: 'unknown-outcome' },
    ],
    secrets: [STAND_IN_TOKEN],
    standIn: wecomRobot,
  })

  describe('on its stand-in', () => {
    const { at, compile, meets, newest, send } = stageOf(wecomRobotKind, wecomRobot)
    const words = (bytes: number) =>
      aPost({
        cover: null,
        gallery: [],
        locales: { zh: { excerpt: '', html: '', text: `字${'a'.repeat(bytes - 3)}`, title: '' } },
        topics: [],
      })

    it.each([
      ['markdown', { text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' }],
      ['text', { text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' }],
      ['news', { text: '两指量，两小时补一次。', title: '夏日防晒攻略' }],
      ['image', { media: [expect.objectContaining({ mimeType: 'image/png' })], text: '' }],
    ])('posts as %s', async (messageType, draft) => {
      await send(at({ settings: { link: 'https://shop.example', messageType } }))
      expect(newest()).toMatchObject(draft)
    })

    it.each([
      ['markdown', 4_096],
      ['text', 2_048],
    ])('takes %s of %i bytes and not one more, as the platform does', async (messageType, max) => {
      const adapter = at({ settings: { messageType } })
      const [fits, over] = [words(max), words(max + 1)]

      expect(compile(adapter, fits).findings).toEqual([])
      expect(compile(adapter, over).findings).toEqual([expect.objectContaining({ code: 'TEXT_TOO_LONG' })])
      await expect(send(adapter, fits)).resolves.toMatchObject({ remoteId: 'p1', state: 'published' })
      await expect(send(adapter, over)).rejects.toMatchObject({ channelCode: '40058', errorClass: 'invalid-payload' })
    })

    it.each([
      ['a card without a link', { messageType: 'news' }, 'LINK_MISSING'],
      ['a picture without one', { messageType: 'image' }, 'IMAGE_MISSING'],
    ])('does not take %s', (_title, settings, code) => {
      expect(compile(at({ settings }), aPost({ cover: null, gallery: [] })).findings).toEqual([
        expect.objectContaining({ code, severity: 'error' }),
      ])
    })

    it('says that a wrong key leads nowhere', async () => {
      await expect(send(at({ token: 'wrong' }))).rejects.toMatchObject({
        channelCode: '93000',
        errorClass: 'disconnect',
      })
    })

    it.each([
      ['throttle', { errorClass: 'throttled', retryAfterMs: MINUTE }, 0],
      ['error', { errorClass: 'unknown-outcome' }, 0],
      ['drop', { errorClass: 'unknown-outcome' }, 1],
      ['accept-504', { errorClass: 'unknown-outcome' }, 1],
    ] as const)('meets the fault %s', meets)
  })
})
