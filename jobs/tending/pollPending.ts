import { DAY, MINUTE } from '../../src/domain/duration.ts'
import { decideAfterRefusal } from '../../src/domain/refusal.ts'
import { handlesOf } from '../ledger/keepHandles.ts'
import { describeFailure } from '../sending/describeFailure.ts'
import { describeResult } from '../sending/sendClaim.ts'
import { type TendingDependencies, workThrough } from './workThrough.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'

/** A platform that has not finished after so long is no longer asked, unless its manifest allows more; a person looks. */
const LONGEST_MS = DAY

/** Settles what platforms told of, and asks them what became of the rest that they accepted and still work on. */
export const pollPending = (dependencies: TendingDependencies): Promise<void> => {
  const { clock, findTold } = dependencies

  return workThrough(
    dependencies,
    // The type is what the partial index is known by.
    { 'pending.pollAt': { $lte: clock.now(), $type: 'date' }, state: 'sending' },
    async ({ channel, row, signal }) => {
      const { pending } = row
      const later = () => ({
        outcome: {
          pending: pending ? { ...pending, pollAt: new Date(clock.now().getTime() + MINUTE) } : null,
          state: 'sending' as const,
        },
      })

      const told = pending ? await findTold(row.channel, pending.remoteId) : null

      if (told?.state === 'failed') {
        return { outcome: { error: told.error, pending: null, state: 'failed' as const } }
      }

      if (told !== null) {
        return { outcome: describeResult(told, { clock, handles: handlesOf(row), row }) }
      }

      if (!pending || channel?.adapter.poll === undefined) {
        return later()
      }

      try {
        const handles = handlesOf(row)
        const asked = { content: row.content, handles, publicationId: row._id, remoteId: pending.remoteId, signal }
        const result = await channel.adapter.poll(asked)
        const { longestPendingMs = LONGEST_MS } = channel.adapter.manifest

        if (result.state === 'pending' && clock.now().getTime() - pending.since.getTime() > longestPendingMs) {
          return { lookInMs: 0, outcome: { error: STUCK, looks: 0, pending: null, state: 'unconfirmed' as const } }
        }

        return { outcome: describeResult(result, { clock, handles, row }) }
      } catch (thrown) {
        const { error } = describeFailure(thrown, 'commit')
        const decision = decideAfterRefusal({ attempts: row.attempts, errorClass: error.class, random: 1 })

        return decision.action === 'fail' ? { outcome: { error, pending: null, state: 'failed' as const } } : later()
      }
    },
  )
}

const STUCK = publicationError('unknown-outcome', 'STILL_PENDING')
