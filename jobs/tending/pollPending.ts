import type { CommitResult } from '../../src/domain/channelAdapter.ts'
import { DAY, MINUTE } from '../../src/domain/duration.ts'
import { isVerdict } from '../../src/domain/errors.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { askAgainMs } from '../../src/domain/refusal.ts'
import { handlesOf } from '../ledger/keepHandles.ts'
import type { StoredRow } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'
import { describeFailure } from '../sending/describeFailure.ts'
import { describeResult } from '../sending/sendClaim.ts'
import { askInTime } from './askInTime.ts'
import { type Tended, type TendingDependencies, workThrough } from './workThrough.ts'

type Found = Omit<Settlement, 'row'>
type Pending = NonNullable<StoredRow['pending']>

/** A platform that has not finished after so long is no longer asked, unless its manifest allows more; a person looks. */
const LONGEST_MS = DAY

/** Settles what platforms told of, and asks them what became of the rest that they accepted and still work on. */
export const pollPending = (dependencies: TendingDependencies): Promise<void> => {
  const { clock, findTold } = dependencies

  return workThrough(
    dependencies,
    // The type is what the partial index is known by.
    { 'pending.pollAt': { $lte: clock.now(), $type: 'date' }, state: 'sending' },
    async (tended): Promise<Found> => {
      const { channel, row } = tended
      const { pending } = row

      if (!pending) {
        return { outcome: { state: 'sending' } }
      }

      const told = await findTold(row.channel, pending.remoteId)

      if (told?.state === 'failed') {
        return { outcome: { error: told.error, pending: null, state: 'failed' } }
      }

      if (told !== null) {
        return { outcome: describeResult(told, { clock, handles: handlesOf(row), row }) }
      }

      return channel?.adapter.poll === undefined ? notAsked(pending, clock.now()) : ask(tended, pending, dependencies)
    },
  )
}

async function ask(
  tended: Tended,
  pending: Pending,
  { adoptions, answerMs, clock }: TendingDependencies,
): Promise<Found> {
  const { channel, row, signal } = tended
  const handles = handlesOf(row)
  const { longestPendingMs = LONGEST_MS } = channel?.adapter.manifest ?? {}
  const isStuck = clock.now().getTime() - pending.since.getTime() > longestPendingMs
  const asked = {
    content: row.content,
    handles,
    isTaken: adoptions.isTakenFrom(row),
    publicationId: row._id,
    remoteId: pending.remoteId,
    startedAt: row.startedAt ?? pending.since,
  }
  let result: CommitResult | undefined

  try {
    result = await askInTime(async (inTime) => channel?.adapter.poll?.({ ...asked, signal: inTime }), {
      answerMs,
      signal,
    })
  } catch (thrown) {
    // What ends by a stop says nothing of the platform.
    signal.throwIfAborted()

    return isVerdict(thrown)
      ? { outcome: { error: describeFailure(thrown, 'commit').error, pending: null, state: 'failed' } }
      : notAnswered(thrown, { isStuck, now: clock.now(), pending })
  }

  if (result === undefined) {
    return notAsked(pending, clock.now())
  }

  // Under another name than it was accepted by it was looked for, and another row may have found the same.
  if (result.state === 'published' && result.remoteId !== pending.remoteId && !(await adoptions.claim(row, result))) {
    result = { remoteId: pending.remoteId, state: 'pending' }
  }

  if (result.state !== 'pending') {
    return { outcome: describeResult(result, { clock, handles, row }) }
  }

  return isStuck
    ? leaveToPerson(STUCK)
    : { outcome: { ...describeResult(result, { clock, handles, row }), error: null } }
}

/** Nobody can be asked now: the channel is paused, or tells by itself. */
const notAsked = (pending: Pending, now: Date): Found => ({
  outcome: { pending: { ...pending, pollAt: new Date(now.getTime() + MINUTE) }, state: 'sending' },
})

/**
 * The question failed, and not what was asked after: the platform still has it.
 *
 * Were it called failed, a retry would publish it twice. So it goes on waiting, asked more and more seldom, and shows why.
 */
function notAnswered(
  thrown: unknown,
  { isStuck, now, pending }: { isStuck: boolean; now: Date; pending: Pending },
): Found {
  const { error, retryAfterMs } = describeFailure(thrown, 'commit')

  if (isStuck) {
    return leaveToPerson({ ...error, class: 'unknown-outcome' })
  }

  const misses = (pending.misses ?? 0) + 1
  const pollAt = new Date(now.getTime() + askAgainMs(misses, retryAfterMs))

  return { outcome: { error, pending: { ...pending, misses, pollAt }, state: 'sending' } }
}

/** Nothing is sent again by itself: the platform said that it had taken it. */
const leaveToPerson = (error: PublicationError): Found => ({
  lookInMs: null,
  outcome: { error, looks: 0, pending: null, state: 'unconfirmed' },
})

const STUCK = publicationError('unknown-outcome', 'STILL_PENDING')
