import type { Db, ObjectId } from 'mongodb'

import { inTime } from '../inTime.ts'
import type { Claim, StoredRow } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import { dropPermits, keepPermits, takePermits } from './permits.ts'

/** The permits that this worker's sends hold. */
export interface Permits {
  giveBack(row: StoredRow): void
  /** Writes what is truly held, so that a permit whose answer was lost comes free and the others stay. */
  keep(): Promise<void>
  stop(): Promise<void>
  /** How many of the rows, from the front, have a permit now. */
  take(channel: ObjectId, cap: number, claims: readonly Claim[]): Promise<number>
}

export interface PermitsDependencies {
  db: Db
  leaseMs: number
  log: Log
  worker: string
}

/** What is held of one channel; it is forgotten once the database knows that it is nothing. */
interface Holding {
  channel: ObjectId
  ids: Set<string>
  /** What the database is known to say; null when an answer was lost. */
  stored: number | null
  /** Writes under way and waiting. */
  writes: number
  written: Promise<unknown>
}

const GATHER_MS = 10

/**
 * Every write tells the whole count of one channel, and there is one at a time for each: so none undoes what another
 * one took, and whatever became of a lost one the next puts right.
 */
export function createPermits({ db, leaseMs, log, worker }: PermitsDependencies): Permits {
  const holdings = new Map<string, Holding>()
  const returned = new Set<Holding>()
  let timer: NodeJS.Timeout | undefined

  const holdingOf = (channel: ObjectId): Holding => {
    const key = channel.toHexString()
    const holding = holdings.get(key) ?? { channel, ids: new Set(), stored: 0, writes: 0, written: Promise.resolve() }

    holdings.set(key, holding)

    return holding
  }

  /** After what is being written of these channels. */
  const inTurn = <T>(of: readonly Holding[], work: () => Promise<T>): Promise<T> => {
    const before = Promise.allSettled(of.map(({ written }) => written))
    const done = before.then(work).finally(() => of.forEach(endWrite))

    of.forEach((holding) => {
      holding.writes += 1
      holding.written = done
    })

    return done
  }

  const endWrite = (holding: Holding): void => {
    holding.writes -= 1

    if (holding.writes === 0 && holding.stored === 0 && holding.ids.size === 0 && !returned.has(holding)) {
      holdings.delete(holding.channel.toHexString())
    }
  }

  const writeTruth = async (of: readonly Holding[]): Promise<void> => {
    const held = of.map((holding) => ({ channel: holding.channel, count: holding.ids.size, holding }))

    of.forEach((holding) => (holding.stored = null))
    await inTime(keepPermits({ db, held, leaseMs, worker }))
    held.forEach(({ count, holding }) => (holding.stored = count))
  }

  const flush = async (): Promise<void> => {
    timer = undefined
    const back = [...returned]

    returned.clear()

    try {
      await Promise.all(
        back.map((holding) =>
          // A take that came between has told it already.
          inTurn([holding], () => writeTruth(holding.stored === holding.ids.size ? [] : [holding])),
        ),
      )
    } catch (error) {
      log.warn({ err: error }, 'permits could not be given back; they come free with the next heartbeat')
    }
  }

  return {
    giveBack(row) {
      const holding = holdings.get(row.channel.toHexString())

      if (holding?.ids.delete(nameOf(row)) === true) {
        returned.add(holding)
        timer ??= setTimeout(() => void flush(), GATHER_MS)
      }
    },
    async keep() {
      // A channel that is being written is being told the truth.
      const idle = [...holdings.values()].filter(({ writes }) => writes === 0)

      await inTurn(idle, () => writeTruth(idle))
    },
    async stop() {
      clearTimeout(timer)
      await Promise.allSettled([...holdings.values()].map(({ written }) => written))
      await dropPermits({ db, worker }).catch((error: unknown) =>
        log.warn({ err: error }, 'permits could not be given back; they come free when their lease ends'),
      )
    },
    async take(channel, cap, claims) {
      if (claims.length === 0) {
        return 0
      }

      const holding = holdingOf(channel)

      return inTurn([holding], async () => {
        const held = holding.ids.size

        holding.stored = null
        const granted = await inTime(takePermits({ cap, channel, db, held, leaseMs, want: claims.length, worker }))

        holding.stored = held + granted
        claims.slice(0, granted).forEach(({ row }) => holding.ids.add(nameOf(row)))

        return granted
      })
    },
  }
}

/** A row that was claimed anew holds its own permit: what was taken for the earlier claim may come back late. */
const nameOf = ({ _id, fence }: StoredRow): string => `${_id}:${fence}`
