import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { createBlueskyChannel, blueskyKind } from '../../src/channels/bluesky/createBlueskyChannel.ts'
import { findFacets } from '../../src/channels/bluesky/findFacets.ts'
import { recordKey } from '../../src/channels/bluesky/recordKey.ts'
import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createTokenKeeper, type TokenStore } from '../../src/channels/tokens/createTokenKeeper.ts'
import type { ChannelAccount, ChannelOptions, Handles, SafeFetch } from '../../src/domain/channelAdapter.ts'
import { HOUR, MIB, MINUTE } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { bluesky } from '../../src/sandbox/platforms/bluesky.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions, createMemoryTokenStore } from '../support/channelOptions.ts'
import { aLongText, aPost } from '../support/content.ts'
import { crashingAfter } from '../support/crashingFetch.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const signal = new AbortController().signal
const account = { credentials: { password: STAND_IN_TOKEN }, settings: { identifier: 'brand.bsky.social' } }

const createAt = (
  platform: string,
  fetch: SafeFetch,
  changes: Partial<ChannelAccount> = {},
  options: Partial<Omit<ChannelOptions, 'account'>> = {},
) =>
  createBlueskyChannel(
    channelOptions({
      account: {
        ...account,
        ...changes,
        settings: { ...account.settings, ...changes.settings, service: platform },
      },
      fetch,
      ...options,
    }),
  )

const THREADED = { settings: { identifier: 'brand.bsky.social', longText: 'thread' } }

const refused = (status: number, error: string, headers = {}) => ({
  body: { error, message: 'no' },
  headers,
  status,
})

