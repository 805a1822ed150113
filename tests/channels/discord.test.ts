import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createDiscordChannel, discordKind } from '../../src/channels/discord/createDiscordChannel.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import type { ChannelAccount, ChannelOptions, SafeFetch } from '../../src/domain/channelAdapter.ts'
import type { PostSnapshot } from '../../src/domain/content.ts'
import { MIB } from '../../src/domain/duration.ts'
import type { MediaFiles } from '../../src/domain/mediaFiles.ts'
import { decideUnknownOutcome } from '../../src/domain/unknownOutcome.ts'
import { discord } from '../../src/sandbox/platforms/discord.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions, someFiles } from '../support/channelOptions.ts'
import { aPicture, aPost } from '../support/content.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const signal = new AbortController().signal
const urlAt = (platform: string, id = '1', token = STAND_IN_TOKEN) => `${platform}/api/webhooks/${id}/${token}`

const createAt = (
  url: string,
  fetch: SafeFetch,
  changes: Partial<ChannelAccount> = {},
  options: Partial<Omit<ChannelOptions, 'account'>> = {},
) => createDiscordChannel(channelOptions({ account: { credentials: { url }, ...changes }, fetch, ...options }))

const refused = (status: number, code: number, rest = {}) => ({ body: { code, message: 'no', ...rest }, status })
const nobody: SafeFetch = () => Promise.reject(new Error('nobody'))

