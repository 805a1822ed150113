import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createTelegramChannel, telegramKind } from '../../src/channels/telegram/createTelegramChannel.ts'
import type { ChannelAccount, SafeFetch } from '../../src/domain/channelAdapter.ts'
import type { PostSnapshot } from '../../src/domain/content.ts'
import { MIB } from '../../src/domain/duration.ts'
import { isChannelError } from '../../src/domain/errors.ts'
import { telegram } from '../../src/sandbox/platforms/telegram.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPicture, aPost } from '../support/content.ts'
import { saidInChinese } from '../support/saidInChinese.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const TOKEN = `1:${STAND_IN_TOKEN}`
const signal = new AbortController().signal

const createAt = (platform: string, fetch: SafeFetch, changes: Partial<ChannelAccount> = {}) =>
  createTelegramChannel(
    channelOptions({
      account: {
        credentials: { botToken: TOKEN },
        settings: { baseUrl: platform, chatId: '@brand_channel' },
        ...changes,
      },
      fetch,
    }),
  )

const refused = (code: number, parameters = {}) => ({
  body: { description: 'no', error_code: code, ok: false, parameters },
  status: code,
})

describe('telegram channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => createAt(platform, fetch),
    kind: telegramKind,
    narrow: { caption: { max: 5, unit: 'utf16' }, images: 1 },
    refusals: [
      {
        title: 'a message that cannot be read',
        answer: refused(400),
        channelCode: '400',
        errorClass: 'invalid-payload',
      },
      { title: 'a revoked token', answer: refused(401), errorClass: 'reauth-user' },
      { title: 'a bot that was removed', answer: refused(403), errorClass: 'disconnect' },
      { title: 'a file that is too large', answer: refused(413), errorClass: 'invalid-payload' },
      {
        title: 'a flood',
        answer: refused(429, { retry_after: 17 }),
        errorClass: 'throttled',
        retryAfterMs: 17_000,
      },
      { title: 'a code that nobody knows', answer: { ...refused(777), status: 200 }, errorClass: 'unknown-outcome' },
      { title: 'a success without a message', answer: { body: { ok: true } }, errorClass: 'unknown-outcome' },
    ],
    samples: { 'text-only': { post: aPost({ cover: null, gallery: [] }) } },
    secrets: [TOKEN, STAND_IN_TOKEN],
    standIn: telegram,
  })

  describe('on its stand-in', () => {
    let platform: RunningStandIn

    beforeAll(async () => {
      platform = await startStandIn(telegram)
    })

    beforeEach(() => platform.switchTo('off'))
    afterAll(() => platform.close())

    const at = (changes?: Partial<ChannelAccount>) =>
      createAt(platform.url, createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB }), changes)

    const send = (post = aPost(), adapter = at()) =>
      adapter.commit({
        content: compileContent({ adapter, limits: {}, locale: 'zh', post, variant: null }).content,
        handles: {},
        publicationId: 'p1',
        signal,
      })

    it.each([
      ['a text', [], 0, /^\d+$/],
      ['one picture', [aPicture()], 1, /^\d+$/],
      ['an album', [aPicture(), aPicture({ id: '650000000000000000000009' })], 2, /^\d+,\d+$/],
      ['a film', [aPicture({ mimeType: 'video/mp4' })], 1, /^\d+$/],
    ])('publishes %s with its words', async (_title, gallery, media, remoteId) => {
      const before = platform.posts().length
      const result = await send(aPost({ cover: null, gallery }))
      const post = platform.posts()[before]

      expect(result).toMatchObject({
        remoteId: expect.stringMatching(remoteId) as string,
        state: 'published',
        url: expect.stringMatching(/^https:\/\/t\.me\/brand\/\d+$/) as string,
      })
      expect(post?.draft).toMatchObject({ text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' })
      expect(post?.draft.media).toHaveLength(media)
    })

    it('takes ten pictures and films together and not one more, as the platform does', async () => {
      const album = (films: number) =>
        aPost({
          cover: null,
          gallery: Array.from({ length: 8 + films }, (_, index) =>
            aPicture({ id: `${index}`, ...(index >= 8 && { mimeType: 'video/mp4' }) }),
          ),
        })
      const codes = (post: PostSnapshot) =>
        compileContent({ adapter: at(), limits: {}, locale: 'zh', post, variant: null }).findings.map(
          ({ code }) => code,
        )

      expect([codes(album(2)), codes(album(3))]).toEqual([[], ['TOO_MANY_MEDIA']])
      await expect(send(album(2))).resolves.toMatchObject({ state: 'published' })
      await expect(send(album(3))).rejects.toMatchObject({ channelCode: '400', errorClass: 'invalid-payload' })
    })

    it('takes back what it published', async () => {
      const before = platform.posts().length
      const result = await send()

      expect(platform.posts()).toHaveLength(before + 1)
      await at().withdraw?.({
        handles: {},
        publicationId: 'p1',
        receipt: { remoteId: result.state === 'published' ? result.remoteId : '' },
        signal,
      })
      expect(platform.posts()).toHaveLength(before)
    })

    it.each([
      ['takes for done what somebody deleted there', 'Bad Request: message to delete not found', 'is done'],
      ['says what else it cannot take back', "Bad Request: message can't be deleted", '400'],
    ])('%s', async (_title, description, expected) => {
      const adapter = createAt(platform.url, () =>
        Promise.resolve(Response.json({ description, error_code: 400, ok: false }, { status: 400 })),
      )
      const done = adapter
        .withdraw?.({ handles: {}, publicationId: 'p1', receipt: { remoteId: '7' }, signal })
        .then(() => 'is done')

      expect(await done?.catch((error: unknown) => isChannelError(error) && error.channelCode)).toBe(expected)
    })

    it.each([
      ['throttle', { errorClass: 'throttled', retryAfterMs: 10_000 }, 0],
      ['error', { errorClass: 'unknown-outcome' }, 0],
      ['drop', { errorClass: 'unknown-outcome' }, 1],
      ['accept-504', { errorClass: 'unknown-outcome' }, 1],
    ] as const)('meets the fault %s', async (fault, expected, taken) => {
      const before = platform.posts().length

      platform.switchTo(fault)
      await expect(send()).rejects.toMatchObject(expected)
      expect(platform.posts()).toHaveLength(before + taken)
    })

    it('sends nothing when a file cannot be read', async () => {
      const options = channelOptions({
        account: { credentials: { botToken: TOKEN }, settings: { baseUrl: platform.url, chatId: '@brand_channel' } },
        files: { read: () => Promise.reject(new Error('the storage is away')) },
      })

      const error: unknown = await send(aPost(), createTelegramChannel(options)).catch((thrown: unknown) => thrown)

      expect(error).toMatchObject({ errorClass: 'retry' })
      expect(saidInChinese(error)).toBe('暂时无法读取素材文件，稍后自动重试。')
    })

    it('names the account when all is well', async () => {
      expect(await at().checkLive?.({ signal })).toEqual({ accountName: 'brand', findings: [] })
    })

    it.each([
      ['a token that is wrong', { credentials: { botToken: '1:wrong' } }, 'reauth-user'],
      ['a chat that is not there', { settings: { chatId: '@missing' } }, 'invalid-payload'],
    ])('says of %s what is wrong', async (_title, { credentials, settings }: Partial<ChannelAccount>, errorClass) => {
      const changed = at({
        ...(credentials && { credentials }),
        settings: { baseUrl: platform.url, chatId: '@brand_channel', ...settings },
      })

      await expect(changed.checkLive?.({ signal })).rejects.toMatchObject({ errorClass })
    })
  })
})
