import type { Db } from 'mongodb'

import { plannedAt } from '../../src/domain/channelPace.ts'
import { lookAgainAt } from '../../src/domain/circuitBreaker.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { inTime } from '../inTime.ts'
import type { Claim, StoredRow } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'
import type { Log } from '../log.ts'
import type { OpenChannel } from '../sending/channelCache.ts'
import type { ServerClock } from '../serverClock.ts'
import { createBreakers } from './breakers.ts'
import { channelOf } from './channelOf.ts'
import { createTokens } from './createTokens.ts'
import { createEvidence, showsNothing } from './evidence.ts'
import { beatFleet } from './fleet.ts'
import { createPermits } from './heldPermits.ts'
import { limitsOf } from './limitsOf.ts'
import { pushBack, type PushedRow } from './pushBack.ts'

export interface PaceDependencies {
  clock: ServerClock
  db: Db
  /** What fell due while no worker ran goes to each channel at most so quickly, where the channel says nothing itself. */
  catchUpPerSecond: number
  leaseMs: number
  log: Log
  random: () => number
  worker: string
}

export interface Admission {
  /** May be sent now. */
  passed: Claim[]
  /** Due later, with the reason; to be written. */
  pushed: Settlement[]
  /** Stay where they are until a send ends somewhere. */
  waiting: Claim[]
}

/**
 * Keeps each channel's pace, over all workers: its breaker, its rate, its concurrency.
 *
 * What must wait longer than a moment goes back into the ledger, due when its turn comes and with the reason in it,
 * so it is seen, holds no worker's memory, and is taken up by whoever is there then. A channel that sends nothing
 * out (a feed) never comes here.
 */
export interface Pace {
  admit(channel: OpenChannel, claims: readonly Claim[]): Promise<Admission>
  /** Says that this worker lives, and keeps what it holds. */
  keep(): Promise<void>
  /** Told of every outcome on its way to the ledger; costs nothing for what never came here. */
  observe(settlement: Settlement): void
  /** Rows that were admitted and are not sent after all. */
  release(claims: readonly Claim[]): void
  stop(): Promise<void>
}

/** A row counts as caught up with, and not merely as late, from here on. */
const OVERDUE_MS = MINUTE

export async function createPace(dependencies: PaceDependencies): Promise<Pace> {
  const { clock, db, leaseMs, log, random, worker } = dependencies
  const breakers = createBreakers({ clock, db, random })
  const permits = createPermits({ db, leaseMs, log, worker })
  const evidence = createEvidence({ breakers, clock, log })
  /** Rows with which this worker tries whether their channel works again. */
  const trials = new Set<string>()
  let downUntil = await beatFleet(db)

  /** What an outage or a pause held back, by the time it was planned for: what rested meanwhile has not become less overdue. */
  const isCatchingUp = ({ row }: Claim): boolean => {
    const planned = plannedAt(row)

    return isBefore(planned, downUntil, row.resumedAt) && clock.now().getTime() - planned.getTime() > OVERDUE_MS
  }

  const tokens = createTokens({ ...dependencies, isCatchingUp })

  /**
   * All until one instant: there they stand in the order in which they were planned.
   *
   * They keep what tokens they have, and so their places. Where only what is overdue has a rate they do not: it must not stand
   * before what is on time.
   */
  const resting = (channel: OpenChannel, claims: readonly Claim[], until: Date): PushedRow[] =>
    claims.map((claim) => ({
      at: until,
      claim,
      token: limitsOf(channel).rate === null ? null : tokens.find(channel, claim),
      why: { cause: breakers.lastErrorOf(claim.row.channel), code: 'CHANNEL_RESTING' },
    }))

  const passAll = async (channel: OpenChannel, claims: readonly Claim[]): Promise<Passing> => {
    const { concurrency } = limitsOf(channel)
    const of = channelOf(claims)
    const { passed, pushed } = await tokens.book(channel, claims)
    const { drawn, ready } = await tokens.takeLate(channel, passed)
    const granted = concurrency === null ? ready.length : await permits.take(of, concurrency, ready)
    const left = new Set(ready.slice(0, granted))

    await tokens.giveBack(of, [...drawn].filter((claim) => !left.has(claim)).length)

    return { passed: [...left], pushed, waiting: passed.filter((claim) => !left.has(claim)) }
  }

  /**
   * Sends one publication ahead to a channel that rested, and lets the others wait for what it finds.
   *
   * The trial is taken only for a row that has its token and its permit, so that it leaves. While the channel rested its tokens
   * stayed booked, each by a row that is due at its instant: such a one is next.
   */
  const passTrial = async (channel: OpenChannel, claims: readonly Claim[]): Promise<Passing> => {
    const first = claims.find((claim) => tokens.find(channel, claim) !== null) ?? claims[0]
    const others = claims.filter((claim) => claim !== first)
    const { passed, pushed, waiting } = await passAll(channel, first === undefined ? [] : [first])
    const [trial] = passed

    if (trial !== undefined && !(await breakers.takeTrial(trial.row.channel))) {
      permits.giveBack(trial.row)

      return { passed: [], pushed: resting(channel, claims, lookAgainAt(clock.now())), waiting: [] }
    }

    if (trial !== undefined) {
      trials.add(trial.row._id)
    }

    return { passed, pushed: [...pushed, ...resting(channel, others, lookAgainAt(clock.now()))], waiting }
  }

  const pass = async (channel: OpenChannel, claims: readonly Claim[]): Promise<Passing> => {
    const decision = await breakers.ask(channelOf(claims))

    switch (decision.action) {
      case 'send':
        return passAll(channel, claims)
      case 'try':
        return passTrial(channel, claims)
      case 'wait':
        return { passed: [], pushed: resting(channel, claims, decision.until), waiting: [] }
    }
  }

  /** A trial whose row did not leave shows nothing; the next row takes it. */
  const endTrial = ({ _id, channel }: StoredRow, { hasLeft }: { hasLeft: boolean }): void => {
    if (trials.delete(_id) && !hasLeft) {
      void inTime(breakers.giveBackTrial(channel)).catch((error: unknown) =>
        log.warn({ channel, err: error }, 'the trial of a channel could not be given back; it ends by itself'),
      )
    }
  }

  return {
    async admit(channel, claims) {
      // What is known by now counts: a failing channel must not be sent to because its failures are not noted yet.
      await evidence.told()
      const { passed, pushed, waiting } = await pass(channel, claims)

      evidence.expect(passed)

      return { passed, pushed: pushed.map(pushBack), waiting }
    },
    async keep() {
      downUntil = await beatFleet(db)
      await permits.keep()
    },
    observe(settlement) {
      evidence.take(settlement)
      endTrial(settlement.row, { hasLeft: !showsNothing(settlement.outcome) })
      permits.giveBack(settlement.row)
    },
    release(claims) {
      claims.forEach(({ row }) => {
        evidence.forget(row)
        endTrial(row, { hasLeft: false })
        permits.giveBack(row)
      })
    },
    async stop() {
      evidence.stop()
      await permits.stop()
    },
  }
}

/** An admission of which nothing is written down yet. */
interface Passing extends Omit<Admission, 'pushed'> {
  pushed: PushedRow[]
}

const isBefore = (at: Date, ...ends: readonly (Date | null | undefined)[]): boolean =>
  ends.some((end) => end !== null && end !== undefined && at < end)
