import type { Db, ObjectId } from 'mongodb'

import type { Claim, StoredRow } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import { dropPermits, givePermitsBack, renewPermits, takePermits } from './permits.ts'

/** The permits that this worker's sends hold. */
export interface Permits {
  giveBack(row: StoredRow): void
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

const GATHER_MS = 10

export function createPermits({ db, leaseMs, log, worker }: PermitsDependencies): Permits {
  const holding = new Set<string>()
  const returned = new Map<string, { channel: ObjectId; count: number }>()
  let timer: NodeJS.Timeout | undefined

  const flush = async (): Promise<void> => {
    timer = undefined
    const back = [...returned.values()]

    returned.clear()

    try {
      await Promise.all(back.map(({ channel, count }) => givePermitsBack({ channel, count, db, worker })))
    } catch (error) {
      log.warn({ err: error }, 'permits could not be given back; they come free when their lease ends')
    }
  }

  return {
    giveBack({ _id, channel }) {
      if (holding.delete(_id)) {
        const key = channel.toHexString()

        returned.set(key, { channel, count: (returned.get(key)?.count ?? 0) + 1 })
        timer ??= setTimeout(() => void flush(), GATHER_MS)
      }
    },
    async keep() {
      if (holding.size > 0) {
        await renewPermits({ db, leaseMs, worker })
      }
    },
    async stop() {
      clearTimeout(timer)
      await flush()
      await dropPermits({ db, worker }).catch((error: unknown) =>
        log.warn({ err: error }, 'permits could not be given back; they come free when their lease ends'),
      )
    },
    async take(channel, cap, claims) {
      if (claims.length === 0) {
        return 0
      }

      const granted = await takePermits({ cap, channel, db, leaseMs, want: claims.length, worker })

      claims.slice(0, granted).forEach(({ row }) => holding.add(row._id))

      return granted
    },
  }
}
