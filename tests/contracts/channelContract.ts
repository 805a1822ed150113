import { inspect } from 'node:util'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import type { ChannelAdapter, ChannelLimits, SafeFetch } from '../../src/domain/channelAdapter.ts'
import type { ChannelContent } from '../../src/domain/content.ts'
import { aPicture, aPost } from '../support/content.ts'
import { type Receiver, type Respond, startReceiver } from '../support/receiver.ts'

export interface ChannelContract {
  /** Builds the adapter as if `platform` were the platform's address. */
  create(options: { fetch: SafeFetch; platform: string }): ChannelAdapter
  /** How the platform says yes; absent for a channel that calls nobody. */
  accept?: Respond
  /** Limits that the post of the tests breaks. */
  narrow?: ChannelLimits
  /** Texts that must never appear in an error. */
  secrets?: readonly string[]
}

const ID = '0123456789abcdef0123456789abcdef'
const never = new AbortController().signal

/** What each answer of a platform must become, unless the platform has codes of its own. */
const ANSWERS = [
  [302, {}, 'not-allowed', undefined],
  [400, {}, 'invalid-payload', undefined],
  [401, {}, 'reauth-user', undefined],
  [403, {}, 'not-allowed', undefined],
  [404, {}, 'disconnect', undefined],
  [408, {}, 'retry', undefined],
  [410, {}, 'disconnect', undefined],
  [413, {}, 'invalid-payload', undefined],
  [418, {}, 'invalid-payload', undefined],
  [422, {}, 'rejected-content', undefined],
  [429, {}, 'throttled', undefined],
  [429, { 'retry-after': '7' }, 'throttled', 7_000],
  [429, { 'retry-after': '99999999' }, 'throttled', 86_400_000],
  [429, { 'retry-after': 'soon' }, 'throttled', undefined],
  [500, {}, 'retry', undefined],
  [502, {}, 'unknown-outcome', undefined],
  [503, { 'retry-after': '1' }, 'retry', 1_000],
  [504, {}, 'unknown-outcome', undefined],
  [599, {}, 'retry', undefined],
] as const

