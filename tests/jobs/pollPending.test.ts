import { describe, expect, it } from 'vitest'

import type { Settlement } from '../../jobs/ledger/settlement.ts'
import { pollPending } from '../../jobs/tending/pollPending.ts'
import type { TendingDependencies } from '../../jobs/tending/workThrough.ts'
import type { CommitResult } from '../../src/domain/channelAdapter.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import { CHANNEL_ERROR_CLASSES, ChannelError } from '../../src/domain/errors.ts'
import { aChannel } from '../support/aChannel.ts'
import { aPublication } from '../support/aPublication.ts'
import { silentLog } from '../support/silentLog.ts'

const NOW = new Date('2026-11-26T08:00:00Z')

interface Given {
  attempts?: number
  misses?: number
  since?: Date
}

/** What becomes of a row that a platform accepted, by what asking after it gives. */
async function ask(poll: () => Promise<CommitResult>, { attempts = 1, misses, since = NOW }: Given = {}) {
  const settled: Settlement[] = []
  const row = aPublication({
    attempts,
    pending: { pollAt: NOW, remoteId: 'job-1', since, ...(misses !== undefined && { misses }) },
    state: 'sending',
  })
  const dependencies = {
    adoptions: { claim: () => Promise.resolve(true), isTakenFrom: () => () => Promise.resolve(false) },
    clock: { now: () => NOW },
    findTold: () => Promise.resolve(null),
    left: [],
    ledger: {
      hold: () => Promise.resolve([{ row }]),
      settle(settlements: readonly Settlement[]) {
        settled.push(...settlements)

        return Promise.resolve([])
      },
    },
    log: silentLog,
    openChannel: () => Promise.resolve(aChannel({ poll }, { manifest: { longestPendingMs: 2 * DAY } })),
    settled: () => undefined,
    stopping: new AbortController().signal,
  } as unknown as TendingDependencies

  await pollPending(dependencies)

  return settled[0]
}

const refusing = (args: Partial<ConstructorParameters<typeof ChannelError>[0]>) => () =>
  Promise.reject(new ChannelError({ channelCode: 'HTTP_401', errorClass: 'reauth-user', message: 'no', ...args }))

describe('a question after what a platform accepted', () => {
  it.each(CHANNEL_ERROR_CLASSES)('that ends in %s leaves it waiting, and shows why', async (errorClass) => {
    expect(await ask(refusing({ errorClass }), { attempts: 99 })).toMatchObject({
      outcome: {
        error: { class: errorClass, code: 'HTTP_401', message: 'no' },
        pending: { misses: 1, pollAt: new Date(NOW.getTime() + MINUTE), remoteId: 'job-1', since: NOW },
        state: 'sending',
      },
    })
  })

  it('that breaks inside the adapter leaves it waiting too', async () => {
    expect(await ask(() => Promise.reject(new TypeError('x is undefined')))).toMatchObject({
      outcome: { error: { code: 'ADAPTER_THREW' }, pending: { remoteId: 'job-1' }, state: 'sending' },
    })
  })

  it.each([
    ['twice as long at the second time', { misses: 1 }, undefined, 2 * MINUTE],
    ['never longer than a quarter of an hour', { misses: 40 }, undefined, 15 * MINUTE],
    ['as long as the platform asks', { misses: 1 }, HOUR, HOUR],
  ])('waits %s', async (_title, given, retryAfterMs, waitMs) => {
    const settlement = await ask(refusing(retryAfterMs === undefined ? {} : { retryAfterMs }), given)

    expect(settlement?.outcome.pending?.pollAt).toEqual(new Date(NOW.getTime() + waitMs))
  })

  it('fails it only by the platform’s own no', async () => {
    expect(await ask(refusing({ errorClass: 'rejected-content', isVerdict: true }))).toMatchObject({
      outcome: { error: { class: 'rejected-content' }, pending: null, state: 'failed' },
    })
  })

  it('is forgotten by an answer', async () => {
    const pending = () => Promise.resolve({ remoteId: 'job-1', state: 'pending' } as const)
    const settlement = await ask(pending, { misses: 3 })

    expect(settlement?.outcome).toMatchObject({ error: null, pending: { since: NOW }, state: 'sending' })
    expect(settlement?.outcome.pending).not.toHaveProperty('misses')
  })

  it.each([
    [
      'is answered with “at work”',
      () => Promise.resolve({ remoteId: 'job-1', state: 'pending' } as const),
      'STILL_PENDING',
    ],
    ['fails', refusing({}), 'HTTP_401'],
  ])('that %s for too long is a person’s, and sends nothing again', async (_title, poll, code) => {
    expect(await ask(poll, { since: new Date(NOW.getTime() - 2 * DAY - 1) })).toMatchObject({
      lookInMs: null,
      outcome: { error: { class: 'unknown-outcome', code }, pending: null, state: 'unconfirmed' },
    })
  })
})
