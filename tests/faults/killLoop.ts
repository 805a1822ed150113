import type { Failpoint } from '../../jobs/failpoints.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { findBreaches } from './invariants.ts'
import { killed, setStage, type Stage, type StartWorkerArgs } from './stage.ts'

export interface KillLoopArgs {
  kills: number
  /** A number from 0 to below 1. */
  random: () => number
  uri: string
}

export interface KillCount {
  breaches: string[]
  byPoint: Record<string, number>
  kills: number
  /** Rows that were due while workers died, and what became of them. */
  outcomes: Record<string, number>
}

/** Workers that live and die at one time, on one database. */
const SLOTS = 3
const WAITING = 60

/** Small bites, so that a worker comes to its point at once and takes little with it; short leases, so that it comes back. */
const LIMITS = { channelConcurrency: 8, claimBatch: 12, heldRows: 36, leaseMs: 2 * SECOND, safetyMs: SECOND / 2 }

/**
 * Kills workers one after the other, each at a point of its life, while others take over what it held; then lets one
 * live until all is settled, and judges the whole by the logs.
 *
 * Nothing here waits for time to pass: a new worker stands as soon as the old one is dead, and its first act is to
 * take over what the dead left.
 */
export async function killMany({ kills, random, uri }: KillLoopArgs): Promise<KillCount> {
  const stage = await setStage({ mode: '/ok', uri })
  const slow = await stage.addChannel({ mode: '/slow' })
  const count: KillCount = { breaches: [], byPoint: {}, kills: 0, outcomes: {} }
  let begun = 0

  const killOne = async (): Promise<void> => {
    while (begun < kills) {
      const death = DEATHS[begun++ % DEATHS.length] as Death

      await keepDue(stage, { channel: slow, random })
      await killed(await stage.startWorker({ ...describe(death, random), holdMs: 3 * SECOND, limits: LIMITS }))
      count.kills += 1
      count.byPoint[death.point] = (count.byPoint[death.point] ?? 0) + 1
    }
  }

  try {
    await Promise.all(Array.from({ length: SLOTS }, killOne))
    await stage.startWorker({ holdMs: 3 * SECOND })
    await stage.settles(['published', 'unconfirmed'])

    const evidence = await stage.evidence()

    count.breaches = findBreaches(evidence)
    evidence.rows.forEach(({ state }) => (count.outcomes[state] = (count.outcomes[state] ?? 0) + 1))

    return count
  } finally {
    await stage.close()
  }
}

interface Death {
  /** It is killed when it gets there the n-th time, n from 1 to this. */
  atMost: number
  point: Failpoint
}

/** The six points of a publication's life; the write of the outcome has a side before and one after. */
const DEATHS: Death[] = [
  { atMost: 2, point: 'after-claim' },
  { atMost: 2, point: 'after-mark' },
  { atMost: 12, point: 'after-bytes' },
  { atMost: 12, point: 'after-answer' },
  { atMost: 2, point: 'before-ack' },
  { atMost: 2, point: 'after-ack' },
  { atMost: 1, point: 'in-drain' },
]

const describe = ({ atMost, point }: Death, random: () => number): StartWorkerArgs => ({
  failpoint: `${point}:${1 + Math.floor(random() * atMost)}`,
  ...(point === 'in-drain' ? { stopsEarly: true } : {}),
})

/** A worker that finds nothing to do would never come to its point. */
async function keepDue(
  stage: Stage,
  { channel, random }: { channel: Parameters<Stage['addRows']>[0]['channel']; random: () => number },
) {
  const now = new Date()

  if ((await stage.rows.countDocuments({ dueAt: { $lte: now }, state: 'armed' })) < WAITING / 2) {
    await stage.addRows({ count: WAITING, dueAt: () => now, ...(random() < 0.5 && channel ? { channel } : {}) })
  }
}
