import { SECOND } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { decideAfterRefusal } from '../../src/domain/refusal.ts'
import { handlesOf } from '../ledger/keepHandles.ts'
import { describeFailure } from '../sending/describeFailure.ts'
import { type Tended, type TendingDependencies, workThrough } from './workThrough.ts'

/** Withdraws are harmless to repeat, so what is unclear is simply asked again. */
const RETRY_MS = 30 * SECOND

/** Takes back publications whose `unpublishAt` has come, be it planned or asked for by a person now. */
export const withdrawDue = (dependencies: TendingDependencies): Promise<void> => {
  const { clock } = dependencies
  const later = () => new Date(clock.now().getTime() + RETRY_MS)

  return workThrough(
    dependencies,
    { state: 'published', unpublishAt: { $lte: clock.now(), $type: 'date' } },
    async (tended) => {
      try {
        await withdraw(tended)

        return { outcome: { error: null, state: 'withdrawn' as const, withdrawal: null } }
      } catch (thrown) {
        const { error, retryAfterMs } = describeFailure(thrown, 'prepare')
        const decision = decideAfterRefusal({ attempts: 1, errorClass: error.class, random: 1, retryAfterMs })

        if (decision.action !== 'fail') {
          return { outcome: { error, state: 'published' as const, unpublishAt: later() } }
        }

        const withdrawal = { attempts: 1, failedAt: clock.now() }

        return {
          isNews: true as const,
          outcome: { error, state: 'published' as const, unpublishAt: null, withdrawal },
        }
      }
    },
  )
}

async function withdraw({ channel, row, signal }: Tended): Promise<void> {
  if (channel === null) {
    throw new Error('the channel is paused, gone or cannot be opened')
  }

  if (channel.adapter.withdraw !== undefined) {
    await channel.adapter.withdraw({
      handles: handlesOf(row),
      publicationId: row._id,
      receipt: row.receipt ?? { remoteId: row._id },
      signal,
    })
  } else if (channel.adapter.manifest.mode !== 'feed') {
    throw new ChannelError({
      channelCode: 'WITHDRAW_BY_HAND',
      errorClass: 'needs-human',
      message: reason('WITHDRAW_BY_HAND').message,
    })
  }
}
