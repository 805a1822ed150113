import { inspect } from 'node:util'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import type { ChannelAdapter, CommitResult, Handles, SafeFetch } from '../../src/domain/channelAdapter.ts'
import { saidInChinese } from '../support/saidInChinese.ts'
import { type Receiver, type Respond, startReceiver } from '../support/receiver.ts'
import { type ChannelContract, itDescribesItself } from './channelContent.ts'
import { contentFor, startPlatform } from './contractPlatform.ts'
import { HTTP_ANSWERS } from './httpAnswers.ts'

export type { ChannelContract } from './channelContent.ts'

const ID = '0123456789abcdef0123456789abcdef'
const never = new AbortController().signal

/**
 * What every channel adapter promises; call it inside a `describe` of the adapter.
 *
 * Content is pure and shown by golden files; sending makes one irreversible call, calls every failure by its class, and
 * tells no secrets.
 */
export function itHonoursTheChannelContract(contract: ChannelContract): void {
  itDescribesItself(contract)

  const nobody: SafeFetch = () => Promise.reject(new Error('nothing may be called here'))
  const { accept, isCommit = () => true, serverFault = 'unknown-outcome', standIn } = contract

  if (contract.hasOwnTransport === true) {
    return
  }

  if (accept === undefined && standIn === undefined) {
    describe('sending', () => {
      it('calls nobody', async () => {
        const adapter = contract.create({ fetch: nobody, platform: 'http://127.0.0.1:9' })
        const args = { content: contentFor(adapter), handles: {}, publicationId: ID, signal: never }

        expect(await adapter.commit(args)).toMatchObject({
          state: adapter.manifest.mode === 'assisted' ? 'awaiting-operator' : 'published',
        })
      })
    })

    return
  }

  describe('sending', () => {
    let platform: Receiver & { base: string; good: Respond; stop: () => Promise<void> }
    let adapter: ChannelAdapter
    let handles: Handles

    beforeAll(async () => {
      platform = await startPlatform({ accept, standIn })
      adapter = at(createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 4_096, silenceTimeoutMs: 1_000 }))
      handles = await prepareWith(adapter)
    })

    beforeEach(() => {
      platform.received.length = 0
      platform.respond(platform.good)
    })

    afterAll(() => platform.stop())

    const at = (fetch: SafeFetch, base = platform.base): ChannelAdapter => contract.create({ fetch, platform: base })
    const commits = () => platform.received.filter(isCommit)

    const prepareWith = async (to: ChannelAdapter, given: Handles = {}, signal = never): Promise<Handles> =>
      (await to.prepare?.({
        content: contentFor(to),
        handles: given,
        keep: () => Promise.resolve(),
        publicationId: ID,
        signal,
      })) ?? {}

    const commit = (signal = never, to = adapter): Promise<CommitResult> =>
      to.commit({ content: contentFor(to), handles, publicationId: ID, signal })
    const failure = (signal?: AbortSignal, to?: ChannelAdapter): Promise<unknown> =>
      commit(signal, to).then(
        () => null,
        (error: unknown) => {
          saidInChinese(error)

          return error
        },
      )
    /** Answers the one irreversible call so, and everything else as a good platform does. */
    const answerCommit = (respond: Respond): void =>
      platform.respond((request, response) => (isCommit(request) ? respond : platform.good)(request, response))

    it('publishes with one irreversible call and gives a receipt', async () => {
      expect(await commit()).toMatchObject({
        remoteId: expect.any(String) as string,
        state: expect.stringMatching(/^(pending|published)$/) as string,
      })
      expect(commits()).toHaveLength(1)
    })

    it('sends the address of no picture where it says that it sends their bytes', async () => {
      const own = await prepareWith(adapter)

      await adapter.commit({ content: contentFor(adapter), handles: own, publicationId: ID, signal: never })

      const sent = platform.received.map(({ body }) => body).filter((body) => /media(?:\/|%2F|\\\/)file/i.test(body))

      expect(adapter.manifest.pictures === 'bytes' ? sent : []).toEqual([])
    })

    it('prepares without the irreversible call, and nothing anew that is there', async () => {
      const first = await prepareWith(adapter)

      expect(await prepareWith(adapter, first)).toEqual(first)
      expect(JSON.parse(JSON.stringify(first))).toEqual(first)
      expect(adapter.prepare === undefined ? [] : commits()).toEqual([])
    })

    it.each(HTTP_ANSWERS)('takes status %i with %o for $2', async (status, headers, usual, retryAfterMs) => {
      const errorClass =
        contract.statuses?.[status] ?? (status >= 500 && usual === 'server-fault' ? serverFault : usual)

      answerCommit((_request, response) => response.writeHead(status, headers).end('{"error":"no"}'))

      expect(await failure()).toMatchObject({ code: 'CHANNEL_REFUSED', errorClass, retryAfterMs })
      expect(commits()).toHaveLength(1)
    })

    it.each(contract.refusals ?? [])('takes $title for $errorClass', async ({ answer, errorClass, ...expected }) => {
      answerCommit((_request, response) =>
        response
          .writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
          .end(JSON.stringify(answer.body)),
      )

      const { title: _title, ...details } = expected

      expect(await failure()).toMatchObject({ code: 'CHANNEL_REFUSED', errorClass, ...details })
      expect(commits()).toHaveLength(1)
    })

    it('survives an answer without end', async () => {
      answerCommit((_request, response) => {
        response.writeHead(500)
        response.on('close', () => response.destroy())

        const pour = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          response.once('drain', pour)
        }

        pour()
      })

      expect(await failure()).toMatchObject({ errorClass: serverFault })
    })

    it('does not know the outcome when the connection breaks after the request', async () => {
      answerCommit((_request, response) => response.destroy())

      expect(await failure()).toMatchObject({ errorClass: 'unknown-outcome' })
      expect(commits()).toHaveLength(1)
    })

    it('does not know the outcome when no answer comes', async () => {
      answerCommit(() => undefined)

      expect(await failure()).toMatchObject({ errorClass: 'unknown-outcome' })
    })

    it('does not know the outcome when it is called off in the middle', async () => {
      const controller = new AbortController()

      answerCommit(() => controller.abort())

      expect(await failure(controller.signal)).toMatchObject({ errorClass: 'unknown-outcome' })
    })

    it('sends nothing when it was called off before', async () => {
      expect(await failure(AbortSignal.abort())).toMatchObject({ errorClass: 'retry' })
      expect(platform.received).toEqual([])
    })

    it('tries again later when nobody listens', async () => {
      const gone = await startReceiver()

      await gone.close()

      const lost = at(createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 4_096 }), gone.url)

      expect(await failure(never, lost)).toMatchObject({ errorClass: 'retry' })
    })

    it('is not allowed to call a private address that nobody named', async () => {
      const strict = at(createSafeFetch({ allow: '', maxAnswerBytes: 4_096 }))

      expect(await failure(never, strict)).toMatchObject({ errorClass: 'not-allowed' })
      expect(platform.received).toEqual([])
    })

    it('keeps secrets out of its errors, whatever the platform repeats', async () => {
      const echo: Respond = ({ body, headers, url }, response) => {
        const heard = JSON.stringify({ body, headers, url })

        response.writeHead(400).end(JSON.stringify(contract.echo?.(heard) ?? { description: heard, errmsg: heard }))
      }
      const errors: unknown[] = []

      for (const answer of [echo, ((_request, response) => void response.destroy()) satisfies Respond]) {
        answerCommit(answer)
        errors.push(await failure())
      }

      const text = inspect(errors, { depth: 10, maxStringLength: null, showHidden: true })

      expect((contract.secrets ?? []).filter((secret) => text.includes(secret))).toEqual([])
    })
  })
}
