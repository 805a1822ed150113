import type { CommitResult } from '../../src/domain/channelAdapter.ts'
import { plannedAt } from '../../src/domain/channelPace.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { decideAfterRefusal } from '../../src/domain/refusal.ts'
import type { Failpoints } from '../failpoints.ts'
import type { StoredRow } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settle.ts'
import type { ServerClock } from '../serverClock.ts'
import type { OpenChannel } from './channelCache.ts'
import { describeFailure, type Failure } from './describeFailure.ts'
import { untilAborted } from './untilAborted.ts'

export interface SendClaimDependencies {
  clock: ServerClock
  failpoints: Failpoints
  random: () => number
}

export interface SendClaimArgs {
  channel: OpenChannel
  row: StoredRow
  /** Aborts shortly before the lease ends: after that, somebody else may send it. */
  signal: AbortSignal
}

/** Platforms that work on what they accepted are asked first after so long. */
export const FIRST_POLL_MS = 5 * SECOND

/** What is unknown is looked at soon, but not before a slow platform has had a moment. */
const FIRST_LOOK_MS = 2 * SECOND

/** Sends one publication that is marked `sending`, and says what to write; never throws. */
export async function sendClaim(
  { clock, failpoints, random }: SendClaimDependencies,
  { channel, row, signal }: SendClaimArgs,
): Promise<Settlement> {
  const startedMs = Math.max(clock.now().getTime(), row.dueAt.getTime())
  const begun = {
    latenessMs: startedMs - row.dueAt.getTime(),
    rehearsal: channel.account.mode === 'rehearsal',
    startedAt: new Date(startedMs),
  }
  const commit = { content: row.content, publicationId: row._id, signal }
  // A feed sends nothing, so nothing can hang; waiting on its signal would cost as much as the rest.
  const isLocal = channel.adapter.manifest.mode === 'feed'
  let phase: 'commit' | 'prepare' = 'prepare'

  try {
    if (channel.adapter.prepare !== undefined) {
      await untilAborted(channel.adapter.prepare(commit), signal)
    }

    phase = 'commit'
    const result = await (isLocal
      ? channel.adapter.commit(commit)
      : untilAborted(channel.adapter.commit(commit), signal))

    failpoints.reach('after-answer')

    return { outcome: { ...begun, ...describeResult(result, { clock, row }) }, row }
  } catch (thrown) {
    const settlement = describeRefusal(describeFailure(thrown, phase), { now: clock.now(), random: random(), row })

    return { ...settlement, outcome: { ...begun, ...settlement.outcome } }
  }
}

/** What is written when a platform took it: published, or still at work on it. */
export function describeResult(
  result: CommitResult,
  { clock, row }: { clock: ServerClock; row: StoredRow },
): Settlement['outcome'] {
  if (result.state === 'pending') {
    const pollAt = new Date(clock.now().getTime() + FIRST_POLL_MS)
    const since = row.pending?.since ?? clock.now()

    return { pending: { pollAt, remoteId: result.remoteId, since }, state: 'sending' }
  }

  const { publishedAt = clock.now().toISOString(), remoteId, url } = result

  return {
    error: null,
    receipt: { publishedAt, remoteId, ...(url === undefined ? {} : { url }) },
    state: 'published',
    ...(row.pending === undefined || row.pending === null ? {} : { pending: null }),
  }
}

function describeRefusal(
  { error, retryAfterMs }: Failure,
  { now, random, row }: { now: Date; random: number; row: StoredRow },
): Settlement {
  const decision = decideAfterRefusal({
    attempts: row.attempts,
    errorClass: error.class,
    random,
    retryAfterMs,
  })

  switch (decision.action) {
    case 'again': {
      const attempts = decision.countsAttempt ? row.attempts : row.attempts - 1

      const until = new Date(now.getTime() + decision.delayMs)
      const wait = { isBooked: false, since: plannedAt(row), until }

      return { outcome: { attempts, dueAt: until, error, state: 'armed', wait }, row }
    }
    case 'fail':
      return { outcome: { error, state: 'failed' }, row }
    case 'unconfirmed':
      return { lookInMs: FIRST_LOOK_MS, outcome: { error, looks: 0, state: 'unconfirmed' }, row }
  }
}
