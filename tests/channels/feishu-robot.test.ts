import { describe, expect, it } from 'vitest'

import { feishuRobotKind } from '../../src/channels/feishu-robot/createFeishuRobotChannel.ts'
import type { PostSnapshot } from '../../src/domain/content.ts'
import { HOUR, KIB } from '../../src/domain/duration.ts'
import { feishuRobot } from '../../src/sandbox/platforms/feishu-robot.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { aPost } from '../support/content.ts'
import { pointedAt, stageOf } from '../support/robotStage.ts'
import { STAND_IN_TOKEN } from '../support/standIn.ts'

const refused = (code: number) => ({ body: { code, msg: 'no' }, headers: { 'x-tt-logid': '02176448' } })

describe('feishu-robot channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => pointedAt(feishuRobotKind, platform, { fetch }),
    // The secret stands in the path, which nothing but its own rule takes out.
    echo: (heard) => ({ code: 9499, msg: (JSON.parse(heard) as { url: string }).url }),
    kind: feishuRobotKind,
    narrow: { bodyBytes: 10 },
    refusals: [
      { title: 'too many messages', answer: refused(11232), errorClass: 'throttled', requestId: '02176448' },
      { title: 'a robot that was removed', answer: refused(19001), errorClass: 'disconnect' },
      { title: 'a wrong signature', answer: refused(19021), channelCode: '19021', errorClass: 'reauth-user' },
      { title: 'an address that is not listed', answer: refused(19022), errorClass: 'not-allowed' },
      { title: 'a missing key word', answer: refused(19024), errorClass: 'rejected-content' },
      { title: 'a body that cannot be read', answer: refused(9499), errorClass: 'invalid-payload' },
      { title: 'a code that nobody knows', answer: refused(99_999), errorClass: 'unknown-outcome' },
    ],
    secrets: [STAND_IN_TOKEN],
    standIn: feishuRobot,
  })

  describe('on its stand-in', () => {
    const { at, compile, meets, newest, send } = stageOf(feishuRobotKind, feishuRobot)

    it.each([
      ['interactive', { text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' }],
      ['text', { text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' }],
    ])('posts as %s, signed', async (messageType, draft) => {
      await send(at({ settings: { messageType } }))
      expect(newest()).toMatchObject(draft)
    })

    it.each([
      ['a wrong secret', { credentials: { secret: 'wrong' } }, { channelCode: '19021', errorClass: 'reauth-user' }],
      [
        'a clock that is an hour off',
        { clock: () => new Date(Date.now() - HOUR - 1_000) },
        { channelCode: '19021', errorClass: 'reauth-user' },
      ],
      ['a wrong address', { token: 'wrong' }, { channelCode: '19001', errorClass: 'disconnect' }],
    ])('says of %s what is wrong', async (_title, changes, expected) => {
      await expect(send(at(changes))).rejects.toMatchObject(expected)
    })

    const words = (text: string, title = '') =>
      aPost({
        cover: null,
        gallery: [],
        locales: { zh: { excerpt: '', html: `<p>${text}</p>`, text, title } },
        topics: [],
      })

    it.each(['text', 'interactive'])(
      'takes 20 KiB and not one byte more, as Feishu counts them: %s',
      async (messageType) => {
        const adapter = at({ settings: { messageType } })
        const findingsOf = (post: PostSnapshot) => compile(adapter, post).findings
        const quote = '她说："好"\n'
        const used =
          20 * KIB - Number(findingsOf(words('a'.repeat(30_000), quote.trim()))[0]?.values?.['count']) + 30_000
        const [fits, over] = [words('a'.repeat(used), quote.trim()), words('a'.repeat(used + 1), quote.trim())]

        expect(findingsOf(fits)).toEqual([])
        expect(findingsOf(over)).toEqual([expect.objectContaining({ code: 'BODY_TOO_LARGE' })])
        await expect(send(adapter, fits)).resolves.toMatchObject({ state: 'published' })
        await expect(send(adapter, over)).rejects.toMatchObject({ channelCode: '9499', errorClass: 'invalid-payload' })
        // Each quotation mark and each end of a line becomes two bytes on the way.
        expect(findingsOf(words(quote.repeat(1_300)))).toEqual([expect.objectContaining({ code: 'BODY_TOO_LARGE' })])
      },
    )

    it('finds a missing key word before it is sent', () => {
      const post = aPost({ cover: null, gallery: [] })
      const codes = (keyword: string) => compile(at({ settings: { keyword } }), post).findings.map(({ code }) => code)

      expect([codes('防晒'), codes('面膜')]).toEqual([[], ['KEYWORD_MISSING']])
    })

    it.each([
      ['throttle', { channelCode: '11232', errorClass: 'throttled' }, 0],
      ['error', { errorClass: 'unknown-outcome' }, 0],
      ['drop', { errorClass: 'unknown-outcome' }, 1],
      ['accept-504', { errorClass: 'unknown-outcome' }, 1],
    ] as const)('meets the fault %s', meets)
  })
})
