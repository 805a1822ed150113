import { MINUTE } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { decideAfterWithdrawal } from '../../src/domain/withdrawal.ts'
import { handlesOf } from '../ledger/keepHandles.ts'
import type { Settlement } from '../ledger/settlement.ts'
import { describeFailure } from '../sending/describeFailure.ts'
import type { OpenChannel } from '../sending/channelCache.ts'
import { askInTime } from './askInTime.ts'
import { type Tended, type TendingDependencies, workThrough } from './workThrough.ts'

/** A channel that is paused or cannot be opened is looked for again after so long. */
const CLOSED_MS = MINUTE

/** Takes back publications whose `unpublishAt` has come, be it planned or asked for by a person now. */
export const withdrawDue = (dependencies: TendingDependencies): Promise<void> => {
  const { answerMs, clock } = dependencies

  return workThrough(
    dependencies,
    { state: 'published', unpublishAt: { $lte: clock.now(), $type: 'date' } },
    async (tended) => {
      const { channel, row } = tended

      if (channel === null) {
        const error = publicationError('waiting', 'CHANNEL_CLOSED')

        return { outcome: { error, state: 'published', unpublishAt: after(clock.now(), CLOSED_MS) } }
      }

      try {
        await askInTime((signal) => withdraw({ ...tended, signal }, channel), { answerMs, signal: tended.signal })

        return { outcome: { error: null, state: 'withdrawn', withdrawal: null } }
      } catch (thrown) {
        // What ends by a stop says nothing of the platform.
        tended.signal.throwIfAborted()

        return describeRefusal({ now: clock.now(), row, thrown })
      }
    },
  )
}

async function withdraw({ row, signal }: Tended, { adapter }: OpenChannel): Promise<void> {
  if (adapter.withdraw !== undefined) {
    await adapter.withdraw({
      handles: handlesOf(row),
      publicationId: row._id,
      receipt: row.receipt ?? { remoteId: row._id },
      signal,
    })
  } else if (adapter.manifest.mode !== 'feed') {
    throw new ChannelError({
      channelCode: 'WITHDRAW_BY_HAND',
      errorClass: 'needs-human',
      message: reason('WITHDRAW_BY_HAND').message,
    })
  }
}

interface DescribeRefusalArgs extends Pick<Settlement, 'row'> {
  now: Date
  thrown: unknown
}

/** Asked again later, or given up, which somebody must hear of. */
function describeRefusal({ now, row, thrown }: DescribeRefusalArgs): Omit<Settlement, 'row'> {
  const { error, retryAfterMs } = describeFailure(thrown, 'prepare')
  const before = row.withdrawal?.attempts ?? 0
  const decision = decideAfterWithdrawal({
    attempts: before + 1,
    errorClass: error.class,
    random: Math.random(),
    retryAfterMs,
  })

  if (decision.action === 'fail') {
    const withdrawal = { attempts: before + 1, failedAt: now }

    return { isNews: true, outcome: { error, state: 'published', unpublishAt: null, withdrawal } }
  }

  const withdrawal = { attempts: before + (decision.countsAttempt ? 1 : 0), failedAt: null }

  return { outcome: { error, state: 'published', unpublishAt: after(now, decision.delayMs), withdrawal } }
}

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms)
