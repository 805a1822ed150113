import type { Db } from 'mongodb'

import { hasToken, plannedAt, planTokenSlots, type TokenRate } from '../../src/domain/channelPace.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { inTime } from '../inTime.ts'
import type { Claim, StoredRow } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'
import type { Log } from '../log.ts'
import type { OpenChannel } from '../sending/channelCache.ts'
import type { ServerClock } from '../serverClock.ts'
import { createBreakers } from './breakers.ts'
import { bookTokens } from './bucket.ts'
import { createEvidence, showsNothing } from './evidence.ts'
import { beatFleet } from './fleet.ts'
import { createPermits } from './heldPermits.ts'
import { createLateTokens } from './lateTokens.ts'
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

/** Rows behind a trial look again after so long. */
const TRIAL_WAIT_MS = 3 * SECOND

/** A token that comes within so many milliseconds is not worth a write. */
const SOON_MS = 20

export async function createPace(dependencies: PaceDependencies): Promise<Pace> {
  const { catchUpPerSecond, clock, db, leaseMs, log, random, worker } = dependencies
  const breakers = createBreakers({ clock, db, random })
  const permits = createPermits({ db, leaseMs, log, worker })
  const evidence = createEvidence({ breakers, clock, log })
  const catchUpRate: TokenRate = { burst: Math.ceil(catchUpPerSecond), perSecond: catchUpPerSecond }
  const lateTokens = createLateTokens()
  /** Rows that have a token of which the ledger knows nothing, for it came at once. */
  const provided = new WeakSet<Claim>()
  /** Rows with which this worker tries whether their channel works again. */
  const trials = new Set<string>()
  let downUntil = await beatFleet(db)

  /** What an outage or a pause held back, by the time it was planned for: what rested meanwhile has not become less overdue. */
  const isCatchingUp = ({ row }: Claim): boolean => {
    const planned = plannedAt(row)

    return isBefore(planned, downUntil, row.resumedAt) && clock.now().getTime() - planned.getTime() > OVERDUE_MS
  }

  /** By when it was claimed: a row must not lose its place because it waits in its lane for a permit or a slot. */
  const holdsToken = (claim: Claim): boolean => provided.has(claim) || hasToken(claim.row, claimedAt(claim, clock))

  const resting = (claims: readonly Claim[], until: Date): PushedRow[] =>
    claims.map((claim, index) => ({
      at: new Date(until.getTime() + index),
      claim,
      isBooked: false,
      why: { cause: breakers.lastErrorOf(claim.row.channel), code: 'CHANNEL_RESTING' },
    }))

  /** Every row gets the instant of its token, in the order in which the rows were due. */
  const passRate = async (channel: OpenChannel, claims: readonly Claim[]) => {
    const { rate } = limitsOf(channel)
    const isLimited = (claim: Claim) => !holdsToken(claim) && (rate !== null || isCatchingUp(claim))
    const asking = claims.filter(isLimited)

    if (asking.length === 0) {
      return { passed: [...claims], pushed: [] as PushedRow[] }
    }

    const booking = await bookTokens({
      bucket: rate === null ? 'catchUp' : 'bucket',
      channel: channelOf(asking),
      count: asking.length,
      db,
      rate: rate ?? catchUpRate,
    })
    const slots = planTokenSlots(booking, asking.length, (rate ?? catchUpRate).perSecond)
    const soonMs = booking.at.getTime() + SOON_MS
    const later = new Map(
      asking.flatMap(({ row }, index) => {
        const slot = slots[index]

        return slot !== undefined && slot.at.getTime() > Math.max(soonMs, row.dueAt.getTime())
          ? [[row._id, slot] as const]
          : []
      }),
    )

    asking.filter(({ row }) => !later.has(row._id)).forEach((claim) => provided.add(claim))

    return {
      passed: claims.filter(({ row }) => !later.has(row._id)),
      pushed: claims.flatMap((claim): PushedRow[] => {
        const slot = later.get(claim.row._id)

        return slot === undefined
          ? []
          : [{ ...slot, claim, why: { cause: null, code: rate === null ? 'CATCHING_UP' : 'CHANNEL_RATE' } }]
      }),
    }
  }

  const passAll = async (channel: OpenChannel, claims: readonly Claim[]): Promise<Passing> => {
    const { concurrency, rate } = limitsOf(channel)
    const isLate = claims.some((claim) => holdsToken(claim) && !hasToken(claim.row, clock.now()))
    const { passed, pushed } = await passRate(channel, claims)
    const of = channelOf(claims)
    const isPaced = rate !== null || passed.some(holdsToken)
    const drawn = isPaced
      ? lateTokens.draw({ channel: of, isLate, rate: rate ?? catchUpRate, want: passed.length })
      : passed.length
    const granted = concurrency === null ? drawn : await permits.take(of, concurrency, passed.slice(0, drawn))

    lateTokens.giveBack(of, drawn - granted)

    return { passed: passed.slice(0, granted), pushed, waiting: passed.slice(granted) }
  }

  /**
   * Sends one publication ahead to a channel that rested, and lets the others wait for what it finds.
   *
   * The trial is taken only for a row that has its token and its permit, so that it leaves. While the channel rested its tokens
   * stayed booked, each by a row that is due at its instant: such a one is next.
   */
  const passTrial = async (channel: OpenChannel, claims: readonly Claim[]): Promise<Passing> => {
    const first = claims.find(holdsToken) ?? claims[0]
    const others = claims.filter((claim) => claim !== first)
    const { passed, pushed, waiting } = await passAll(channel, first === undefined ? [] : [first])
    const [trial] = passed

    if (trial !== undefined && !(await breakers.takeTrial(trial.row.channel))) {
      permits.giveBack(trial.row)

      return { passed: [], pushed: resting(claims, trialEnd(clock)), waiting: [] }
    }

    if (trial !== undefined) {
      trials.add(trial.row._id)
    }

    return { passed, pushed: [...pushed, ...resting(others, trialEnd(clock))], waiting }
  }

  const pass = async (channel: OpenChannel, claims: readonly Claim[]): Promise<Passing> => {
    const decision = await breakers.ask(channelOf(claims))

    switch (decision.action) {
      case 'send':
        return passAll(channel, claims)
      case 'try':
        return passTrial(channel, claims)
      case 'wait':
        return { passed: [], pushed: resting(claims, decision.until), waiting: [] }
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

const claimedAt = ({ since }: Claim, clock: ServerClock): Date =>
  new Date(clock.now().getTime() - (performance.now() - since.steadyMs))

/** All claims of one admission are of one channel. */
function channelOf([first]: readonly Claim[]) {
  if (first === undefined) {
    throw new Error('nothing to admit')
  }

  return first.row.channel
}

/** Rows that wait for a trial look again soon: it takes seconds, and what it shows they learn from the breaker. */
const trialEnd = (clock: ServerClock): Date => new Date(clock.now().getTime() + TRIAL_WAIT_MS)
