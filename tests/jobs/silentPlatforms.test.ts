import { describe, expect, it } from 'vitest'

import type { StoredRow } from '../../jobs/ledger/rows.ts'
import type { Settlement } from '../../jobs/ledger/settlement.ts'
import { lookAtUnconfirmed } from '../../jobs/tending/lookAtUnconfirmed.ts'
import { pollPending } from '../../jobs/tending/pollPending.ts'
import { withdrawDue } from '../../jobs/tending/withdrawDue.ts'
import type { TendingDependencies } from '../../jobs/tending/workThrough.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { MAX_WITHDRAWALS } from '../../src/domain/withdrawal.ts'
import { aChannel } from '../support/aChannel.ts'
import { aPublication } from '../support/aPublication.ts'
import { silentLog } from '../support/silentLog.ts'

const NOW = new Date('2026-11-26T08:00:00Z')

const withdrawing: Partial<StoredRow> = { receipt: { remoteId: 'there' }, state: 'published', unpublishAt: NOW }
const looking: Partial<StoredRow> = { lookAt: NOW, startedAt: NOW, state: 'unconfirmed' }
const polling: Partial<StoredRow> = { pending: { pollAt: NOW, remoteId: 'job', since: NOW }, state: 'sending' }

type Job = (dependencies: TendingDependencies) => Promise<void>

interface Given {
  answerMs?: number
  /** Stops the worker while the platform is asked. */
  isStopped?: boolean
}

/** What is written of a row whose platform never answers, by an adapter that does not listen to its signal. */
async function tend(job: Job, row: Partial<StoredRow>, { answerMs = 5, isStopped = false }: Given = {}) {
  const stopping = new AbortController()
  const settled: Settlement[] = []
  const left: StoredRow[] = []
  const hang = () => {
    if (isStopped) {
      stopping.abort(new Error('the worker stops'))
    }

    return new Promise<never>(() => undefined)
  }
  const channel = aChannel(
    { poll: hang, reconcile: hang, withdraw: hang },
    { manifest: { deduplication: 'reconcile-by-read' } },
  )

  await job({
    adoptions: { claim: () => Promise.resolve(true), isTakenFrom: () => () => Promise.resolve(false) },
    answerMs,
    clock: { now: () => NOW },
    findTold: () => Promise.resolve(null),
    left,
    ledger: {
      hold: () => Promise.resolve([{ row: aPublication({ attempts: 1, ...row }) }]),
      settle(settlements: readonly Settlement[]) {
        settled.push(...settlements)

        return Promise.resolve([])
      },
    },
    log: silentLog,
    openChannel: () => Promise.resolve(channel),
    settled: () => undefined,
    stopping: stopping.signal,
  } as unknown as TendingDependencies)

  expect(left).toEqual([])

  return settled[0]
}

describe('a platform that never answers', () => {
  it('has not made the withdrawal: it is counted, with its reason, and asked for later', async () => {
    const settlement = await tend(withdrawDue, withdrawing)

    expect(settlement?.outcome).toMatchObject({
      error: { class: 'retry', code: 'ADAPTER_THREW' },
      state: 'published',
      withdrawal: { attempts: 1, failedAt: null },
    })
    expect(settlement?.outcome.unpublishAt?.getTime()).toBeGreaterThanOrEqual(NOW.getTime() + 30 * SECOND)
  })

  it('is given up in the end, and somebody hears of it', async () => {
    const withdrawal = { attempts: MAX_WITHDRAWALS - 1, failedAt: null }

    expect(await tend(withdrawDue, { ...withdrawing, withdrawal })).toMatchObject({
      isNews: true,
      outcome: { state: 'published', unpublishAt: null, withdrawal: { attempts: MAX_WITHDRAWALS, failedAt: NOW } },
    })
  })

  it('has not said what became of it: the look is counted', async () => {
    const settlement = await tend(lookAtUnconfirmed, looking)

    expect(settlement).toMatchObject({ outcome: { looks: 1, state: 'unconfirmed' } })
    expect(settlement?.lookInMs).toBeGreaterThan(0)
  })

  it('could not be asked after what it accepted: it is asked later', async () => {
    expect((await tend(pollPending, polling))?.outcome).toMatchObject({
      error: { code: 'ADAPTER_THREW' },
      pending: { misses: 1, pollAt: new Date(NOW.getTime() + MINUTE) },
      state: 'sending',
    })
  })

  it.each([
    ['a withdrawal', withdrawDue, withdrawing],
    ['a look', lookAtUnconfirmed, looking],
    ['a question', pollPending, polling],
  ] as const)('is not to blame for %s that a stop breaks off', async (_title, job, row) => {
    const settlement = await tend(job, row, { answerMs: MINUTE, isStopped: true })

    expect(settlement?.outcome).toEqual({ state: row.state })
  })
})
