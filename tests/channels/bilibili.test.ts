import { createHmac } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { bilibiliKind } from '../../src/channels/bilibili/createBilibiliChannel.ts'
import { fillImages } from '../../src/channels/bilibili/renderArticle.ts'
import { signHeaders } from '../../src/channels/bilibili/sign.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import type { TokenStore } from '../../src/channels/tokens/createTokenKeeper.ts'
import type { LiveCheck, SafeFetch } from '../../src/domain/channelAdapter.ts'
import { DAY, MIB, MINUTE } from '../../src/domain/duration.ts'
import { bilibili } from '../../src/sandbox/platforms/bilibili.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { aPicture, aPost } from '../support/content.ts'
import { pointedAt, stageOf } from '../support/robotStage.ts'
import { STAND_IN_TOKEN } from '../support/standIn.ts'

const signal = new AbortController().signal
const refused = (code: number) => ({ body: { code, data: null, message: 'no', request_id: 'r7' } })
const written = (text: string, title = '题', gallery = [aPicture()]) =>
  aPost({ cover: null, gallery, locales: { zh: { excerpt: '简介', html: `<p>${text}</p>`, text, title } }, topics: [] })

describe('bilibili channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => pointedAt(bilibiliKind, platform, { fetch }),
    echo: (text) => ({ code: -400, message: text }),
    isCommit: ({ url }) => url.endsWith('/article/add'),
    kind: bilibiliKind,
    narrow: { images: 1, text: { max: 2, unit: 'grapheme' }, title: { max: 2, unit: 'grapheme' } },
    refusals: [
      ...[-1, -2, -3, 4001, 4002].map((code) => ({
        title: `wrong credentials (${code})`,
        answer: refused(code),
        errorClass: 'reauth-user' as const,
        requestId: 'r7',
      })),
      ...[-4, -403, 4007, 4008].map((code) => ({
        title: `a missing permission (${code})`,
        answer: refused(code),
        errorClass: 'not-allowed' as const,
      })),
      { title: 'a banned account', answer: refused(-102), errorClass: 'disconnect' },
      ...[4003, 4004, -503].map((code) => ({
        title: `what may work soon (${code})`,
        answer: refused(code),
        errorClass: 'retry' as const,
      })),
      ...[-412, -509, -799, 4009].map((code) => ({
        title: `too many calls (${code})`,
        answer: refused(code),
        errorClass: 'throttled' as const,
        retryAfterMs: MINUTE,
      })),
      ...[-400, 4000, 4005, 4006].map((code) => ({
        title: `what has not the form (${code})`,
        answer: refused(code),
        errorClass: 'invalid-payload' as const,
      })),
      ...[-500, -504, 12345].map((code) => ({
        title: `a fault inside, or what nobody knows (${code})`,
        answer: refused(code),
        errorClass: 'unknown-outcome' as const,
      })),
      { title: 'a success without an article', answer: { body: { code: 0 } }, errorClass: 'unknown-outcome' },
    ],
    samples: { 'text-only': { post: aPost({ cover: null, gallery: [] }) } },
    secrets: [STAND_IN_TOKEN, 'stand-in-access-1'],
    standIn: bilibili,
  })

  describe('on its stand-in', () => {
    const { at, compile, newest, switchTo } = stageOf(bilibiliKind, bilibili)

    const submit = async (adapter = at(), post = aPost()) => {
      const args = { content: compile(adapter, post).content, publicationId: 'p1', signal }
      const handles = await adapter.prepare!({ ...args, handles: {}, keep: () => Promise.resolve() })
      const result = await adapter.commit({ ...args, handles })

      return { ...args, handles, remoteId: result.state === 'pending' ? result.remoteId : '', startedAt: new Date() }
    }

    it('is published when the review has passed it', async () => {
      const asked = await submit()

      expect(await at().poll!(asked)).toMatchObject({ pollInMs: 10 * MINUTE, state: 'pending' })
      expect(await at().poll!(asked)).toEqual({
        remoteId: asked.remoteId,
        state: 'published',
        url: `https://www.bilibili.com/read/cv${asked.remoteId}`,
      })
      expect(newest()).toMatchObject({ text: '记得补涂。', title: '夏日防晒攻略', topics: ['防晒', '夏日护肤'] })
      expect(newest()?.media).toHaveLength(2)
    })

    it('says that the review refused it', async () => {
      switchTo('review-reject')
      await expect(at().poll!(await submit())).rejects.toMatchObject({
        channelCode: 'state -3',
        errorClass: 'rejected-content',
        isVerdict: true,
        says: { code: 'REVIEW_REJECTED' },
      })
    })

    it('does not take a question that fails for an end', async () => {
      const asked = await submit()
      const refused = at({ token: 'wrong' }).poll!(asked)

      await expect(refused).rejects.toMatchObject({ errorClass: 'reauth-user', isVerdict: false })
      await expect(at().poll!({ ...asked, remoteId: 'gone' })).rejects.toMatchObject({ isVerdict: false })
    })

    it('reads the states as the account says', async () => {
      const adapter = at({ settings: { passedStates: '-2,7' } })

      expect(await adapter.poll!(await submit(adapter))).toMatchObject({ state: 'published' })
    })

    it('uploads nothing anew', async () => {
      const { remoteId: _remoteId, ...args } = await submit()
      const keep = () => Promise.reject(new Error('uploaded'))

      expect(await at().prepare!({ ...args, keep })).toEqual(args.handles)
    })

    it('lives on the refresh token of the last renewal, also when the category changes', async () => {
      const stores = new Map<string, TokenStore>()
      const own = (settings = {}) => at({ settings: { clientId: 'rotating', ...settings }, stores })

      await own().checkLive!({ signal })
      switchTo('token-expired')
      expect((await submit(own({ category: '7' }))).remoteId).toMatch(/^\d+$/)
      switchTo('off')
      expect((await submit(own({ category: '8' }))).remoteId).toMatch(/^\d+$/)

      // The one that the account holds was used up by the first renewal.
      await expect(
        at({ settings: { clientId: 'rotating' }, stores: new Map() }).checkLive!({ signal }),
      ).rejects.toMatchObject({ errorClass: 'reauth-user' })
    })

    it('takes a title of 40 and not one more, as Bilibili does', async () => {
      const codes = (count: number) =>
        compile(at(), written('字'.repeat(200), '题'.repeat(count))).findings.map(({ code }) => code)

      expect([codes(40), codes(41)]).toEqual([[], ['TITLE_TOO_LONG']])
      await expect(submit(at(), written('好', '题'.repeat(40)))).resolves.toHaveProperty(
        'remoteId',
        expect.stringMatching(/^\d+$/) as string,
      )
      await expect(submit(at(), written('好', '题'.repeat(41)))).rejects.toMatchObject({ channelCode: '-400' })
    })

    it('takes a text of 40,000 and not one more, and warns of one that is short', () => {
      const codes = (count: number, gallery?: ReturnType<typeof aPicture>[]) =>
        compile(at(), written('字'.repeat(count), '题', gallery)).findings.map(({ code, severity }) => [code, severity])
      const three = ['a', 'b', 'c'].map((id) => aPicture({ id }))

      expect([codes(40_000), codes(40_001)]).toEqual([[], [['TEXT_TOO_LONG', 'error']]])
      expect([codes(200), codes(199), codes(199, three)]).toEqual([[], [['ARTICLE_TOO_SHORT', 'warning']], []])
    })

    it('renews a token that ended before its time', async () => {
      switchTo('token-expired')
      expect((await submit()).remoteId).toMatch(/^\d+$/)
    })

    it.each([
      ['throttle', { errorClass: 'throttled' }],
      ['rate-block', { channelCode: '-412', errorClass: 'throttled' }],
      ['error', { errorClass: 'unknown-outcome' }],
      ['drop', { errorClass: 'unknown-outcome' }],
      ['accept-504', { errorClass: 'unknown-outcome' }],
    ] as const)('meets the fault %s', async (fault, expected) => {
      switchTo(fault)
      await expect(submit()).rejects.toMatchObject(expected)
    })

    it('says that credentials are wrong', async () => {
      await expect(at({ token: 'wrong' }).checkLive!({ signal })).rejects.toMatchObject({
        channelCode: '-3',
        errorClass: 'reauth-user',
      })
    })

    it('tells when its authorisation ends, should Bilibili say so', async () => {
      const endsIn = (added: object) => {
        const fetch: SafeFetch = async (url, init) => {
          const answer = await createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })(url, init)
          const body = (await answer.json()) as { data?: object }

          return Response.json({ ...body, data: { ...body.data, ...added } })
        }

        return at({ fetch, settings: { clientId: JSON.stringify(added) }, stores: new Map() }).checkLive!({ signal })
      }
      const daysUntil = ({ expiresAt }: LiveCheck) => Math.round((Date.parse(expiresAt ?? '') - Date.now()) / DAY)

      expect(await endsIn({})).not.toHaveProperty('expiresAt')
      expect(daysUntil(await endsIn({ refresh_token_expires_in: (20 * DAY) / 1_000 }))).toBe(20)
      expect(daysUntil(await endsIn({ refresh_expires_in: (Date.now() + 30 * DAY) / 1_000 }))).toBe(30)
    })

    it('names the account, and the permission that is missing', async () => {
      expect(await at().checkLive!({ signal })).toEqual({ accountName: 'brand', findings: [] })

      const lacking = at({ settings: { clientId: 'no-articles' } })

      expect(await lacking.checkLive!({ signal })).toMatchObject({ findings: [{ code: 'PERMISSION_MISSING' }] })
      await expect(submit(lacking)).rejects.toMatchObject({ errorClass: 'not-allowed' })
    })
  })

  it('signs what it sends', () => {
    const now = new Date('2026-11-26T00:00:00.500Z')
    const signed = signHeaders({ appSecret: 'secret', body: '', clientId: 'app', nonce: 'n', now })
    const text = [
      'x-bili-accesskeyid:app',
      'x-bili-content-md5:d41d8cd98f00b204e9800998ecf8427e',
      'x-bili-signature-method:HMAC-SHA256',
      'x-bili-signature-nonce:n',
      'x-bili-signature-version:2.0',
      'x-bili-timestamp:1795651200',
    ].join('\n')

    expect(signed['authorization']).toBe(createHmac('sha256', 'secret').update(text).digest('hex'))
  })

  it('puts in the addresses of the pictures, wherever the size stands', () => {
    expect(
      fillImages(
        '<img alt="" data-media="a1" width="4" src="/x.jpg"><img src="/y.jpg">',
        (id) => `https://i.test/${id}`,
      ),
    ).toBe('<img alt="" width="4" src="https://i.test/a1"><img src="/y.jpg">')
  })
})
