import { describe, expect, it } from 'vitest'

import { douyinApiKind } from '../../src/channels/douyin-api/createDouyinApiChannel.ts'
import type { ChannelKind } from '../../src/domain/channelAdapter.ts'
import { DAY, MINUTE } from '../../src/domain/duration.ts'
import { douyinApi } from '../../src/sandbox/platforms/douyin-api.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPicture, aPost } from '../support/content.ts'
import { pointedAt, stageOf } from '../support/robotStage.ts'
import { STAND_IN_TOKEN } from '../support/standIn.ts'

const signal = new AbortController().signal
const refused = (code: number) => ({
  body: { data: { description: 'no', error_code: code }, extra: { error_code: code, logid: 'log-7' } },
})
const worded = (text: string, count = 1) =>
  aPost({
    cover: null,
    gallery: Array.from({ length: count }, (_, index) => aPicture({ id: `${index}` })),
    locales: { zh: { excerpt: '', html: '', text, title: '' } },
    topics: [],
  })

/** The kind as an account has it to which Douyin granted the interface. */
const granted: ChannelKind = {
  ...douyinApiKind,
  create: ({ account, ...options }) =>
    douyinApiKind.create({ ...options, account: { ...account, limits: { capabilities: { imageText: true } } } }),
}

describe('douyin-api channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => pointedAt(granted, platform, { fetch }),
    echo: (text) => ({ data: { description: text, error_code: 28001007 } }),
    isCommit: ({ url }) => url.includes('/create_image_text/'),
    kind: douyinApiKind,
    narrow: { images: 1, text: { max: 2, unit: 'grapheme' }, topics: 1 },
    refusals: [
      ...[28001005, 28001006, 12345].map((code) => ({
        title: `a fault inside, or what nobody knows (${code})`,
        answer: refused(code),
        errorClass: 'unknown-outcome' as const,
        requestId: 'log-7',
      })),
      ...[10010, 10020, 2190002].map((code) => ({
        title: `wrong credentials (${code})`,
        answer: refused(code),
        errorClass: 'reauth-user' as const,
      })),
      ...[28001012, 28001014, 28001018].map((code) => ({
        title: `a missing permission (${code})`,
        answer: refused(code),
        errorClass: 'not-allowed' as const,
      })),
      { title: 'a banned app', answer: refused(28001016), errorClass: 'disconnect' },
      { title: 'a used-up quota', answer: refused(28003017), errorClass: 'quota-exhausted' },
      { title: 'too many calls', answer: refused(28003018), errorClass: 'throttled', retryAfterMs: MINUTE },
      ...[28001007, 2190001].map((code) => ({
        title: `what has not the form (${code})`,
        answer: refused(code),
        errorClass: 'invalid-payload' as const,
      })),
      { title: 'a success without a post', answer: { body: { data: {} } }, errorClass: 'unknown-outcome' },
    ],
    secrets: [STAND_IN_TOKEN, 'stand-in-access-1'],
    standIn: douyinApi,
  })

  describe('on its stand-in', () => {
    const { at, compile, newest, switchTo } = stageOf(granted, douyinApi)

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
        url: 'https://www.iesdouyin.com/share/note/1',
      })
      expect(newest()).toMatchObject({ text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' })
      expect(newest()?.media).toHaveLength(2)
    })

    it('says that the review refused it', async () => {
      switchTo('review-reject')
      await expect(at().poll!(await submit())).rejects.toMatchObject({
        errorClass: 'rejected-content',
        isVerdict: true,
        says: { code: 'REVIEW_REJECTED' },
      })
    })

    it('uploads nothing anew', async () => {
      const { remoteId: _remoteId, ...args } = await submit()
      const keep = () => Promise.reject(new Error('uploaded'))

      expect(await at().prepare!({ ...args, keep })).toEqual(args.handles)
    })

    it('takes 30 pictures and 1,000 characters, and not one more, as the stand-in does', async () => {
      const codes = (count: number, pictures: number) =>
        compile(at(), worded('字'.repeat(count), pictures)).findings.map(({ code }) => code)

      expect([codes(1_000, 30), codes(1_001, 1), codes(1, 31), codes(1, 0)]).toEqual([
        [],
        ['TEXT_TOO_LONG'],
        ['TOO_MANY_IMAGES'],
        ['IMAGE_MISSING'],
      ])
      await expect(submit(at(), worded('字'.repeat(1_000)))).resolves.toBeDefined()
      await expect(submit(at(), worded('字'.repeat(1_001)))).rejects.toMatchObject({ errorClass: 'invalid-payload' })
    })

    it('renews a token that ended before its time', async () => {
      switchTo('token-expired')
      expect((await submit()).remoteId).toMatch(/^@item-\d+$/)
    })

    it.each([
      ['throttle', { errorClass: 'throttled' }],
      ['rate-block', { channelCode: '28003017', errorClass: 'quota-exhausted', requestId: 'log-1' }],
      ['error', { errorClass: 'unknown-outcome' }],
      ['drop', { errorClass: 'unknown-outcome' }],
      ['accept-504', { errorClass: 'unknown-outcome' }],
    ] as const)('meets the fault %s', async (fault, expected) => {
      switchTo(fault)
      await expect(submit()).rejects.toMatchObject(expected)
    })

    it('names the account, and says what is wrong with it', async () => {
      const now = new Date()
      const asked = at({ clock: () => now, settings: { clientKey: 'of-another' }, stores: new Map() })
      const { expiresAt, ...check } = await asked.checkLive!({ signal })

      expect(check).toEqual({ accountName: 'rehearsal', findings: [] })
      expect(expiresAt).toBe(new Date(now.getTime() + 30 * DAY).toISOString())
      await expect(at({ token: 'wrong' }).checkLive!({ signal })).rejects.toMatchObject({ errorClass: 'reauth-user' })
      await expect(submit(at({ settings: { clientKey: 'no-scope' } }))).rejects.toMatchObject({
        says: { code: 'PERMISSION_MISSING' },
      })
    })
  })

  describe('without the grant', () => {
    const nobody = () => Promise.reject(new Error('nothing may be called here'))
    const adapter = pointedAt(douyinApiKind, 'http://127.0.0.1:9', { fetch: nobody })
    const content = {
      post: aPost(),
      rendered: adapter.render({ limits: {}, locale: 'zh', post: aPost(), variant: null }),
      schemaVersion: 1 as const,
      variant: null,
    }
    const args = { content, handles: {}, publicationId: 'p1', signal }
    const closed = { errorClass: 'not-allowed', says: { code: 'MARKETING_CLOSED' } }

    it('sends nothing, and says why', async () => {
      await expect(adapter.prepare!({ ...args, keep: () => Promise.resolve() })).rejects.toMatchObject(closed)
      await expect(adapter.commit(args)).rejects.toMatchObject(closed)
    })

    it('says so while a post is written, until the account states it', () => {
      const codes = (limits = {}) => adapter.validate({ content, limits }).map(({ code }) => code)

      expect([codes(), codes({ capabilities: { imageText: true } })]).toEqual([['MARKETING_CLOSED'], []])
    })

    it('can be rehearsed', () => {
      const { settings } = douyinApiKind.rehearseAt!({ settings: {}, token: 't', url: 'http://127.0.0.1:9' })
      const rehearsing = douyinApiKind.create(channelOptions({ account: { mode: 'rehearsal', settings } }))

      expect(adapter.validate({ content, limits: {} })).toMatchObject([{ severity: 'error' }])
      expect(rehearsing.validate({ content, limits: {} })).toMatchObject([{ severity: 'warning' }])
    })
  })
})
