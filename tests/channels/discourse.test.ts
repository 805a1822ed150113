import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createDiscourseChannel, discourseKind } from '../../src/channels/discourse/createDiscourseChannel.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import type { ChannelAccount, ChannelOptions, Handles, Receipt, SafeFetch } from '../../src/domain/channelAdapter.ts'
import { DAY, MIB, MINUTE } from '../../src/domain/duration.ts'
import { discourse } from '../../src/sandbox/platforms/discourse.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPost } from '../support/content.ts'
import type { Respond } from '../support/receiver.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const signal = new AbortController().signal
const settings = { apiUsername: 'brand', categoryId: '5' }

const createAt = (
  platform: string,
  fetch: SafeFetch,
  changes: Partial<ChannelAccount> = {},
  options: Partial<Omit<ChannelOptions, 'account'>> = {},
) =>
  createDiscourseChannel(
    channelOptions({
      account: {
        credentials: { apiKey: STAND_IN_TOKEN },
        ...changes,
        settings: { ...settings, baseUrl: platform, ...changes.settings },
      },
      fetch,
      ...options,
    }),
  )

const refused = (status: number, type: string, rest = {}) => ({
  body: { error_type: type, errors: ['no'], ...rest },
  status,
})

/** A forum that knows no topic under any id, so that a 422 is what it seems. */
const accept: Respond = ({ method, url }, response) => {
  if (method === 'GET') {
    response.writeHead(404).end('{"error_type":"not_found","errors":["no"]}')
  } else {
    response.end(
      JSON.stringify(url === '/uploads.json' ? { short_url: 'upload://a.png' } : { topic_id: 7, topic_slug: 'sun' }),
    )
  }
}