describe('bluesky channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => createAt(platform, fetch),
    echo: (text) => ({ error: 'InvalidRequest', message: text }),
    isCommit: ({ url }) => url.endsWith('/com.atproto.repo.putRecord'),
    kind: blueskyKind,
    narrow: { bodyBytes: 5, images: 1, text: { max: 5, unit: 'grapheme' } },
    refusals: [
      { title: 'a code that is asked for', answer: refused(401, 'AuthFactorTokenRequired'), errorClass: 'needs-human' },
      { title: 'a wrong password', answer: refused(401, 'AuthenticationRequired'), errorClass: 'reauth-user' },
      { title: 'an account that is blocked', answer: refused(401, 'AccountTakedown'), errorClass: 'not-allowed' },
      { title: 'an account that was closed', answer: refused(400, 'RepoNotFound'), errorClass: 'disconnect' },
      {
        title: 'a record of another form',
        answer: refused(400, 'InvalidRequest'),
        channelCode: 'InvalidRequest',
        errorClass: 'invalid-payload',
      },
      { title: 'a picture that is too large', answer: refused(400, 'BlobTooLarge'), errorClass: 'invalid-payload' },
      {
        title: 'a picture that was dropped',
        answer: refused(400, 'BlobNotFound'),
        errorClass: 'retry',
        forgetsHandles: true,
      },
      {
        title: 'points that are used up',
        answer: refused(429, 'RateLimitExceeded', { 'ratelimit-reset': '1' }),
        errorClass: 'throttled',
        retryAfterMs: 1_000,
      },
      { title: 'a fault behind the server', answer: refused(502, 'UpstreamFailure'), errorClass: 'unknown-outcome' },
      { title: 'a name that nobody knows', answer: refused(500, 'Surprise'), errorClass: 'unknown-outcome' },
      { title: 'a success without an address', answer: { body: {} }, errorClass: 'unknown-outcome' },
    ],
    samples: {
      marked: {
        post: aPost({ cover: null, gallery: [] }),
        variant: {
          firstComment: null,
          media: [],
          text: '买它👍 @shop.example.com 看 https://example.com/防晒?a=1。 #夏日',
          title: '好物',
        },
      },
    },
    secrets: [STAND_IN_TOKEN],
    standIn: bluesky,
  })

  it('renders a long text as a thread where the account wants it, and refuses it where not', async () => {
    const nobody = () => Promise.reject(new Error('nobody'))
    const compile = (changes: Partial<ChannelAccount>) =>
      compileContent({
        adapter: createAt('https://pds.test', nobody, changes),
        limits: {},
        locale: 'zh',
        post: aPost(),
        variant: aLongText(),
      })
    const { content, findings } = compile(THREADED)

    expect(compile({}).findings.map(({ code }) => code)).toEqual(['TEXT_TOO_LONG'])
    expect(findings).toEqual([])
    await expect(`${JSON.stringify(content.rendered, null, 2)}\n`).toMatchFileSnapshot('golden/bluesky/thread.json')
  })

  describe('facets', () => {
    const cut = (text: string) =>
      findFacets(text).map(({ byteEnd, byteStart, feature }) => ({
        feature,
        part: Buffer.from(text).subarray(byteStart, byteEnd).toString('utf8'),
      }))

    it.each([
      [
        'a link after emoji, by bytes',
        '👨‍👩‍👧 见 https://a.example/x',
        'https://a.example/x',
        { type: 'link', uri: 'https://a.example/x' },
      ],
      [
        'a link without the full stop behind it',
        '(https://a.example).',
        'https://a.example',
        { type: 'link', uri: 'https://a.example' },
      ],
      ['a mention', '谢谢@Kol.bsky.social！', '@Kol.bsky.social', { handle: 'kol.bsky.social', type: 'mention' }],
      ['a hashtag in Chinese', '今天#防晒 必备', '#防晒', { tag: '防晒', type: 'tag' }],
    ])('finds %s', (_title, text, part, feature) => {
      expect(cut(text.replace('今天#', '今天 #').replace('谢谢@', '谢谢 @'))).toEqual([{ feature, part }])
    })

    it.each([
      ['an address of mail', 'a@example.com'],
      ['a number', '第 #1 名'],
      ['a tag of 65', `#${'a'.repeat(65)}`],
    ])('does not take %s for one', (_title, text) => {
      expect(findFacets(text)).toEqual([])
    })
  })

  describe('the key of a record', () => {
    it('is a TID that the publication alone decides', () => {
      expect(recordKey('p1')).toBe(recordKey('p1'))
      expect(recordKey('p1')).not.toBe(recordKey('p2'))
      expect(recordKey('p1')).toMatch(/^3[234567abcdefghijklmnopqrstuvwxyz]{12}$/)
    })
  })

  describe('limits', () => {
    it.each([
      ['300 characters', '字'.repeat(300), []],
      ['301 characters', '字'.repeat(301), ['TEXT_TOO_LONG']],
      ['300 families, which are far more than 3,000 bytes', '👨‍👩‍👧'.repeat(300), ['BODY_TOO_LARGE']],
    ])('finds of %s what is in excess', (_title, text, codes) => {
      const adapter = createAt('https://pds.test', () => Promise.reject(new Error('nobody')))
      const variant = { firstComment: null, media: [], text, title: '' }
      const { findings } = compileContent({ adapter, limits: {}, locale: 'zh', post: aPost({ topics: [] }), variant })

      expect(findings.map(({ code }) => code)).toEqual(codes)
    })
  })

  describe('on its stand-in', () => {
    let platform: RunningStandIn

    beforeAll(async () => {
      platform = await startStandIn(bluesky)
    })

    beforeEach(() => platform.switchTo('off'))
    afterAll(() => platform.close())

    const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })
    const at = (changes?: Partial<ChannelAccount>, options?: Partial<Omit<ChannelOptions, 'account'>>) =>
      createAt(platform.url, fetch, changes, options)

    const prepare = async (publicationId: string, text?: string, adapter = at()) => {
      const variant = text === undefined ? null : { firstComment: null, media: [], text, title: null }
      const { content } = compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(), variant })
      const args = { content, publicationId, signal }
      const handles: Handles = (await adapter.prepare?.({ ...args, handles: {}, keep: () => Promise.resolve() })) ?? {}

      return { ...args, handles }
    }

    describe('a thread', () => {
      const partIds = (id: string) => [id, `${id}/1`, `${id}/2`].map(recordKey)
      const recordsOf = (id: string) =>
        Promise.all(partIds(id).map((key) => platform.context.objects.find('brand', 'record', key)))
      const threaded = (fetchParts: SafeFetch = fetch) => createAt(platform.url, fetchParts, THREADED)
      const prepareThread = (id: string) => prepare(id, aLongText().text ?? '', threaded())

      it('publishes its parts in order, each as an answer to the one before it', async () => {
        const before = platform.posts().length
        const result = await threaded().commit(await prepareThread('t1'))
        const uris = partIds('t1').map((key) => `at://did:plc:brand/app.bsky.feed.post/${key}`)
        const records = (await recordsOf('t1')).map((stored) => stored?.['record'] as Record<string, unknown>)

        expect(result).toMatchObject({ remoteId: uris[0], state: 'published' })
        expect(platform.posts()).toHaveLength(before + 3)
        expect(records.map(({ text }) => / \(\d\/3\)$/.exec(String(text))?.[0])).toEqual([' (1/3)', ' (2/3)', ' (3/3)'])
        expect(records.map(({ embed }) => embed !== undefined)).toEqual([true, false, false])
        expect(records.map(({ reply }) => reply)).toMatchObject(
          [
            {},
            { parent: { uri: uris[0] }, root: { uri: uris[0] } },
            { parent: { uri: uris[1] }, root: { uri: uris[0] } },
          ].map((reply, index) => (index === 0 ? undefined : reply)),
        )
      })

      it.each([1, 2, 3])('goes on after a crash behind part %i, and makes nothing twice', async (out) => {
        const before = platform.posts().length
        const args = await prepareThread(`t2-${out}`)

        await expect(threaded(crashingAfter(out, fetch, 'putRecord')).commit(args)).rejects.toMatchObject({
          errorClass: 'unknown-outcome',
        })
        expect(platform.posts()).toHaveLength(before + out)

        expect(await threaded().commit(args)).toMatchObject({ state: 'published' })
        expect(platform.posts()).toHaveLength(before + 3)
      })

      it('takes all its parts back, and counts them together', async () => {
        const before = platform.posts().length
        const { handles, ...args } = await prepareThread('t3')
        const result = await threaded().commit({ ...args, handles })
        const asked = { handles, publicationId: 't3', receipt: result as { remoteId: string }, signal }
        const [first, second] = partIds('t3')

        await platform.context.objects.put('brand', 'record', first ?? '', { likeCount: 2, replyCount: 3 })
        await platform.context.objects.put('brand', 'record', second ?? '', { likeCount: 5, replyCount: 1 })

        // Two of the four answers are the thread's own.
        expect(await threaded().metrics?.({ ...asked, day: '2026-11-26' })).toMatchObject([
          { type: 'like', value: 7 },
          { type: 'share', value: 0 },
          { type: 'comment', value: 2 },
        ])
        await threaded().withdraw?.(asked)
        expect(platform.posts()).toHaveLength(before)
      })
    })

    const sessions = async () => (await platform.context.objects.list('brand', 'session')).length

    it('publishes a record with its pictures, their shape and what they show', async () => {
      const result = await at().commit(await prepare('b1'))
      const rkey = recordKey('b1')
      const stored = await platform.context.objects.find('brand', 'record', rkey)

      expect(result).toEqual({
        remoteId: `at://did:plc:brand/app.bsky.feed.post/${rkey}`,
        state: 'published',
        url: `https://bsky.app/profile/did:plc:brand/post/${rkey}`,
      })
      expect(stored?.['record']).toMatchObject({
        embed: {
          $type: 'app.bsky.embed.images',
          images: [
            { alt: '海边的防晒乳', aspectRatio: { height: 1, width: 1 }, image: { mimeType: 'image/png' } },
            { alt: '海边的防晒乳' },
          ],
        },
        langs: ['zh'],
        text: '夏日防晒攻略\n\n记得补涂。\n\n#防晒 #夏日护肤',
      })
      expect(platform.posts().at(-1)?.draft.media).toHaveLength(2)
    })

    it('links who is there and leaves who is not as text', async () => {
      const { handles, ...args } = await prepare('b2', '@kol.example.com @nobody.example.com')

      await at().commit({ ...args, handles })

      const stored = await platform.context.objects.find('brand', 'record', recordKey('b2'))
      const { facets = [] } = stored?.['record'] as { facets?: { features: unknown[] }[] }

      expect(handles['dids']).toEqual({ 'kol.example.com': 'did:plc:kol-example-com', 'nobody.example.com': '' })
      expect(facets[0]?.features).toEqual([
        { $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:kol-example-com' },
      ])
      // And the two hashtags.
      expect(facets).toHaveLength(3)
    })

    it.each(['accept-504', 'drop'] as const)(
      'makes one post of two sends when the answer is lost: %s',
      async (fault) => {
        const before = platform.posts().length
        const args = await prepare(`b3-${fault}`)

        platform.switchTo(fault)
        await expect(at().commit(args)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
        platform.switchTo('off')

        const first = await platform.context.objects.find('brand', 'record', recordKey(`b3-${fault}`))

        expect(await at().commit(args)).toMatchObject({ state: 'published' })
        expect(await platform.context.objects.find('brand', 'record', recordKey(`b3-${fault}`))).toEqual(first)
        expect(platform.posts()).toHaveLength(before + 1)
      },
    )

    it('uploads nothing anew, and keeps the time of the first preparation', async () => {
      const { content, handles } = await prepare('b4')
      const later = at(undefined, { clock: () => new Date(Date.now() + MINUTE) })
      const again = { content, handles, keep: () => Promise.reject(new Error('uploaded')), publicationId: 'b4', signal }

      expect(await later.prepare?.(again)).toEqual(handles)
    })

    it('renews a session that ended before its time, and sends the same once more', async () => {
      const before = platform.posts().length
      const adapter = at()
      const args = await prepare('b5', undefined, adapter)

      platform.switchTo('token-expired')
      expect(await adapter.commit(args)).toMatchObject({ state: 'published' })
      expect(platform.posts()).toHaveLength(before + 1)
    })

    it('renews ahead of the end without the password, and opens a session anew when there is nothing to renew', async () => {
      const store: TokenStore = createMemoryTokenStore()
      let now = new Date()
      const clock = () => now
      const options = (password: string) =>
        [
          { credentials: { password } },
          { clock, tokens: (fetchToken) => createTokenKeeper({ clock, fetchToken, store }) },
        ] satisfies [Partial<ChannelAccount>, Partial<Omit<ChannelOptions, 'account'>>]

      await at(...options(STAND_IN_TOKEN)).refresh?.({ signal })

      const opened = await sessions()

      now = new Date(now.getTime() + 2 * HOUR - MINUTE)
      await at(...options('wrong')).refresh?.({ signal })
      // One pair took the place of a refresh token.
      expect(await sessions()).toBe(opened + 1)

      for (const { id } of await platform.context.objects.list('brand', 'session')) {
        await platform.context.objects.remove('brand', 'session', id)
      }

      now = new Date(now.getTime() + 3 * HOUR)
      await at(...options(STAND_IN_TOKEN)).refresh?.({ signal })
      expect(await sessions()).toBe(2)
    })

    it.each([
      ['throttle', { errorClass: 'throttled' }],
      ['error', { errorClass: 'unknown-outcome' }],
    ] as const)('meets the fault %s', async (fault, expected) => {
      const before = platform.posts().length
      const args = await prepare(`fault-${fault}`)

      platform.switchTo(fault)
      await expect(at().commit(args)).rejects.toMatchObject(expected)
      expect(platform.posts()).toHaveLength(before)
    })

    it('is refused by the server too when the text is one character too long', async () => {
      const args = await prepare('b6', `${'字'.repeat(300)}`)

      await expect(at().commit(args)).rejects.toMatchObject({
        channelCode: 'InvalidRequest',
        errorClass: 'invalid-payload',
      })
    })

    it.each([
      [1_000_000, { state: 'published' }],
      [1_000_001, { errorClass: 'invalid-payload' }],
    ])('sends a picture of %i bytes to what the server makes of it', async (size, expected) => {
      const file = { bytes: new Uint8Array(size), fileName: 'a.png', height: 1, mimeType: 'image/png', width: 1 }
      const adapter = at(undefined, { files: { read: () => Promise.resolve(file) } })
      const args = await prepare(`size-${size}`, undefined, adapter)

      expect(await adapter.commit(args).catch((error: unknown) => error)).toMatchObject(expected)
    })

    it('asks for pictures of no more bytes than are taken', async () => {
      const asked: unknown[] = []
      const tooLarge = new ChannelError({ errorClass: 'invalid-payload', message: 'too large' })
      const read: ChannelOptions['files']['read'] = (args) => {
        asked.push(args.maxBytes)

        return Promise.reject(tooLarge)
      }

      await expect(prepare('b7', undefined, at(undefined, { files: { read } }))).rejects.toBe(tooLarge)
      expect(asked).toEqual([1_000_000])
    })

    it('takes back what it published', async () => {
      const result = await at().commit(await prepare('b8'))
      const before = platform.posts().length
      const receipt = { remoteId: result.state === 'published' ? result.remoteId : '' }

      await at().withdraw?.({ handles: {}, publicationId: 'b8', receipt, signal })
      expect(platform.posts()).toHaveLength(before - 1)
    })

    it('tells how often a post was liked, shared, quoted and answered', async () => {
      const result = await at().commit(await prepare('b9'))
      const counts = { likeCount: 7, quoteCount: 1, replyCount: 2, repostCount: 3 }
      const receipt = { remoteId: result.state === 'published' ? result.remoteId : '' }

      await platform.context.objects.put('brand', 'record', recordKey('b9'), counts)

      expect(await at().metrics?.({ day: '2026-11-26', handles: {}, publicationId: 'b9', receipt, signal })).toEqual([
        { isTotal: true, type: 'like', value: 7 },
        { isTotal: true, type: 'share', value: 4 },
        { isTotal: true, type: 'comment', value: 2 },
      ])
    })

    it('names the account when all is well, and says of a wrong password that it is wrong', async () => {
      expect(await at().checkLive?.({ signal })).toEqual({ accountName: 'brand.bsky.social', findings: [] })
      await expect(at({ credentials: { password: 'wrong' } }).checkLive?.({ signal })).rejects.toMatchObject({
        errorClass: 'reauth-user',
      })
    })
  })
})
