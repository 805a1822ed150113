import type { Db, ObjectId } from 'mongodb'

import { breakAfterFailures, type BreakerDecision, CLOSED, decideBreaker } from '../../src/domain/circuitBreaker.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import type { ServerClock } from '../serverClock.ts'
import { writeHealth } from './health.ts'
import { type ChannelPaceDocument, paceCollection } from './records.ts'

type StoredBreaker = NonNullable<ChannelPaceDocument['breaker']>

/** What sends told of one channel since it was last noted. */
export interface Evidence {
  /** How long the platform asked to be left alone; 0 when it did not. */
  askedMs: number
  failures: number
  lastError: PublicationError | null
  successes: number
}

/** The breakers of all channels, as all workers share them. */
export interface Breakers {
  /** What may be done with the channel; a trial is yet to be taken. */
  ask(channel: ObjectId): Promise<BreakerDecision>
  /** Gives a trial back that showed nothing, so that another publication may try at once. */
  giveBackTrial(channel: ObjectId): Promise<void>
  /** Why the channel rests. */
  lastErrorOf(channel: ObjectId): PublicationError | null
  note(channel: ObjectId, evidence: Evidence): Promise<void>
  /** Takes the trial, for this worker alone; false when somebody else has it. */
  takeTrial(channel: ObjectId): Promise<boolean>
}

/** What was read of a breaker counts so long; a change by this worker counts at once. */
const KEPT_MS = SECOND
const TRIES = 5

const UNBROKEN: StoredBreaker = { ...CLOSED, lastError: null, revision: 0 }

export interface BreakersDependencies {
  clock: Pick<ServerClock, 'now'>
  db: Db
  random: () => number
}

export function createBreakers({ clock, db, random }: BreakersDependencies): Breakers {
  const known = new Map<string, { breaker: StoredBreaker; readAt: number }>()

  const remember = (channel: ObjectId, breaker: StoredBreaker): StoredBreaker => {
    known.set(channel.toHexString(), { breaker, readAt: performance.now() })

    return breaker
  }

  const read = async (channel: ObjectId): Promise<StoredBreaker> => {
    const found = await paceCollection(db).findOne({ _id: channel }, { projection: { breaker: 1 } })

    return remember(channel, found?.breaker ?? UNBROKEN)
  }

  /** Writes what `change` makes of the breaker, unless somebody was faster; then it looks again. */
  const change = async (channel: ObjectId, become: (now: StoredBreaker) => Partial<StoredBreaker> | null) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const before = await read(channel)
      const part = become(before)

      if (part === null) {
        return null
      }

      const after: StoredBreaker = { ...before, ...part, revision: before.revision + 1 }
      const { matchedCount, upsertedCount } = await paceCollection(db)
        .updateOne(
          before.revision === 0
            ? { _id: channel, breaker: { $exists: false } }
            : { _id: channel, 'breaker.revision': before.revision },
          { $set: { breaker: after } },
          { upsert: before.revision === 0 },
        )
        .catch(ignoreDuplicate)

      if (matchedCount + upsertedCount > 0) {
        remember(channel, after)

        return { after, before }
      }
    }

    return null
  }

  return {
    async ask(channel) {
      const entry = known.get(channel.toHexString())
      const breaker =
        entry !== undefined && performance.now() - entry.readAt < KEPT_MS ? entry.breaker : await read(channel)

      return decideBreaker(breaker, clock.now())
    },
    async giveBackTrial(channel) {
      await change(channel, (now) => (now.state === 'half-open' ? { retryAt: clock.now(), state: 'open' } : null))
    },
    lastErrorOf: (channel) => known.get(channel.toHexString())?.breaker.lastError ?? null,
    async note(channel, { askedMs, failures, lastError, successes }) {
      if (successes > 0) {
        const { breaker } = known.get(channel.toHexString()) ?? { breaker: UNBROKEN }

        // The usual case costs nothing: there is nothing to forget.
        if (breaker.state !== 'closed' || breaker.failures > 0) {
          const closed = await change(channel, (now) =>
            now.state === 'closed' && now.failures === 0 ? null : { ...CLOSED, lastError: null },
          )

          if (closed !== null && closed.before.state !== 'closed') {
            await writeHealth(db, channel, { at: clock.now(), state: 'ok' })
          }
        }
      } else if (failures > 0) {
        const now = clock.now()
        const broken = await change(channel, (breaker) => ({
          ...breakAfterFailures({ askedMs, breaker, failures, now, random: random() }),
          lastError,
        }))

        if (broken !== null && broken.after.state === 'open' && broken.before.state !== 'open') {
          await writeHealth(db, channel, {
            at: now,
            failures: broken.after.failures,
            lastError,
            state: 'failing',
          })
        }
      }
    },
    async takeTrial(channel) {
      const taken = await change(channel, (now) => {
        const decision = decideBreaker(now, clock.now())

        return decision.action === 'try' ? decision.becomes : null
      })

      return taken !== null
    },
  }
}

/** Two workers made the first note of a channel at once; the slower one looks again. */
const ignoreDuplicate = (error: unknown): { matchedCount: number; upsertedCount: number } => {
  if ((error as { code?: unknown }).code === 11_000) {
    return { matchedCount: 0, upsertedCount: 0 }
  }

  throw error
}
