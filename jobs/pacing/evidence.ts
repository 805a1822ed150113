import type { ObjectId } from 'mongodb'

import { isChannelFailure } from '../../src/domain/circuitBreaker.ts'
import { inTime } from '../inTime.ts'
import type { Claim, StoredRow } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'
import type { Log } from '../log.ts'
import type { ServerClock } from '../serverClock.ts'
import type { Breakers, Evidence } from './breakers.ts'

/** Gathers how sends went and tells the breakers, a window at a time. */
export interface EvidenceGatherer {
  expect(claims: readonly Claim[]): void
  forget(row: StoredRow): void
  stop(): void
  take(settlement: Settlement): void
  /** Resolves once the breakers know what was gathered. */
  told(): Promise<void>
}

const GATHER_MS = 20

export interface EvidenceDependencies {
  breakers: Pick<Breakers, 'note'>
  clock: Pick<ServerClock, 'now'>
  log: Log
}

export function createEvidence({ breakers, clock, log }: EvidenceDependencies): EvidenceGatherer {
  const expected = new Set<string>()
  const gathered = new Map<string, Evidence & { channel: ObjectId }>()
  let isStopped = false
  let telling: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const tellNext = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    telling = telling.then(tell)

    return telling
  }

  const tell = async (): Promise<void> => {
    const told = [...gathered.values()]

    gathered.clear()

    for (const { channel, ...evidence } of told) {
      await inTime(breakers.note(channel, evidence)).catch((error: unknown) =>
        log.warn({ err: error }, 'how a channel does could not be noted'),
      )
    }
  }

  return {
    expect: (claims) => claims.forEach(({ row }) => expected.add(row._id)),
    forget: ({ _id }) => void expected.delete(_id),
    stop() {
      // What is broken off by a stop says nothing of the channel.
      isStopped = true
      clearTimeout(timer)
    },
    take({ outcome, row: { _id, channel } }) {
      if (expected.size === 0 || !expected.delete(_id) || isStopped) {
        return
      }

      const key = channel.toHexString()
      const known = gathered.get(key) ?? { askedMs: 0, channel, failures: 0, lastError: null, successes: 0 }
      const kind = judge(outcome)

      if (kind === 'success') {
        known.successes += 1
      } else if (kind === 'failure') {
        known.failures += 1
        known.lastError = outcome.error ?? null
        known.askedMs = Math.max(known.askedMs, askedPause(outcome, clock.now()))
      }

      gathered.set(key, known)
      timer ??= setTimeout(() => void tellNext(), GATHER_MS)
    },
    told: () => (gathered.size > 0 ? tellNext() : telling),
  }
}

/** True for what was given back unsent: of its channel it says nothing. */
export const showsNothing = (outcome: Settlement['outcome']): boolean => judge(outcome) === 'nothing'

/** What was given back unsent shows nothing; a refusal of the content shows that the channel answers. */
function judge({ error, state }: Settlement['outcome']): 'failure' | 'nothing' | 'success' {
  if (error === undefined || error === null) {
    return state === 'published' || state === 'sending' ? 'success' : 'nothing'
  }

  return isChannelFailure(error.class) ? 'failure' : 'success'
}

/** A platform that asked for a pause asked it of the account. */
const askedPause = ({ dueAt, error }: Settlement['outcome'], now: Date): number =>
  dueAt !== undefined && (error?.class === 'throttled' || error?.class === 'quota-exhausted')
    ? dueAt.getTime() - now.getTime()
    : 0