describe('discord channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => createAt(urlAt(platform), fetch),
    echo: (text) => ({ code: 50035, message: text }),
    kind: discordKind,
    narrow: { images: 1, text: { max: 5, unit: 'utf16' } },
    refusals: [
      {
        title: 'a webhook that was deleted',
        answer: refused(404, 10015),
        channelCode: '10015',
        errorClass: 'disconnect',
      },
      { title: 'a wrong token', answer: refused(401, 50027), errorClass: 'reauth-user' },
      { title: 'a permission that is missing', answer: refused(403, 50013), errorClass: 'not-allowed' },
      { title: 'a body of another form', answer: refused(400, 50035), errorClass: 'invalid-payload' },
      { title: 'a file that is too large', answer: refused(413, 40005), errorClass: 'invalid-payload' },
      { title: 'what moderation stops', answer: refused(400, 200000), errorClass: 'rejected-content' },
      { title: 'the pace of a slow channel', answer: refused(400, 20016), errorClass: 'throttled' },
      { title: 'an overload', answer: refused(503, 130000), errorClass: 'retry' },
      {
        title: 'a bucket that is empty',
        answer: { body: { global: false, message: 'slow', retry_after: 0.3 }, status: 429 },
        errorClass: 'throttled',
        retryAfterMs: 300,
      },
      { title: 'a success without a message', answer: { body: {} }, errorClass: 'unknown-outcome' },
    ],
    samples: { 'text-only': { post: aPost({ cover: null, gallery: [] }) } },
    secrets: [STAND_IN_TOKEN],
    standIn: discord,
  })

  describe('limits', () => {
    it.each([
      ['2,000 units', false, '好'.repeat(2_000), '', []],
      ['2,001 units', false, '好'.repeat(2_001), '', ['TEXT_TOO_LONG']],
      ['a card of 4,096', true, '好'.repeat(4_096), '', []],
      ['a card of 4,097', true, '好'.repeat(4_097), '', ['TEXT_TOO_LONG']],
      ['a card with a title of 256', true, '好', '题'.repeat(256), []],
      ['a card with a title of 257', true, '好', '题'.repeat(257), ['TITLE_TOO_LONG']],
    ])('finds of %s what is in excess', (_title, embed, text, title, codes) => {
      const adapter = createAt('https://discord.test', nobody, { settings: { embed } })
      const variant = { firstComment: null, media: [], text, title }
      const { findings } = compileContent({ adapter, limits: {}, locale: 'zh', post: aPost({ topics: [] }), variant })

      expect(findings.map(({ code }) => code)).toEqual(codes)
    })
  })

  describe('on its stand-in', () => {
    let platform: RunningStandIn

    beforeAll(async () => {
      platform = await startStandIn(discord)
    })

    beforeEach(() => platform.switchTo('off'))
    afterAll(() => platform.close())

    const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })
    const at = (changes?: Partial<ChannelAccount>, options?: Partial<Omit<ChannelOptions, 'account'>>) =>
      createAt(urlAt(platform.url), fetch, changes, options)

    const send = (post = aPost(), adapter = at()) =>
      adapter.commit({
        content: compileContent({ adapter, limits: {}, locale: 'zh', post, variant: null }).content,
        handles: {},
        publicationId: 'p1',
        signal,
      })

    it('publishes a message with what its pictures show', async () => {
      expect(await send()).toMatchObject({ remoteId: expect.stringMatching(/^\d+$/) as string, state: 'published' })
      expect(platform.posts().at(-1)?.draft).toMatchObject({
        media: [{ alt: '海边的防晒乳' }, { alt: '海边的防晒乳' }],
        text: '记得补涂。\n\n#防晒 #夏日护肤',
        title: '夏日防晒攻略',
      })
    })

    it('takes ten files together and not one more, as the platform does', async () => {
      const film = aPicture({ id: 'film', mimeType: 'video/mp4' })
      const beside = (pictures: number) => {
        const gallery = Array.from({ length: pictures }, (_, index) => aPicture({ id: `${index}` }))

        return aPost({ cover: null, gallery: [...gallery, film] })
      }
      const codes = (post: PostSnapshot) =>
        compileContent({ adapter: at(), limits: {}, locale: 'zh', post, variant: null }).findings.map(
          ({ code }) => code,
        )

      expect([codes(beside(9)), codes(beside(10))]).toEqual([[], ['TOO_MANY_MEDIA']])
      await expect(send(beside(9))).resolves.toMatchObject({ state: 'published' })
      await expect(send(beside(10))).rejects.toMatchObject({ channelCode: '30015', errorClass: 'invalid-payload' })
    })

    it('publishes a text alone', async () => {
      await send(aPost({ cover: null, gallery: [] }))
      expect(platform.posts().at(-1)?.draft.media).toEqual([])
    })

    it('publishes a card with its first picture, and pings nobody', async () => {
      const sent: RequestInit[] = []
      const heard: SafeFetch = (url, init = {}) => {
        sent.push(init)

        return fetch(url, init)
      }
      const adapter = createAt(urlAt(platform.url), heard, { settings: { embed: true } })

      await send(aPost({ cover: aPicture(), gallery: [] }), adapter)

      const form = sent[0]?.body as FormData

      expect(JSON.parse(form.get('payload_json') as string)).toEqual({
        allowed_mentions: { parse: [] },
        attachments: [{ description: '海边的防晒乳', filename: '0.png', id: 0 }],
        embeds: [
          {
            description: '记得补涂。\n\n#防晒 #夏日护肤',
            image: { url: 'attachment://0.png' },
            title: '夏日防晒攻略',
          },
        ],
      })
    })

    it('names its files so that Discord keeps the names and the card finds its picture', async () => {
      const sent: RequestInit[] = []
      const heard: SafeFetch = (url, init = {}) => {
        sent.push(init)

        return fetch(url, init)
      }
      const files: MediaFiles = {
        read: async (args) => ({ ...(await someFiles.read(args)), fileName: '夏日 新品 (1).jpg' }),
      }
      const adapter = createAt(urlAt(platform.url), heard, { settings: { embed: true } }, { files })

      await send(aPost(), adapter)

      const form = sent[0]?.body as FormData

      expect(JSON.parse(form.get('payload_json') as string)).toMatchObject({
        attachments: [{ filename: '0.jpg' }, { filename: '1.jpg' }],
        embeds: [{ image: { url: 'attachment://0.jpg' } }],
      })
      expect([0, 1].map((id) => (form.get(`files[${id}]`) as File).name)).toEqual(['0.jpg', '1.jpg'])
    })

    it('pings whom a variant mentions by number, and nobody else', async () => {
      const bodies: unknown[] = []
      const heard: SafeFetch = (url, init = {}) => {
        bodies.push(typeof init.body === 'string' ? JSON.parse(init.body) : null)

        return fetch(url, init)
      }
      const adapter = createAt(urlAt(platform.url), heard)
      const mentions = ['123456789012345678', '小鹿']
      const variant = { firstComment: null, media: [], mentions, text: '<@876543210987654321>', title: null }
      const post = aPost({ cover: null, gallery: [] })
      const { content } = compileContent({ adapter, limits: {}, locale: 'zh', post, variant })

      await adapter.commit({ content, handles: {}, publicationId: 'pings', signal })
      expect(bodies).toMatchObject([{ allowed_mentions: { parse: [], users: ['123456789012345678'] } }])
    })

    it.each(['accept-504', 'drop'] as const)('leaves it to a person when the answer is lost: %s', async (fault) => {
      const before = platform.posts().length

      platform.switchTo(fault)
      await expect(send()).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
      expect(platform.posts()).toHaveLength(before + 1)
      expect(Object.keys(at())).not.toContain('reconcile')
      expect(decideUnknownOutcome({ attempts: 1, deduplication: at().manifest.deduplication, looks: 0 })).toEqual({
        action: 'ask-person',
      })
    })

    it.each([
      ['throttle', { errorClass: 'throttled', retryAfterMs: 1_500 }],
      ['error', { errorClass: 'unknown-outcome' }],
    ] as const)('meets the fault %s', async (fault, expected) => {
      const before = platform.posts().length

      platform.switchTo(fault)
      await expect(send()).rejects.toMatchObject(expected)
      expect(platform.posts()).toHaveLength(before)
    })

    it.each([
      [10 * MIB, { state: 'published' }],
      [10 * MIB + 1, { channelCode: '40005', errorClass: 'invalid-payload' }],
    ])('sends a file of %i bytes to what Discord makes of it', async (size, expected) => {
      const file = { bytes: new Uint8Array(size), fileName: 'a.png', height: 1, mimeType: 'image/png', width: 1 }
      const adapter = at(undefined, { files: { read: () => Promise.resolve(file) } })

      expect(await send(aPost({ gallery: [] }), adapter).catch((error: unknown) => error)).toMatchObject(expected)
    })

    it('takes back what it published, and counts reactions before', async () => {
      const result = await send()
      const remoteId = result.state === 'published' ? result.remoteId : ''
      const args = { handles: {}, publicationId: 'p1', receipt: { remoteId }, signal }
      const before = platform.posts().length

      await platform.context.objects.put('brand', 'message', remoteId, { reactions: [{ count: 3 }, { count: 4 }] })
      expect(await at().metrics?.({ ...args, day: '2026-11-26' })).toEqual([{ isTotal: true, type: 'like', value: 7 }])

      // The second time it is gone already.
      for (const _time of ['first', 'second']) {
        await at().withdraw?.(args)
        expect(platform.posts()).toHaveLength(before - 1)
      }
    })

    it('keeps the thread that the address names', async () => {
      const heard: string[] = []
      const adapter = createAt(`${urlAt(platform.url)}?thread_id=9`, (url, init) => {
        heard.push(new URL(url).search)

        return fetch(url, init)
      })

      await send(aPost(), adapter)
      expect(heard).toEqual(['?thread_id=9&wait=true'])
    })

    it('names the webhook, and says what is wrong with others', async () => {
      expect(await at().checkLive?.({ signal })).toEqual({ accountName: 'brand', findings: [] })
      await expect(createAt(urlAt(platform.url, '404'), fetch).checkLive?.({ signal })).rejects.toMatchObject({
        errorClass: 'disconnect',
      })
      await expect(createAt(urlAt(platform.url, '1', 'wrong'), fetch).checkLive?.({ signal })).rejects.toMatchObject({
        errorClass: 'reauth-user',
      })
    })
  })
})