describe('discourse channel', () => {
  itHonoursTheChannelContract({
    accept,
    create: ({ fetch, platform }) => createAt(platform, fetch),
    echo: (text) => ({ errors: [text] }),
    isCommit: ({ url }) => url === '/posts.json',
    kind: discourseKind,
    narrow: { images: 1, text: { max: 2, unit: 'grapheme' }, title: { max: 2, unit: 'grapheme' } },
    refusals: [
      {
        title: 'a key without the right',
        answer: refused(403, 'invalid_access'),
        channelCode: 'invalid_access',
        errorClass: 'not-allowed',
      },
      { title: 'a category that is gone', answer: refused(404, 'not_found'), errorClass: 'disconnect' },
      {
        title: 'a parameter of another form',
        answer: refused(400, 'invalid_parameters'),
        errorClass: 'invalid-payload',
      },
      {
        title: 'what its validation refuses',
        answer: { body: { errors: ['Title is too short'] }, status: 422 },
        channelCode: 'HTTP_422',
        errorClass: 'rejected-content',
      },
      {
        title: 'too many calls',
        answer: refused(429, 'rate_limit', { extras: { wait_seconds: 17 } }),
        errorClass: 'throttled',
        retryAfterMs: 17_000,
      },
      { title: 'maintenance', answer: refused(503, 'read_only'), errorClass: 'retry', retryAfterMs: 60_000 },
      { title: 'a success without a topic', answer: { body: {} }, errorClass: 'unknown-outcome' },
    ],
    secrets: [STAND_IN_TOKEN],
  })

  describe('limits', () => {
    it.each([
      ['a title of 255', '字'.repeat(255), '好', []],
      ['a title of 256', '字'.repeat(256), '好', ['TITLE_TOO_LONG']],
      ['a text of 32,000', '题', '字'.repeat(32_000), []],
      ['a text of 32,001', '题', '字'.repeat(32_001), ['TEXT_TOO_LONG']],
    ])('finds of %s what is in excess', (_title, title, text, codes) => {
      const adapter = createAt('https://forum.test', () => Promise.reject(new Error('nobody')))
      const variant = { firstComment: null, media: [], text, title }
      const { findings } = compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(), variant })

      expect(findings.map(({ code }) => code)).toEqual(codes)
    })
  })

  describe('on its stand-in', () => {
    let platform: RunningStandIn

    beforeAll(async () => {
      platform = await startStandIn(discourse)
    })

    beforeEach(() => platform.switchTo('off'))
    afterAll(() => platform.close())

    const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })
    const at = (changes?: Partial<ChannelAccount>, options?: Partial<Omit<ChannelOptions, 'account'>>) =>
      createAt(platform.url, fetch, changes, options)

    const prepare = async (publicationId: string, adapter = at(), post = aPost()) => {
      const { content } = compileContent({ adapter, limits: {}, locale: 'zh', post, variant: null })
      const args = { content, publicationId, signal }
      const handles: Handles = (await adapter.prepare?.({ ...args, handles: {}, keep: () => Promise.resolve() })) ?? {}

      return { ...args, handles }
    }

    it('opens a topic with the pictures that it uploaded', async () => {
      const result = await at().commit(await prepare('d1'))
      const { draft } = platform.posts().at(-1) ?? {}

      expect(result).toMatchObject({
        remoteId: expect.stringMatching(/^\d+$/) as string,
        state: 'published',
        url: expect.stringMatching(/\/t\/topic\/\d+$/) as string,
      })
      expect(draft).toMatchObject({ title: '夏日防晒攻略', topics: [] })
      expect(draft?.text).toMatch(/^记得补涂。\n\n!\[海边的防晒乳\]\(upload:\/\/\S+\)\n\n!\[/)
      expect(draft?.media).toHaveLength(2)
    })

    it('sends topics as tags when told to', async () => {
      const adapter = at({ settings: { sendTags: true } })

      await adapter.commit(await prepare('d2', adapter))
      expect(platform.posts().at(-1)?.draft.topics).toEqual(['防晒', '夏日护肤'])
    })

    it.each(['accept-504', 'drop'] as const)(
      'makes one topic of two sends when the answer is lost: %s',
      async (fault) => {
        const before = platform.posts().length
        const args = await prepare(`d3-${fault}`)

        platform.switchTo(fault)
        await expect(at().commit(args)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
        platform.switchTo('off')

        expect(await at().commit(args)).toMatchObject({
          state: 'published',
          url: expect.stringMatching(/\/t\/topic\/\d+$/) as string,
        })
        expect(platform.posts()).toHaveLength(before + 1)
      },
    )

    const titled = (title: string) =>
      aPost({ locales: { zh: { excerpt: '', html: '<p>待审</p>', text: '待审', title } } })
    const open = (id: number, title: string, createdAt: Date) =>
      platform.context.objects.put('brand', 'topic', String(id), {
        created_at: createdAt.toISOString(),
        id,
        slug: 'approved',
        title,
      })
    const queued = () => platform.context.objects.list('brand', 'queued')

    it('waits for a moderator, and finds what was approved and not what stood there before', async () => {
      const args = await prepare('d4', at(), titled('待审标题'))
      const startedAt = new Date()
      const poll = { ...args, remoteId: 'd4', startedAt }

      await open(97, '待审标题', new Date(startedAt.getTime() - 7 * DAY))
      await platform.context.objects.put('brand', 'topic', '96', { id: 96, slug: 'undated', title: '待审标题' })
      platform.switchTo('review-reject')
      expect(await at().commit(args)).toMatchObject({ remoteId: 'd4', state: 'pending' })
      expect(await at().poll?.(poll)).toMatchObject({ state: 'pending' })

      await open(99, '待审标题', new Date(startedAt.getTime() + 2 * MINUTE))
      await open(98, '待审标题', new Date(startedAt.getTime() + MINUTE))
      expect(await at().poll?.(poll)).toMatchObject({ remoteId: '98', state: 'published' })

      const isTaken = ({ remoteId }: Receipt) => Promise.resolve(remoteId === '98')

      expect(await at().poll?.({ ...poll, isTaken })).toMatchObject({ remoteId: '99', state: 'published' })
    })

    it('asks before it sends again where topics wait for a moderator, and calls nothing absent', async () => {
      const moderated = at({ settings: { categoryId: '8', requireTopicApproval: true } })
      const args = await prepare('d9', moderated, titled('排队标题'))
      const startedAt = new Date()

      platform.switchTo('accept-504')
      await expect(moderated.commit(args)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
      platform.switchTo('off')

      expect(await queued()).toContainEqual(
        expect.objectContaining({ value: expect.objectContaining({ title: '排队标题' }) as unknown }),
      )
      expect([at().manifest.deduplication, moderated.manifest.deduplication]).toEqual([
        'deterministic-id',
        'reconcile-by-read',
      ])
      expect(await at().reconcile?.({ ...args, startedAt })).toEqual({ state: 'absent' })
      expect(await moderated.reconcile?.({ ...args, startedAt })).toEqual({ state: 'unknown' })
      expect(await moderated.reconcile?.({ ...args, startedAt: null })).toEqual({ state: 'unknown' })

      await open(101, '排队标题', startedAt)
      expect(await moderated.reconcile?.({ ...args, startedAt: null })).toEqual({ state: 'unknown' })
      expect(await moderated.reconcile?.({ ...args, startedAt })).toMatchObject({ remoteId: '101', state: 'published' })
    })

    it.each([
      ['throttle', { errorClass: 'throttled', retryAfterMs: 10_000 }],
      ['duplicate', { errorClass: 'rejected-content' }],
      ['error', { errorClass: 'unknown-outcome' }],
    ] as const)('meets the fault %s', async (fault, expected) => {
      const before = platform.posts().length
      const args = await prepare(`fault-${fault}`)

      platform.switchTo(fault)
      await expect(at().commit(args)).rejects.toMatchObject(expected)
      expect(platform.posts()).toHaveLength(before)
    })

    it.each([
      ['a category that is closed', { settings: { categoryId: '9' } }, 'not-allowed'],
      ['a wrong key', { credentials: { apiKey: 'wrong' } }, 'not-allowed'],
    ])('is refused for %s', async (_title, changes, errorClass) => {
      const args = await prepare('d5')

      await expect(at(changes).commit(args)).rejects.toMatchObject({ errorClass })
    })

    it('is refused by the forum when a picture is too large', async () => {
      const bytes = new Uint8Array(4 * MIB + 1)
      const file = { bytes, fileName: 'a.png', height: 1, mimeType: 'image/png', width: 1 }
      const adapter = at(undefined, { files: { read: () => Promise.resolve(file) } })

      await expect(prepare('d6', adapter)).rejects.toMatchObject({ errorClass: 'rejected-content' })
    })

    it('uploads nothing anew', async () => {
      const { content, handles } = await prepare('d7')
      const keep = () => Promise.reject(new Error('uploaded'))

      expect(await at().prepare?.({ content, handles, keep, publicationId: 'd7', signal })).toEqual(handles)
    })

    it('takes back what it published, and tells how it was received before', async () => {
      const result = await at().commit(await prepare('d8'))
      const remoteId = result.state === 'published' ? result.remoteId : ''
      const args = { handles: {}, publicationId: 'd8', receipt: { remoteId }, signal }
      const before = platform.posts().length

      await platform.context.objects.put('brand', 'topic', remoteId, { like_count: 3, posts_count: 5, views: 70 })
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
      expect(await at({ settings: { categoryId: '9' } }).checkLive?.({ signal })).toMatchObject({
        findings: [{ code: 'PERMISSION_MISSING', severity: 'error' }],
      })
      await expect(at({ credentials: { apiKey: 'wrong' } }).checkLive?.({ signal })).rejects.toMatchObject({
        errorClass: 'reauth-user',
      })
    })
  })
})
