import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createSlackChannel, slackKind } from '../../src/channels/slack/createSlackChannel.ts'
import { blocksOf } from '../../src/channels/slack/renderSlack.ts'
import type { ChannelAccount, SafeFetch } from '../../src/domain/channelAdapter.ts'
import { MIB } from '../../src/domain/duration.ts'
import { decideUnknownOutcome } from '../../src/domain/unknownOutcome.ts'
import { slack } from '../../src/sandbox/platforms/slack.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPost } from '../support/content.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const signal = new AbortController().signal
const nobody: SafeFetch = () => Promise.reject(new Error('nobody'))

const botAt = (platform: string, fetch: SafeFetch, changes: Partial<ChannelAccount> = {}) =>
  createSlackChannel(
    channelOptions({
      account: {
        credentials: { botToken: STAND_IN_TOKEN },
        ...changes,
        settings: { baseUrl: `${platform}/api`, channel: 'C1', ...changes.settings },
      },
      fetch,
    }),
  )

const webhookAt = (platform: string, fetch: SafeFetch, token = STAND_IN_TOKEN) =>
  createSlackChannel(
    channelOptions({ account: { credentials: { url: `${platform}/services/T0/B0/${token}` } }, fetch }),
  )

const refused = (error: string) => ({ body: { error, ok: false } })
const narrow = { images: 1, text: { max: 5, unit: 'utf16' } } as const

