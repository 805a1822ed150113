import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { countedStatus } from '../../src/channels/mastodon/countStatus.ts'
import { createMastodonChannel, mastodonKind } from '../../src/channels/mastodon/createMastodonChannel.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import type { ChannelAccount, ChannelOptions, Handles, SafeFetch } from '../../src/domain/channelAdapter.ts'
import type { PostSnapshot } from '../../src/domain/content.ts'
import { HOUR, KIB, MIB, MINUTE } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import type { MediaFiles } from '../../src/domain/mediaFiles.ts'
import { mastodon } from '../../src/sandbox/platforms/mastodon.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions, someFiles } from '../support/channelOptions.ts'
import { aLongText, aPicture, aPost } from '../support/content.ts'
import { crashingAfter } from '../support/crashingFetch.ts'
import { saidInChinese } from '../support/saidInChinese.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const signal = new AbortController().signal

const createAt = (
  platform: string,
  fetch: SafeFetch,
  changes: Partial<ChannelAccount> = {},
  options: Partial<Omit<ChannelOptions, 'account'>> = {},
) =>
  createMastodonChannel(
    channelOptions({
      account: { credentials: { accessToken: STAND_IN_TOKEN }, settings: { instance: platform }, ...changes },
      fetch,
      ...options,
    }),
  )

const refused = (status: number, headers = {}) => ({ body: { error: 'no' }, headers, status })

