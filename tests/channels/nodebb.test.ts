import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createNodebbChannel, nodebbKind } from '../../src/channels/nodebb/createNodebbChannel.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import type { ChannelAccount, Receipt, SafeFetch } from '../../src/domain/channelAdapter.ts'
import { DAY, MIB, MINUTE } from '../../src/domain/duration.ts'
import { nodebb } from '../../src/sandbox/platforms/nodebb.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPost } from '../support/content.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const signal = new AbortController().signal

const createAt = (platform: string, fetch: SafeFetch, changes: Partial<ChannelAccount> = {}) =>
  createNodebbChannel(
    channelOptions({
      account: {
        credentials: { token: STAND_IN_TOKEN },
        ...changes,
        settings: { baseUrl: platform, categoryId: 5, ...changes.settings },
      },
      fetch,
    }),
  )

const refused = (status: number, code: string) => ({
  body: { response: {}, status: { code, message: 'no' } },
  status,
})

describe('nodebb channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => createAt(platform, fetch),
    echo: (text) => ({ status: { code: 'bad-request', message: text } }),
    isCommit: ({ method, url }) => method === 'POST' && url.endsWith('/api/v3/topics'),
    kind: nodebbKind,
    narrow: { images: 1, text: { max: 2, unit: 'utf16' }, title: { max: 2, unit: 'utf16' }, topics: 1 },
    refusals: [
      {
        title: 'a topic of another form',
        answer: refused(400, 'bad-request'),
        channelCode: 'bad-request',
        errorClass: 'invalid-payload',
      },
      { title: 'a wrong token', answer: refused(401, 'not-authorised'), errorClass: 'reauth-user' },
      { title: 'a user without the right', answer: refused(403, 'forbidden'), errorClass: 'not-allowed' },
      { title: 'a category that is gone', answer: refused(404, 'not-found'), errorClass: 'disconnect' },
      { title: 'a text that is too large', answer: refused(413, 'payload-too-large'), errorClass: 'invalid-payload' },
      { title: 'too many calls', answer: refused(429, 'too-many-requests'), errorClass: 'throttled' },
      { title: 'a fault of its own', answer: refused(500, 'internal-server-error'), errorClass: 'unknown-outcome' },
      { title: 'a success without a topic', answer: { body: { response: {} } }, errorClass: 'unknown-outcome' },
    ],
    secrets: [STAND_IN_TOKEN],
    standIn: nodebb,
  })

  describe('limits', () => {
    it.each([
      ['a title of 255', '字'.repeat(255), '好', []],
      ['a title of 256', '字'.repeat(256), '好', ['TITLE_TOO_LONG']],
      ['a text of 32,767', '题', '字'.repeat(32_767), []],
      ['a text of 32,768', '题', '字'.repeat(32_768), ['TEXT_TOO_LONG']],
    ])('finds of %s what is in excess', (_title, title, text, codes) => {
      const adapter = createAt('https://forum.test', () => Promise.reject(new Error('nobody')))
      const post = aPost({ cover: null, gallery: [] })
      const variant = { firstComment: null, media: [], text, title }
      const { findings } = compileContent({ adapter, limits: {}, locale: 'zh', post, variant })

      expect(findings.map(({ code }) => code)).toEqual(codes)
    })
  })

  describe('on its stand-in', () => {
    let platform: RunningStandIn

    beforeAll(async () => {
      platform = await startStandIn(nodebb)
    })

    beforeEach(() => platform.switchTo('off'))
    afterAll(() => platform.close())

    const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })
    const at = (changes?: Partial<ChannelAccount>) => createAt(platform.url, fetch, changes)

    const asked = (text: string) => {
      const variant = { firstComment: null, media: [], text, title: null }
      const { content } = compileContent({ adapter: at(), limits: {}, locale: 'zh', post: aPost(), variant })

      return { content, handles: {}, publicationId: text, signal }
    }

    it('opens a topic with its tags, and shows its pictures from here', async () => {
      expect(await at().commit(asked('第一帖'))).toMatchObject({
        remoteId: expect.stringMatching(/^\d+$/) as string,
        state: 'published',
        url: expect.stringMatching(/\/topic\/\d+\/topic$/) as string,
      })
      expect(platform.posts().at(-1)?.draft).toMatchObject({
        media: [
          { url: 'https://beat.example/api/media/file/sun.jpg' },
          { url: 'https://beat.example/api/media/file/beach.jpg' },
        ],
        title: '夏日防晒攻略',
        topics: ['防晒', '夏日护肤'],
      })
    })

    it.each(['accept-504', 'drop'] as const)('finds what a lost answer left, and adopts it: %s', async (fault) => {
      const startedAt = new Date()
      const before = platform.posts().length

      platform.switchTo(fault)
      await expect(at().commit(asked(fault))).rejects.toMatchObject({ errorClass: 'unknown-outcome' })

      expect(await at().reconcile?.({ ...asked(fault), startedAt })).toMatchObject({
        remoteId: expect.stringMatching(/^\d+$/) as string,
        state: 'published',
        url: expect.stringContaining('/topic/') as string,
      })
      expect(platform.posts()).toHaveLength(before + 1)
    })

    it.each([
      ['another text under the same title', '没有发过', 0],
      ['the same of an earlier day', '对账', 2 * MINUTE],
    ])('does not take %s for its own', async (_title, text, laterMs) => {
      await at().commit(asked('对账'))

      const startedAt = new Date(Date.now() + laterMs)

      expect(await at().reconcile?.({ ...asked(text), startedAt })).toEqual({ state: 'absent' })
    })

    const queued = () => platform.context.objects.list('brand', 'queued')

    it('waits for a moderator, and finds what was approved and not what stood there before', async () => {
      await platform.context.objects.put('brand', 'topic', '70', {
        content: asked('待审').content.rendered['text'],
        mainPid: 70,
        slug: '70/topic',
        tid: 70,
        timestamp: Date.now() - 7 * DAY,
        timestampISO: '',
        titleRaw: '夏日防晒攻略',
      })

      platform.switchTo('review-reject')
      expect(await at().commit(asked('待审'))).toMatchObject({ remoteId: '待审', state: 'pending' })

      const poll = { ...asked('待审'), remoteId: '待审', startedAt: new Date() }

      expect(await at().poll?.(poll)).toMatchObject({ state: 'pending' })

      platform.switchTo('off')
      const first = await at().commit(asked('待审'))
      const second = await at().commit(asked('待审'))

      expect(await at().poll?.(poll)).toEqual(first)

      const isTaken = ({ remoteId }: Receipt) =>
        Promise.resolve(first.state === 'published' && remoteId === first.remoteId)

      expect(await at().poll?.({ ...poll, isTaken })).toEqual(second)
    })

    it.each([
      [true, 'unknown'],
      [false, 'absent'],
    ])('knows that a queue hides what a lost answer left: %s', async (postQueue, state) => {
      const adapter = at({ settings: { categoryId: 8, postQueue } })
      const before = (await queued()).length

      platform.switchTo('accept-504')
      await expect(adapter.commit(asked(`排队${state}`))).rejects.toMatchObject({ errorClass: 'unknown-outcome' })

      expect(await queued()).toHaveLength(before + 1)
      expect(await adapter.reconcile?.({ ...asked(`排队${state}`), startedAt: new Date() })).toEqual({ state })
    })

    it('takes nothing for its own when nobody knows when it was sent', async () => {
      await at().commit(asked('何时'))

      expect(await at().reconcile?.({ ...asked('何时'), startedAt: null })).toEqual({ state: 'unknown' })
    })

    it.each([
      ['throttle', { errorClass: 'throttled', retryAfterMs: 10_000 }],
      ['error', { errorClass: 'unknown-outcome' }],
    ] as const)('meets the fault %s', async (fault, expected) => {
      const before = platform.posts().length

      platform.switchTo(fault)
      await expect(at().commit(asked(fault))).rejects.toMatchObject(expected)
      expect(platform.posts()).toHaveLength(before)
    })

    it('takes back what it published, and tells how it was received before', async () => {
      const result = await at().commit(asked('撤回'))
      const remoteId = result.state === 'published' ? result.remoteId : ''
      const args = { handles: {}, publicationId: 'n8', receipt: { remoteId }, signal }
      const before = platform.posts().length

      await platform.context.objects.put('brand', 'topic', remoteId, { postcount: 5, upvotes: 3, viewcount: 70 })
      expect(await at().metrics?.({ ...args, day: '2026-11-26' })).toEqual([
        { isTotal: true, type: 'view', value: 70 },
        { isTotal: true, type: 'like', value: 3 },
        { isTotal: true, type: 'comment', value: 4 },
      ])

      // The second time it is gone already.
      for (const _time of ['first', 'second']) {
        await at().withdraw?.(args)
        expect(platform.posts()).toHaveLength(before - 1)
      }
    })

    it('names the account when all is well, and the permission that is missing', async () => {
      expect(await at().checkLive?.({ signal })).toEqual({ accountName: 'brand', findings: [] })
      expect(await at({ settings: { categoryId: 9 } }).checkLive?.({ signal })).toMatchObject({
        findings: [{ code: 'PERMISSION_MISSING', severity: 'error' }],
      })
      await expect(at({ credentials: { token: 'wrong' } }).checkLive?.({ signal })).rejects.toMatchObject({
        errorClass: 'reauth-user',
      })
    })
  })
})
