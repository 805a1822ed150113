import type { Receipt, ReconcileResult } from '../../src/domain/channelAdapter.ts'
import { plannedAt } from '../../src/domain/channelPace.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { halfOutOf } from '../../src/domain/halfOut.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { backoffMs } from '../../src/domain/refusal.ts'
import { findPastWithdrawal } from '../../src/domain/sendingGate.ts'
import { decideAfterLook, decideUnknownOutcome } from '../../src/domain/unknownOutcome.ts'
import type { StoredRow } from '../ledger/rows.ts'
import { handlesOf } from '../ledger/keepHandles.ts'
import type { Settlement } from '../ledger/settlement.ts'
import { askInTime } from './askInTime.ts'
import { type Tended, type TendingDependencies, workThrough } from './workThrough.ts'

type Found = Omit<Settlement, 'row'>

/** Finds out what became of publications whose outcome is unknown, as far as their channel allows. */
export const lookAtUnconfirmed = (dependencies: TendingDependencies): Promise<void> =>
  workThrough(
    dependencies,
    { lookAt: { $lte: dependencies.clock.now(), $type: 'date' }, state: 'unconfirmed' },
    async (tended): Promise<Found> => {
      const { channel, row } = tended

      if (channel === null) {
        return { lookInMs: MINUTE, outcome: { state: 'unconfirmed' } }
      }

      const decision = decideUnknownOutcome({
        attempts: row.attempts,
        canLook: channel.adapter.reconcile !== undefined,
        deduplication: channel.adapter.manifest.deduplication,
        isUnwanted: isUnwanted(row, dependencies.clock.now()),
        looks: row.looks ?? 0,
      })

      switch (decision.action) {
        case 'ask-person':
          return askPerson()
        case 'look':
          return look(tended, dependencies)
        case 'send-again':
          return sendAgain(row.attempts)
      }
    },
  )

async function look(tended: Tended, dependencies: TendingDependencies): Promise<Found> {
  const { row } = tended
  const { adoptions, clock } = dependencies
  const looks = (row.looks ?? 0) + 1
  const found = await reconcile(tended, dependencies)
  const result = found.state === 'published' && !(await adoptions.claim(row, found)) ? UNKNOWN : found
  const decision = decideAfterLook({
    attempts: row.attempts,
    isHalfOut: halfOutOf(row) !== null || (result.state === 'absent' && result.isHalfOut === true),
    isUnwanted: isUnwanted(row, clock.now()),
    looks,
    result: result.state,
  })

  switch (decision.action) {
    case 'adopt': {
      const receipt = adopt(result as Receipt, clock.now())

      return { lookInMs: null, outcome: { error: null, looks, receipt, state: 'published' } }
    }
    case 'ask-person':
      return askPerson(looks)
    case 'cancel':
      return { lookInMs: null, outcome: { ...endOf(row, clock.now()), looks, unknownSince: null, unwanted: null } }
    case 'look-again':
      return { lookInMs: decision.delayMs, outcome: { looks, state: 'unconfirmed' } }
    case 'send-again':
      return sendAbsent(row, clock.now())
  }
}

/** A platform that cannot be asked, or does not answer, has said nothing; the look counts, so that a person is asked in the end. */
async function reconcile(
  { channel, row, signal }: Tended,
  { adoptions, answerMs }: TendingDependencies,
): Promise<ReconcileResult> {
  const asked = {
    content: row.content,
    handles: handlesOf(row),
    isTaken: adoptions.isTakenFrom(row),
    publicationId: row._id,
    startedAt: row.startedAt ?? null,
  }

  try {
    return (
      (await askInTime(async (inTime) => channel?.adapter.reconcile?.({ ...asked, signal: inTime }), {
        answerMs,
        signal,
      })) ?? UNKNOWN
    )
  } catch {
    // What ends by a stop says nothing of the platform.
    signal.throwIfAborted()

    return UNKNOWN
  }
}

const UNKNOWN = { state: 'unknown' } as const

/** Its schedule was stopped, or it would go out only when it is to be down again. */
const isUnwanted = (row: StoredRow, now: Date): boolean =>
  (row.unwanted ?? null) !== null || findPastWithdrawal(row, now) !== null

function endOf(row: StoredRow, now: Date): Pick<Settlement['outcome'], 'error' | 'state'> {
  const { error, state } = (row.unwanted ? null : findPastWithdrawal(row, now)) ?? {
    error: publicationError('gate', row.unwanted ?? 'SCHEDULE_CANCELLED'),
    state: 'cancelled',
  }

  return { error, state }
}

const adopt = ({ publishedAt, remoteId, url }: Receipt, now: Date): Receipt => ({
  publishedAt: publishedAt ?? now.toISOString(),
  remoteId,
  ...(url === undefined ? {} : { url }),
})

/** The row keeps its error, which says why it is unknown; only nobody looks by itself any more. */
const askPerson = (looks?: number): Found => ({
  lookInMs: null,
  outcome: { state: 'unconfirmed', ...(looks === undefined ? {} : { looks }) },
})

/** What is known not to be out is late like any other: its catch-up is asked of the time for which it was planned. */
function sendAbsent(row: StoredRow, now: Date): Found {
  const until = new Date(now.getTime() + againInMs(row.attempts))

  return {
    lookInMs: null,
    outcome: { dueAt: until, state: 'armed', wait: { since: plannedAt(row), until } },
  }
}

/** What may be out already must be sent again to know, however late. */
const sendAgain = (attempts: number): Found => ({
  dueInMs: againInMs(attempts),
  lookInMs: null,
  outcome: { state: 'armed' },
})

const againInMs = (attempts: number): number => (attempts < 2 ? 0 : backoffMs(attempts, Math.random()))
