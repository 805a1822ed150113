import type { ChannelAdapter, CommitArgs, CommitResult, Handles } from '../../src/domain/channelAdapter.ts'
import { plannedAt } from '../../src/domain/channelPace.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { stillHalfOut, THREAD_HALF_OUT } from '../../src/domain/halfOut.ts'
import { decideAfterRefusal } from '../../src/domain/refusal.ts'
import type { Failpoints } from '../failpoints.ts'
import type { Ledger } from '../ledger/createLedger.ts'
import { handlesOf } from '../ledger/keepHandles.ts'
import type { StoredRow } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'
import type { ServerClock } from '../serverClock.ts'
import type { OpenChannel } from './channelCache.ts'
import { describeFailure, type Failure } from './describeFailure.ts'
import { findPictureWork } from './findPictureWork.ts'
import { untilAborted } from './untilAborted.ts'

export interface SendClaimDependencies {
  clock: ServerClock
  failpoints: Failpoints
  ledger: Pick<Ledger, 'keepHandles'>
  random: () => number
}

export interface SendClaimArgs {
  channel: OpenChannel
  row: StoredRow
  /** Aborts shortly before the lease ends: after that, somebody else may send it. */
  signal: AbortSignal
}

/** Platforms that work on what they accepted are asked first after so long, unless they say when. */
export const FIRST_POLL_MS = 5 * SECOND

/** What is unknown is looked at soon, but not before a slow platform has had a moment. */
const FIRST_LOOK_MS = 2 * SECOND

/** Sends one publication that is marked `sending`, and says what to write; never throws. */
export async function sendClaim(
  dependencies: SendClaimDependencies,
  { channel, row, signal }: SendClaimArgs,
): Promise<Settlement> {
  const { clock, failpoints, random } = dependencies
  const adapter = adapterOf(channel, row)
  const startedMs = Math.max(clock.now().getTime(), row.dueAt.getTime())
  const begun = {
    latenessMs: startedMs - row.dueAt.getTime(),
    rehearsal: channel.account.mode === 'rehearsal',
    startedAt: new Date(startedMs),
  }
  let commit: CommitArgs = {
    content: row.content,
    handles: handlesOf(row),
    publicationId: row._id,
    signal,
    ...(row.unknownSince !== undefined && { unknownSince: row.unknownSince }),
  }
  // A feed sends nothing, so nothing can hang; waiting on its signal would cost as much as the rest.
  const isLocal = adapter.manifest.mode === 'feed'
  let phase: 'commit' | 'prepare' = 'prepare'

  try {
    const makePictures = findPictureWork(channel, row)

    if (makePictures !== null) {
      await untilAborted(makePictures({ isPatient: isLocal, signal }), signal)
    }

    if (adapter.prepare !== undefined) {
      const handles = await prepare(dependencies, { adapter, commit, row })

      commit = { ...commit, handles }
      failpoints.reach('after-prepare')
    }

    phase = 'commit'
    const result = await (isLocal ? adapter.commit(commit) : untilAborted(adapter.commit(commit), signal))

    failpoints.reach('after-answer')

    return { outcome: { ...begun, ...describeResult(result, { clock, handles: commit.handles, row }) }, row }
  } catch (thrown) {
    const failure = describeFailure(thrown, phase)
    const settlement = describeRefusal(failure, { now: clock.now(), random: random(), row })
    const { error } = settlement.outcome

    return {
      ...settlement,
      outcome: {
        ...begun,
        ...settlement.outcome,
        ...(failure.forgetsHandles === true && { handles: null }),
        ...(settlement.outcome.state === 'unconfirmed' && { unknownSince: row.unknownSince ?? begun.startedAt }),
        ...(error?.code === THREAD_HALF_OUT && { halfOut: error }),
      },
    }
  }
}

const adapterOf = ({ adapter, adapterWith }: OpenChannel, { content: { labels } }: StoredRow): ChannelAdapter =>
  (labels && adapterWith?.(labels)) ?? adapter

interface PrepareArgs {
  adapter: ChannelAdapter
  commit: CommitArgs
  row: StoredRow
}

/** Makes what nobody sees yet, and stores what it is called before the one call that cannot be taken back. */
async function prepare(
  { ledger }: Pick<SendClaimDependencies, 'ledger'>,
  { adapter, commit, row }: PrepareArgs,
): Promise<Handles> {
  const keep = (handles: Handles): Promise<void> => ledger.keepHandles({ handles, row })
  const handles = await untilAborted(adapter.prepare?.({ ...commit, keep }) ?? Promise.resolve({}), commit.signal)

  if (JSON.stringify(handles) !== JSON.stringify(commit.handles)) {
    await keep(handles)
  }

  return handles
}

/** What is written when a platform took it: published, or still at work on it. */
export function describeResult(
  result: CommitResult,
  { clock, handles, row }: { clock: ServerClock; handles: Handles; row: StoredRow },
): Settlement['outcome'] {
  if (result.state === 'pending') {
    const pollAt = new Date(clock.now().getTime() + (result.pollInMs ?? FIRST_POLL_MS))
    const since = row.pending?.since ?? clock.now()
    const values = result.handles === undefined ? undefined : { ...handles, ...result.handles }

    return {
      pending: { pollAt, remoteId: result.remoteId, since },
      state: 'sending',
      ...(values !== undefined && { handles: { contentHash: row.contentHash, values } }),
    }
  }

  if (result.state === 'awaiting-operator') {
    return { error: publicationError('needs-human', 'HANDED_OVER'), state: 'awaiting-operator' }
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
  const halfOut = stillHalfOut(row, error)

  if (halfOut !== null && decision.action !== 'unconfirmed') {
    // Neither failed nor merely waiting: what is out stays out until a person or the next send says more.
    return {
      lookInMs: decision.action === 'again' ? decision.delayMs : null,
      outcome: { error: halfOut, looks: 0, state: 'unconfirmed' },
      row,
    }
  }

  switch (decision.action) {
    case 'again': {
      const attempts = decision.countsAttempt ? row.attempts : row.attempts - 1

      const until = new Date(now.getTime() + decision.delayMs)
      const wait = { since: plannedAt(row), until }

      return { outcome: { attempts, dueAt: until, error, state: 'armed', wait }, row }
    }
    case 'fail':
      return { outcome: { error, state: 'failed' }, row }
    case 'unconfirmed':
      return {
        lookInMs: Math.max(FIRST_LOOK_MS, decision.delayMs),
        outcome: { error: halfOut ?? error, looks: 0, state: 'unconfirmed' },
        row,
      }
  }
}