describe('slack channel', () => {
  describe('by a bot', () => {
    itHonoursTheChannelContract({
      create: ({ fetch, platform }) => botAt(platform, fetch),
      echo: (text) => ({ error: 'missing_scope', needed: text, ok: false }),
      kind: slackKind,
      narrow,
      refusals: [
        { title: 'a token that was revoked', answer: refused('token_revoked'), errorClass: 'reauth-user' },
        { title: 'a channel that is gone', answer: refused('channel_not_found'), errorClass: 'disconnect' },
        {
          title: 'a scope that is missing',
          answer: refused('missing_scope'),
          channelCode: 'missing_scope',
          errorClass: 'not-allowed',
        },
        { title: 'a channel that it is not in', answer: refused('not_in_channel'), errorClass: 'not-allowed' },
        { title: 'a text that is too long', answer: refused('msg_too_long'), errorClass: 'invalid-payload' },
        { title: 'the pace of the workspace', answer: refused('ratelimited'), errorClass: 'throttled' },
        { title: 'a fault half way', answer: refused('fatal_error'), errorClass: 'unknown-outcome' },
        { title: 'a word that nobody knows', answer: refused('surprise'), errorClass: 'unknown-outcome' },
        { title: 'a success without a message', answer: { body: { ok: true } }, errorClass: 'unknown-outcome' },
      ],
      samples: { 'text-only': { post: aPost({ cover: null, gallery: [] }) } },
      secrets: [STAND_IN_TOKEN],
      standIn: slack,
    })
  })

  describe('by a webhook', () => {
    itHonoursTheChannelContract({
      create: ({ fetch, platform }) => webhookAt(platform, fetch),
      kind: slackKind,
      narrow,
      secrets: [STAND_IN_TOKEN],
      standIn: slack,
    })
  })

  describe('an account', () => {
    const check = (credentials: Record<string, string>, settings = {}) =>
      slackKind.checkAccount?.({ credentials, settings }).map(({ path }) => path)

    it('is a webhook, or a bot with its channel', () => {
      expect(check({ url: 'https://hooks.slack.test/x' })).toEqual([])
      expect(check({ botToken: 'x' }, { channel: 'C1' })).toEqual([])
      expect(check({})).toEqual(['credentials.url'])
      expect(check({ botToken: 'x' })).toEqual(['settings.channel'])
    })
  })

  describe('blocks', () => {
    it('cut a long text at the end of a line, and inside of no sign', () => {
      const [first, second, third] = blocksOf(`${'一'.repeat(2_990)}\n${'二'.repeat(2_998)}&amp;${'三'.repeat(10)}`, [])

      expect(first).toMatchObject({ text: { text: '一'.repeat(2_990) } })
      expect(second).toMatchObject({ text: { text: '二'.repeat(2_998) } })
      expect(third).toMatchObject({ text: { text: `&amp;${'三'.repeat(10)}` } })
    })
  })

  describe('limits', () => {
    it.each([
      [4_000, []],
      [4_001, ['TEXT_TOO_LONG']],
    ])('finds of %i units what is in excess', (count, codes) => {
      const variant = { firstComment: null, media: [], text: '好'.repeat(count), title: '' }
      const post = aPost({ topics: [] })
      const { findings } = compileContent({ adapter: botAt('', nobody), limits: {}, locale: 'zh', post, variant })

      expect(findings.map(({ code }) => code)).toEqual(codes)
    })
  })

  describe('on its stand-in', () => {
    let platform: RunningStandIn

    beforeAll(async () => {
      platform = await startStandIn(slack)
    })

    beforeEach(() => platform.switchTo('off'))
    afterAll(() => platform.close())

    const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })
    const bot = (changes?: Partial<ChannelAccount>) => botAt(platform.url, fetch, changes)
    const webhook = (token?: string) => webhookAt(platform.url, fetch, token)

    const send = (adapter = bot(), text: string | null = null) => {
      const variant = text === null ? null : { firstComment: null, media: [], text, title: null }

      return adapter.commit({
        content: compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(), variant }).content,
        handles: {},
        publicationId: 'p1',
        signal,
      })
    }

    it('publishes with its pictures, by a bot and by a webhook', async () => {
      expect(await send(bot(), '5 < 6 & 7 > 3')).toMatchObject({
        remoteId: expect.stringMatching(/^C1\/\d+\.\d+$/) as string,
        state: 'published',
      })
      expect(await send(webhook(), '5 < 6 & 7 > 3')).toEqual({ remoteId: 'p1', state: 'published' })

      const shown = {
        media: [
          { alt: '海边的防晒乳', url: 'https://beat.example/api/media/file/sun.jpg' },
          { url: 'https://beat.example/api/media/file/beach.jpg' },
        ],
        text: '5 < 6 & 7 > 3\n\n#防晒 #夏日护肤',
        title: '夏日防晒攻略',
      }

      expect(platform.posts().slice(-2)).toMatchObject([{ draft: shown }, { draft: shown }])
    })

    it.each([
      ['a bot', () => bot()],
      ['a webhook', () => webhook()],
    ])('leaves it to a person when the answer to %s is lost', async (_title, adapter) => {
      const before = platform.posts().length

      platform.switchTo('accept-504')
      await expect(send(adapter())).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
      expect(platform.posts()).toHaveLength(before + 1)
      expect(decideUnknownOutcome({ attempts: 1, deduplication: adapter().manifest.deduplication, looks: 0 })).toEqual({
        action: 'ask-person',
      })
    })

    it.each([
      ['throttle', bot, { errorClass: 'throttled', retryAfterMs: 10_000 }],
      ['throttle', webhook, { errorClass: 'throttled', retryAfterMs: 10_000 }],
      ['token-expired', bot, { channelCode: 'token_expired', errorClass: 'reauth-user' }],
      ['token-expired', webhook, { channelCode: 'no_service', errorClass: 'disconnect' }],
      ['error', bot, { errorClass: 'unknown-outcome' }],
    ] as const)('meets the fault %s', async (fault, adapter, expected) => {
      const before = platform.posts().length

      platform.switchTo(fault)
      await expect(send(adapter())).rejects.toMatchObject(expected)
      expect(platform.posts()).toHaveLength(before)
    })

    it('takes back what a bot published; a webhook cannot', async () => {
      const result = await send()
      const before = platform.posts().length
      const receipt = { remoteId: result.state === 'published' ? result.remoteId : '' }

      // What is gone already is not asked for ever.
      for (const _time of ['first', 'second']) {
        await bot().withdraw?.({ handles: {}, publicationId: 'p1', receipt, signal })
        expect(platform.posts()).toHaveLength(before - 1)
      }

      expect(Object.keys(webhook())).not.toContain('withdraw')
    })

    it('names the workspace, and says of wrong credentials that they are wrong', async () => {
      expect(await bot().checkLive?.({ signal })).toEqual({ accountName: 'Sandbox / brand', findings: [] })
      await expect(bot({ credentials: { botToken: 'wrong' } }).checkLive?.({ signal })).rejects.toMatchObject({
        errorClass: 'reauth-user',
      })
      await expect(send(webhook('wrong'))).rejects.toMatchObject({
        channelCode: 'invalid_token',
        errorClass: 'reauth-user',
      })
      await expect(send(bot({ settings: { channel: 'C_MISSING' } }))).rejects.toMatchObject({
        errorClass: 'disconnect',
      })
    })
  })
})