/** What every channel adapter promises; call it inside a `describe` of the adapter. */
export function itHonoursTheChannelContract(contract: ChannelContract): void {
  const build = (fetch: SafeFetch, platform = 'http://127.0.0.1:9'): ChannelAdapter =>
    contract.create({ fetch, platform })
  const nobody: SafeFetch = () => Promise.reject(new Error('nothing may be called here'))

  describe('content', () => {
    const adapter = build(nobody)
    const compile = (limits: ChannelLimits = {}) =>
      compileContent({ adapter, limits, locale: 'zh', post: deepFreeze(aPost()), variant: null })

    it('describes itself', () => {
      expect(adapter.manifest).toMatchObject({
        checkedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
        kind: expect.stringMatching(/^[a-z][a-z0-9-]*$/) as string,
        label: { en: expect.stringMatching(/./) as string, zh: expect.stringMatching(/./) as string },
      })
    })

    it('renders the same bytes for the same input and leaves the input alone', () => {
      expect(compile()).toEqual(compile())
    })

    it('renders what its golden file shows', async () => {
      const variant = {
        firstComment: '链接在评论区',
        media: [aPicture({ id: '650000000000000000000009', url: '/api/media/file/variant.jpg' })],
        text: '短文案 <b>不是标签</b>\n换行',
        title: '短标题',
      }
      const rendered = {
        english: adapter.render({ limits: {}, locale: 'en', post: aPost(), variant: null }),
        plain: adapter.render({ limits: {}, locale: 'zh', post: aPost(), variant: null }),
        varied: adapter.render({ limits: {}, locale: 'zh', post: aPost(), variant }),
      }

      await expect(`${JSON.stringify(rendered, null, 2)}\n`).toMatchFileSnapshot(
        `../channels/golden/${adapter.manifest.kind}.json`,
      )
    })

    it('finds nothing wrong with an ordinary post', () => {
      expect(compile().findings).toEqual([])
    })

    it.runIf(contract.narrow)('finds every limit that a post breaks', () => {
      const { findings } = compile(contract.narrow)

      expect(findings.length).toBeGreaterThanOrEqual(Object.keys(contract.narrow ?? {}).length)
      expect(findings.every(({ severity }) => severity === 'error')).toBe(true)
    })
  })

  const { accept } = contract

  if (accept === undefined) {
    describe('sending', () => {
      it('publishes without calling anybody', async () => {
        const adapter = build(nobody)
        const content = contentFor(adapter)

        expect(await adapter.commit({ content, handles: {}, publicationId: ID, signal: never })).toMatchObject({
          state: 'published',
        })
      })
    })

    return
  }

  describe('sending', () => {
    let platform: Receiver
    let adapter: ChannelAdapter

    beforeAll(async () => {
      platform = await startReceiver(accept)
      adapter = build(
        createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 4_096, silenceTimeoutMs: 1_000 }),
        platform.url,
      )
    })

    beforeEach(() => {
      platform.received.length = 0
      platform.respond(accept)
    })

    afterAll(() => platform.close())

    const commit = (signal: AbortSignal = never, to = adapter) =>
      to.commit({ content: contentFor(to), handles: {}, publicationId: ID, signal })
    const failure = (signal?: AbortSignal, to?: ChannelAdapter): Promise<unknown> =>
      commit(signal, to).then(
        () => null,
        (error: unknown) => error,
      )

    it('publishes with one call and gives a receipt', async () => {
      expect(await commit()).toMatchObject({ remoteId: expect.any(String) as string, state: 'published' })
      expect(platform.received).toHaveLength(1)
    })

    it.each(ANSWERS)('takes status %i with %o for %s', async (status, headers, errorClass, retryAfterMs) => {
      platform.respond((_request, response) => response.writeHead(status, headers).end('{"error":"no"}'))

      expect(await failure()).toMatchObject({ code: 'CHANNEL_REFUSED', errorClass, retryAfterMs })
      expect(platform.received).toHaveLength(1)
    })

    it('survives an answer without end', async () => {
      platform.respond((_request, response) => {
        response.writeHead(500)
        response.on('close', () => response.destroy())

        const pour = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          response.once('drain', pour)
        }

        pour()
      })

      expect(await failure()).toMatchObject({ errorClass: 'retry' })
    })

    it('does not know the outcome when the connection breaks after the request', async () => {
      platform.respond((_request, response) => response.destroy())

      expect(await failure()).toMatchObject({ errorClass: 'unknown-outcome' })
    })

    it('does not know the outcome when no answer comes', async () => {
      platform.respond(() => undefined)

      expect(await failure()).toMatchObject({ errorClass: 'unknown-outcome' })
    })

    it('does not know the outcome when it is called off in the middle', async () => {
      const controller = new AbortController()

      platform.respond(() => controller.abort())

      expect(await failure(controller.signal)).toMatchObject({ errorClass: 'unknown-outcome' })
    })

    it('sends nothing when it was called off before', async () => {
      expect(await failure(AbortSignal.abort())).toMatchObject({ errorClass: 'retry' })
      expect(platform.received).toEqual([])
    })

    it('tries again later when nobody listens', async () => {
      const gone = await startReceiver()

      await gone.close()

      const lost = build(createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 4_096 }), gone.url)

      expect(await failure(never, lost)).toMatchObject({ errorClass: 'retry' })
    })

    it('is not allowed to call a private address that nobody named', async () => {
      const strict = build(createSafeFetch({ allow: '', maxAnswerBytes: 4_096 }), platform.url)

      expect(await failure(never, strict)).toMatchObject({ errorClass: 'not-allowed' })
      expect(platform.received).toEqual([])
    })

    it('keeps secrets out of its errors', async () => {
      const echo: Respond = ({ body, headers, url }, response) =>
        void response.writeHead(400).end(JSON.stringify({ body, headers, url }))
      const errors: unknown[] = []

      for (const answer of [echo, ((_request, response) => void response.destroy()) satisfies Respond]) {
        platform.respond(answer)
        errors.push(await failure())
      }

      const text = inspect(errors, { depth: 10, showHidden: true })

      expect((contract.secrets ?? []).filter((secret) => text.includes(secret))).toEqual([])
    })
  })
}

function contentFor(adapter: ChannelAdapter): ChannelContent {
  return compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(), variant: null }).content
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze)
    Object.freeze(value)
  }

  return value
}
