import { describe, expect, it } from 'vitest'

import type { OpenChannel } from '../../jobs/sending/channelCache.ts'
import { sendClaim } from '../../jobs/sending/sendClaim.ts'
import type { CommitArgs } from '../../src/domain/channelAdapter.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { ChannelError, type ChannelErrorClass } from '../../src/domain/errors.ts'
import { THREAD_HALF_OUT } from '../../src/domain/halfOut.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { aPublication } from '../support/aPublication.ts'

const refusing = (errorClass: ChannelErrorClass, retryAfterMs?: number): OpenChannel =>
  ({
    account: { mode: 'live' },
    adapter: {
      commit: () =>
        Promise.reject(
          new ChannelError({ errorClass, message: 'no', ...(retryAfterMs !== undefined && { retryAfterMs }) }),
        ),
      manifest: { mode: 'api' },
    },
  }) as unknown as OpenChannel

const send = (channel: OpenChannel, error: PublicationError | null = null, unknownSince?: Date | null) =>
  sendClaim(
    {
      clock: { floorMs: () => Date.now(), now: () => new Date(), offsetMs: () => 0, sample: () => Promise.resolve() },
      failpoints: { reach: () => undefined },
      ledger: { keepHandles: () => Promise.resolve() },
      random: () => 0,
    },
    {
      channel,
      row: {
        ...aPublication({ attempts: 1, state: 'sending' }),
        error,
        ...(unknownSince !== undefined && { unknownSince }),
      },
      signal: new AbortController().signal,
    },
  )

const HALF_OUT = publicationError('unknown-outcome', THREAD_HALF_OUT, { count: 1, total: 3 })

describe('a publication that was refused', () => {
  it('has failed when nothing of it is out', async () => {
    expect((await send(refusing('reauth-user'))).outcome.state).toBe('failed')
  })

  it.each([
    ['waits for a person when the platform will not take the rest', 'reauth-user', undefined, null],
    ['is looked at again when the platform wants a pause', 'throttled', MINUTE, MINUTE],
  ] as const)('%s and a part of it is out', async (_title, errorClass, retryAfterMs, lookInMs) => {
    expect(await send(refusing(errorClass, retryAfterMs), HALF_OUT)).toMatchObject({
      lookInMs,
      outcome: { error: { code: THREAD_HALF_OUT, values: { why: 'no' } }, state: 'unconfirmed' },
    })
  })

  it('keeps how much of it is out where the next send learns nothing', async () => {
    const { outcome } = await send(refusing('unknown-outcome'), HALF_OUT)

    expect(outcome).toMatchObject({ error: { code: THREAD_HALF_OUT, values: { count: 1, why: 'no' } } })
    expect(outcome.halfOut).toEqual(outcome.error)
  })

  it('is looked at no sooner than the platform asks when nobody knows what became of it', async () => {
    const soon = await send(refusing('unknown-outcome'))
    const later = await send(refusing('unknown-outcome', MINUTE))

    expect([soon.lookInMs, later.lookInMs]).toEqual([2 * SECOND, MINUTE])
  })

  it('remembers since when nobody knows, and only of what nobody knows', async () => {
    const first = new Date('2026-11-25T08:00:00Z')
    const unknown = await send(refusing('unknown-outcome'))

    expect(unknown.outcome.unknownSince).toEqual(unknown.outcome.startedAt)
    expect((await send(refusing('unknown-outcome'), null, first)).outcome.unknownSince).toEqual(first)
    expect((await send(refusing('quota-exhausted'))).outcome).not.toHaveProperty('unknownSince')
    expect((await send(refusing('needs-human'), null, first)).outcome).not.toHaveProperty('unknownSince')
  })

  it('tells the adapter since when nobody knows', async () => {
    const first = new Date('2026-11-25T08:00:00Z')
    const told: unknown[] = []
    const listening = {
      account: { mode: 'live' },
      adapter: {
        commit({ unknownSince }: CommitArgs) {
          told.push(unknownSince)

          return Promise.resolve({ remoteId: 'r1', state: 'published' })
        },
        manifest: { mode: 'api' },
      },
    } as unknown as OpenChannel

    await send(listening, null, first)
    // By a person's word, which an adapter must tell from what was never recorded.
    await send(listening, null, null)
    await send(listening)

    expect(told).toStrictEqual([first, null, undefined])
  })
})