describe('mastodon channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => createAt(platform, fetch),
    echo: (text) => ({ error: text }),
    isCommit: ({ method, url }) => method === 'POST' && url.endsWith('/api/v1/statuses'),
    kind: mastodonKind,
    narrow: { images: 1, text: { max: 5, unit: 'grapheme' } },
    refusals: [
      { title: 'a revoked token', answer: refused(401), errorClass: 'reauth-user' },
      { title: 'a scope that is missing', answer: refused(403), channelCode: 'HTTP_403', errorClass: 'not-allowed' },
      {
        title: 'what its validation refuses',
        answer: refused(422, { 'x-request-id': 'r-1' }),
        errorClass: 'invalid-payload',
        requestId: 'r-1',
      },
      {
        title: 'a window that is used up',
        answer: refused(429, { 'x-ratelimit-reset': '2000-01-01T00:00:00.000Z' }),
        errorClass: 'throttled',
        retryAfterMs: 1_000,
      },
      { title: 'a success without a post', answer: { body: {} }, errorClass: 'unknown-outcome' },
    ],
    samples: { 'text-only': { post: aPost({ cover: null, gallery: [] }) } },
    secrets: [STAND_IN_TOKEN],
    standIn: mastodon,
    statuses: { 422: 'invalid-payload' },
  })

  it('renders a long text as a thread where the account wants it, and refuses it where not', async () => {
    const nobody = () => Promise.reject(new Error('nobody'))
    const compile = (changes: Partial<ChannelAccount>) =>
      compileContent({
        adapter: createAt('https://mastodon.test', nobody, changes),
        limits: { text: { max: 300, unit: 'grapheme' } },
        locale: 'zh',
        post: aPost(),
        variant: aLongText(),
      })
    const { content, findings } = compile({ settings: { longText: 'thread' } })

    expect(compile({}).findings.map(({ code }) => code)).toEqual(['TEXT_TOO_LONG'])
    expect(findings).toEqual([])
    await expect(`${JSON.stringify(content.rendered, null, 2)}\n`).toMatchFileSnapshot('golden/mastodon/thread.json')
  })

  describe('counting', () => {
    it.each([
      ['an address as 23', `看 https://example.com/${'a'.repeat(300)} 吧`, 27],
      ['a mention without its server', '@bob@mastodon.social 好', 6],
      ['nothing else in another way', '记得补涂 a@b', 8],
      ['what follows a host', 'https://brand.example，好好', 26],
      ['汉字 that touch a host', '看https://brand.example购买', 26],
      ['an address with a port and a query', 'https://brand.example:8443?from=beat。 好', 25],
      ['signs within a path as its own', 'https://brand.example/夏日，新品 好', 25],
      ['a full stop behind a path', 'https://brand.example/a. 好', 26],
      ['brackets around an address and in it', '(https://brand.example/a_(b))', 25],
      ['quotes around an address', '「https://brand.example/a」', 25],
      ['what is no address to Mastodon', 'https://user.name@host.example', 30],
    ])('counts %s', (_title, text, count) => {
      expect(countedStatus(text)).toHaveLength(count)
    })

    it.each([
      ['500 characters', '字'.repeat(500), 0],
      ['501 characters', '字'.repeat(501), 1],
      ['500 with a long address', `${'字'.repeat(476)} https://example.com/${'a'.repeat(300)}`, 0],
      ['801 behind a link without a path', `https://brand.example，${'字'.repeat(800)}`, 1],
      ['501 with a long address', `${'字'.repeat(477)} https://example.com/${'a'.repeat(300)}`, 1],
    ])('finds that %s are in excess by %i', (_title, text, errors) => {
      const variant = { firstComment: null, media: [], text, title: '' }
      const { findings } = compileContent({
        adapter: createAt('https://mastodon.test', () => Promise.reject(new Error('nobody'))),
        limits: {},
        locale: 'zh',
        post: aPost({ topics: [] }),
        variant,
      })

      expect(findings).toHaveLength(errors)
    })
  })

  describe('on its stand-in', () => {
    let platform: RunningStandIn

    beforeAll(async () => {
      platform = await startStandIn(mastodon)
    })

    beforeEach(() => platform.switchTo('off'))
    afterAll(() => platform.close())

    const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })
    const at = (changes?: Partial<ChannelAccount>, options?: Partial<Omit<ChannelOptions, 'account'>>) =>
      createAt(platform.url, fetch, changes, options)

    const asked = (publicationId: string, post = aPost()) => ({
      content: compileContent({ adapter: at(), limits: {}, locale: 'zh', post, variant: null }).content,
      handles: {} as Handles,
      publicationId,
      signal,
    })

    const prepare = async (publicationId: string, post = aPost(), handles: Handles = {}) => {
      const args = { ...asked(publicationId, post), handles }

      return { ...args, handles: (await at().prepare?.({ ...args, keep: () => Promise.resolve() })) ?? {} }
    }

    it('uploads, waits until all is processed, and publishes', async () => {
      const before = platform.posts().length

      expect(await at().commit(await prepare('m1'))).toMatchObject({
        remoteId: expect.stringMatching(/^\d+$/) as string,
        state: 'published',
        url: expect.stringContaining('/@brand/') as string,
      })
      expect(platform.posts()[before]?.draft).toMatchObject({
        media: [{ alt: '海边的防晒乳' }, { alt: '海边的防晒乳' }],
        text: '记得补涂。\n\n#防晒 #夏日护肤',
        title: '夏日防晒攻略',
      })
    })

    it('keeps each file that is uploaded, and uploads again only what the server dropped', async () => {
      const kept: Handles[] = []
      const args = asked('m2')
      const first = await at().prepare?.({ ...args, keep: (handles) => Promise.resolve(void kept.push(handles)) })
      const [picture, beach] = Object.values((first?.['media'] ?? {}) as Record<string, string>)

      expect(kept).toHaveLength(2)
      await platform.context.objects.remove('brand', 'media', picture ?? '')

      const { handles } = await prepare('m2', aPost(), first)

      expect(Object.values(handles['media'] as Record<string, string>)).toEqual([
        expect.not.stringMatching(new RegExp(`^${picture}$`)),
        beach,
      ])
    })

    it('uploads anew what the server dropped before it was ready, and says so', async () => {
      const forgetful: SafeFetch = (url, init) =>
        url.includes('/api/v1/media/') ? Promise.resolve(Response.json({}, { status: 404 })) : fetch(url, init)
      const error: unknown = await createAt(platform.url, forgetful)
        .prepare?.({ ...asked('gone'), keep: () => Promise.resolve() })
        .catch((thrown: unknown) => thrown)

      expect(error).toMatchObject({ channelCode: 'MEDIA_GONE', errorClass: 'retry', forgetsHandles: true })
      expect(saidInChinese(error)).toBe('发布前 Mastodon 清除了已上传的文件，将自动重新上传。')
    })

    it('makes one post of two sends when the first answer is lost', async () => {
      const before = platform.posts().length
      const args = await prepare('m3')

      platform.switchTo('accept-504')
      await expect(at().commit(args)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
      platform.switchTo('off')

      expect(await at().commit(args)).toMatchObject({ state: 'published' })
      expect(platform.posts()).toHaveLength(before + 1)
    })

    it('makes one post even when the server has forgotten the key', async () => {
      const before = platform.posts().length
      const post = aPost({ slug: 'late', topics: ['只此一次'] })
      const args = await prepare('m4', post)

      platform.switchTo('accept-504')
      await expect(at().commit(args)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
      platform.switchTo('off')
      await platform.context.objects.remove('brand', 'key', 'm4')

      const later = at(undefined, { clock: () => new Date(Date.now() + HOUR) })

      expect(await later.commit(args)).toMatchObject({ state: 'published' })
      expect(platform.posts()).toHaveLength(before + 1)
    })

    describe('on a busy account', () => {
      const others: string[] = []
      // As large as one with four pictures.
      const fill = async (count: number) => {
        for (let made = 0; made < count; made += 1) {
          const id = String(await platform.context.nextNumber('brand', 'status'))
          const status = { created_at: new Date().toISOString(), filler: 'x'.repeat(6_650), id, in_reply_to_id: null }

          others.push(id)
          await platform.context.objects.put('brand', 'status', id, { status, text: `另一条 ${id}` })
        }
      }
      const late = { clock: () => new Date(Date.now() + HOUR) }
      const narrow = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 256 * KIB })
      const lateOn = (given: SafeFetch) => createAt(platform.url, given, undefined, late)
      const lostThenBusy = async (publicationId: string, count: number) => {
        const args = await prepare(publicationId, aPost({ topics: [publicationId] }))

        platform.switchTo('accept-504')
        await expect(at().commit(args)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
        platform.switchTo('off')
        await platform.context.objects.remove('brand', 'key', publicationId)
        await fill(count)

        return args
      }

      afterEach(async () => {
        for (const id of others.splice(0)) {
          await platform.context.objects.remove('brand', 'status', id)
        }
      })

      it('is sent late, although forty others are more than one answer may hold', async () => {
        const args = await prepare('b1', aPost({ topics: ['b1'] }))
        const before = platform.posts().length

        await fill(40)
        expect(await lateOn(narrow).commit(args)).toMatchObject({ state: 'published' })
        expect(platform.posts()).toHaveLength(before + 1)
      })

      it('is found behind forty others, and not made again', async () => {
        const args = await lostThenBusy('b2', 40)
        const before = platform.posts().length

        expect(await lateOn(narrow).commit({ ...args, unknownSince: new Date() })).toMatchObject({ state: 'published' })
        expect(platform.posts()).toHaveLength(before)
      })

      it('is not called absent when there are more than are looked at', async () => {
        const args = await lostThenBusy('b3', 101)
        const before = platform.posts().length

        expect(await at().reconcile?.({ ...args, startedAt: new Date() })).toEqual({ state: 'unknown' })
        await expect(lateOn(narrow).commit({ ...args, unknownSince: new Date() })).rejects.toMatchObject({
          channelCode: 'TOO_MANY_POSTS',
          errorClass: 'unknown-outcome',
        })
        expect(platform.posts()).toHaveLength(before)
      })

      it('tries again later when it cannot look, because nothing has left', async () => {
        const args = await prepare('b4')
        const blind: SafeFetch = (url, init) =>
          url.includes('/accounts/1/statuses') ? Promise.resolve(new Response('[{"id": "1"')) : fetch(url, init)

        await expect(lateOn(blind).commit(args)).rejects.toMatchObject({
          channelCode: 'BAD_ANSWER',
          errorClass: 'retry',
          says: { code: 'CHANNEL_RETRY' },
        })
      })
    })

    it.each([
      ['finds its own post by the text', '对账', null, 'published'],
      ['does not take an older one for it', '对账', 2 * MINUTE, 'absent'],
      ['says that it is absent', '没有发过', null, 'absent'],
    ] as const)('%s', async (_title, topic, laterMs, state) => {
      const sent = aPost({ topics: ['对账'] })

      await at().commit(await prepare('m5', sent))

      const startedAt = laterMs === null ? new Date() : new Date(Date.now() + laterMs)

      expect(await at().reconcile?.({ ...asked('m5', aPost({ topics: [topic] })), startedAt })).toMatchObject({ state })
    })

    describe('a thread', () => {
      const threaded = (fetchParts: SafeFetch = fetch, options: Partial<ChannelOptions> = {}) =>
        createAt(platform.url, fetchParts, { settings: { instance: platform.url, longText: 'thread' } }, options)
      const prepareThread = async (publicationId: string, words = publicationId) => {
        const { content } = compileContent({
          adapter: threaded(),
          limits: { text: { max: 300, unit: 'grapheme' } },
          locale: 'zh',
          post: aPost({ topics: [words] }),
          variant: aLongText(words),
        })
        const args = { content, handles: {}, publicationId, signal }

        return { ...args, handles: (await threaded().prepare?.({ ...args, keep: () => Promise.resolve() })) ?? {} }
      }
      const idsOf = (result: object) => (result as { remoteId: string }).remoteId.split(',')

      it('publishes its parts in order, each as an answer to the one before it', async () => {
        const before = platform.posts().length
        const ids = idsOf(await threaded().commit(await prepareThread('t1')))
        const stored = await Promise.all(ids.map((id) => platform.context.objects.find('brand', 'status', id)))

        expect(stored.map((each) => (each?.['status'] as Record<string, unknown>)['in_reply_to_id'])).toEqual([
          null,
          ids[0],
          ids[1],
        ])
        expect(stored.map((each) => / \(\d\/3\)$/.exec(String(each?.['text']))?.[0])).toEqual([
          ' (1/3)',
          ' (2/3)',
          ' (3/3)',
        ])
        expect(
          platform
            .posts()
            .slice(before)
            .map(({ draft }) => draft.media.length),
        ).toEqual([2, 0, 0])
      })

      it.each([
        [1, false],
        [2, false],
        [2, true],
      ])('goes on after a crash behind part %i, and makes nothing twice (keys forgotten: %s)', async (out, isLate) => {
        const before = platform.posts().length
        const id = `t2-${out}-${String(isLate)}`
        const args = await prepareThread(id)
        const later = { clock: () => new Date(Date.now() + (isLate ? HOUR : 0)) }

        await expect(threaded(crashingAfter(out, fetch, '/statuses')).commit(args)).rejects.toMatchObject({
          errorClass: 'unknown-outcome',
        })
        expect(platform.posts()).toHaveLength(before + out)

        if (isLate) {
          await platform.context.objects.remove('brand', 'key', id)
          await platform.context.objects.remove('brand', 'key', `${id}/1`)
        }

        expect(idsOf(await threaded(fetch, later).commit(args))).toHaveLength(3)
        expect(platform.posts()).toHaveLength(before + 3)
      })

      it('is out only when all of it is', async () => {
        const args = await prepareThread('t3')
        const look = () => threaded().reconcile?.({ ...args, startedAt: new Date() })

        await threaded(crashingAfter(2, fetch, '/statuses'))
          .commit(args)
          .catch(() => undefined)
        expect(await look()).toEqual({ isHalfOut: true, state: 'absent' })

        const result = await threaded().commit(args)

        expect(await look()).toMatchObject({ remoteId: idsOf(result).join(','), state: 'published' })
      })

      it('takes all its parts back, and counts them together', async () => {
        const before = platform.posts().length
        const result = await threaded().commit(await prepareThread('t4'))
        const asked = { handles: {}, publicationId: 't4', receipt: result as { remoteId: string }, signal }

        for (const id of idsOf(result)) {
          await platform.context.objects.put('brand', 'status', id, {
            status: { favourites_count: 2, id, reblogs_count: 1, replies_count: 1 },
          })
        }

        // Two of the three answers are the thread's own.
        expect(await threaded().metrics?.({ ...asked, day: '2026-11-26' })).toMatchObject([
          { type: 'like', value: 6 },
          { type: 'share', value: 3 },
          { type: 'comment', value: 1 },
        ])
        await threaded().withdraw?.(asked)
        expect(platform.posts()).toHaveLength(before)
        // Asked once more after an answer that was lost.
        await expect(threaded().withdraw?.(asked)).resolves.toBeUndefined()
      })

      it('can be sent again after it was taken back, although its keys are known', async () => {
        const args = await prepareThread('t5')
        const before = platform.posts().length
        const receipt = { remoteId: idsOf(await threaded().commit(args)).join(',') }

        await threaded().withdraw?.({ handles: {}, publicationId: 't5', receipt, signal })
        await threaded().commit(args)
        await threaded().commit(args)

        expect(platform.posts()).toHaveLength(before + 3)
      })
    })

    it('takes pictures or a film and not both, as the server does', async () => {
      const film = aPicture({ id: 'film', mimeType: 'video/mp4' })
      const files: MediaFiles = {
        read: async ({ media, ...args }) => ({
          ...(await someFiles.read({ media, ...args })),
          ...(media.id === film.id && { fileName: 'film.mp4', mimeType: film.mimeType }),
        }),
      }
      const mixed = aPost({ cover: aPicture(), gallery: [film] })
      const findings = (post: PostSnapshot) =>
        compileContent({ adapter: at(), limits: {}, locale: 'zh', post, variant: null }).findings

      expect(findings(mixed)).toMatchObject([{ code: 'MEDIA_MIXED', path: 'media', severity: 'error' }])
      expect(findings(aPost({ cover: null, gallery: [film] }))).toEqual([])

      const args = asked('mixed', mixed)
      const handles = (await at({}, { files }).prepare?.({ ...args, keep: () => Promise.resolve() })) ?? {}

      await expect(at().commit({ ...args, handles })).rejects.toMatchObject({
        channelCode: 'HTTP_422',
        errorClass: 'invalid-payload',
      })
    })

    it('takes back what it published', async () => {
      const result = await at().commit(await prepare('m6'))
      const before = platform.posts().length
      const receipt = { remoteId: result.state === 'published' ? result.remoteId : '' }

      await at().withdraw?.({ handles: {}, publicationId: 'm6', receipt, signal })
      expect(platform.posts()).toHaveLength(before - 1)
    })

    it('tells how often a post was liked, shared and answered', async () => {
      const result = await at().commit(await prepare('m7'))
      const remoteId = result.state === 'published' ? result.remoteId : ''
      const stored = await platform.context.objects.find('brand', 'status', remoteId)

      await platform.context.objects.put('brand', 'status', remoteId, {
        ...stored,
        status: { favourites_count: 7, id: remoteId, reblogs_count: 3, replies_count: 2 },
      })

      const args = { day: '2026-11-26', handles: {}, publicationId: 'm7', receipt: { remoteId }, signal }

      expect(await at().metrics?.(args)).toEqual([
        { isTotal: true, type: 'like', value: 7 },
        { isTotal: true, type: 'share', value: 3 },
        { isTotal: true, type: 'comment', value: 2 },
      ])
    })

    it.each([
      ['throttle', { errorClass: 'throttled' }, 0],
      ['token-expired', { errorClass: 'reauth-user' }, 0],
      ['error', { errorClass: 'unknown-outcome' }, 0],
      ['drop', { errorClass: 'unknown-outcome' }, 1],
    ] as const)('meets the fault %s', async (fault, expected, taken) => {
      const before = platform.posts().length
      const args = await prepare(`fault-${fault}`)

      platform.switchTo(fault)
      await expect(at().commit(args)).rejects.toMatchObject(expected)
      expect(platform.posts()).toHaveLength(before + taken)
    })

    it('is refused by the server too when the text is one character too long', async () => {
      const args = await prepare('m8')
      const over = { ...args.content, rendered: { ...args.content.rendered, text: '字'.repeat(501) } }

      await expect(at().commit({ ...args, content: over })).rejects.toMatchObject({ errorClass: 'invalid-payload' })
    })

    it('uploads nothing of a picture that cannot be made to fit', async () => {
      const tooLarge = new ChannelError({ errorClass: 'invalid-payload', message: 'too large' })
      const strict = at(undefined, { files: { read: () => Promise.reject(tooLarge) } })
      const args = { ...asked('m9', aPost({ gallery: [aPicture()] })), keep: () => Promise.resolve() }

      await expect(strict.prepare?.(args)).rejects.toMatchObject({ errorClass: 'invalid-payload' })
    })

    it('names the account, and says where the server counts otherwise', async () => {
      expect(await at().checkLive?.({ signal })).toEqual({
        accountName: `@brand@${new URL(platform.url).host}`,
        findings: [],
      })
      expect(await at({ limits: { text: { max: 5_000, unit: 'grapheme' } } }).checkLive?.({ signal })).toMatchObject({
        findings: [{ code: 'LIMIT_DIFFERS', severity: 'error', values: { count: 5_000, max: 500 } }],
      })
    })

    it('says of a wrong token that it is wrong', async () => {
      await expect(at({ credentials: { accessToken: 'wrong' } }).checkLive?.({ signal })).rejects.toMatchObject({
        errorClass: 'reauth-user',
      })
    })
  })
})
