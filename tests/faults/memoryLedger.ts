import { randomUUID } from 'node:crypto'

import type { Ledger } from '../../jobs/ledger/createLedger.ts'
import { localNow } from '../../jobs/ledger/lease.ts'
import type { Claim, StoredRow } from '../../jobs/ledger/rows.ts'
import type { Settlement } from '../../jobs/ledger/settlement.ts'
import { decideExpiredLease } from '../../src/domain/expiredLease.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'

export interface MemoryLedgerArgs {
  /** Server time, in milliseconds. */
  now: () => number
  rows: Map<string, StoredRow>
}

/**
 * The ledger's rules once more, over a map: the model that the real one is compared with, step by step, and the store
 * of a simulated year, which no database could be asked to live through.
 */
export function createMemoryLedger({ now, rows }: MemoryLedgerArgs): Ledger {
  const holds = ({ row }: Pick<Claim, 'row'>): StoredRow | undefined => {
    const stored = rows.get(row._id)

    return stored?.fence === row.fence ? stored : undefined
  }

  const take = (stored: StoredRow, { leaseMs, token }: { leaseMs: number; token: string }): Claim => {
    Object.assign(stored, { fence: stored.fence + 1, leaseUntil: new Date(now() + leaseMs), token })

    return { leaseMs, row: { ...stored }, since: localNow() }
  }

  return {
    claimDue({ aheadMs, except = [], leaseMs, limit, skip = 0 }) {
      const token = randomUUID()
      const seen = [...rows.values()]
        .filter(
          ({ channel, dueAt, state }) =>
            state === 'armed' && dueAt.getTime() <= now() + aheadMs && !except.some((id) => id.equals(channel)),
        )
        .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
        .slice(skip, skip + limit)

      seen.forEach((row) => (row.state = 'claimed'))

      return Promise.resolve({ claims: seen.map((row) => take(row, { leaseMs, token })), seen: seen.length })
    },
    hold({ filter, leaseMs, limit }) {
      const token = randomUUID()
      const free = [...rows.values()].filter((row) => !row.leaseUntil && matches(row, filter)).slice(0, limit)

      return Promise.resolve(free.map((row) => take(row, { leaseMs, token })))
    },
    keepHandles({ handles, row }) {
      const stored = holds({ row })

      if (stored === undefined) {
        return Promise.reject(new Error('not ours'))
      }

      stored.handles = { contentHash: row.contentHash, values: handles }

      return Promise.resolve()
    },
    markSending({ aheadMs, claims, safetyMs }) {
      for (const { row } of claims) {
        const stored = rows.get(row._id)

        if (
          stored?.state === 'claimed' &&
          stored.token === row.token &&
          stored.dueAt.getTime() <= now() + aheadMs &&
          Number(stored.leaseUntil) > now() + safetyMs
        ) {
          Object.assign(stored, { attempts: stored.attempts + 1, state: 'sending' })
        }
      }

      const marked = claims.filter(({ row }) => {
        const stored = rows.get(row._id)

        return stored?.state === 'sending' && stored.token === row.token
      })

      return Promise.resolve(
        marked.map((claim) => ({ ...claim, row: { ...claim.row, attempts: claim.row.attempts + 1 } })),
      )
    },
    unmark(claims) {
      const kept = claims.filter(({ row }) => rows.get(row._id)?.token === row.token)

      kept.forEach(({ row }) => {
        const stored = rows.get(row._id)

        if (stored?.state === 'sending') {
          Object.assign(stored, { attempts: stored.attempts - 1, state: 'claimed' })
        }
      })

      return Promise.resolve(
        kept.map((claim) => ({ ...claim, row: { ...claim.row, attempts: claim.row.attempts - 1 } })),
      )
    },
    reapExpired() {
      const counts = { rearmed: 0, unconfirmed: 0 }

      for (const row of rows.values()) {
        if (row.leaseUntil && row.leaseUntil.getTime() < now()) {
          const isPending = row.pending !== null && row.pending !== undefined
          const { action } = decideExpiredLease({ isPending, state: row.state })

          const unknownSince = row.unknownSince ?? row.leaseUntil

          Object.assign(row, RELEASED)

          if (action === 'rearm') {
            row.state = 'armed'
            counts.rearmed += 1
          } else if (action === 'unconfirmed') {
            const error = publicationError('unknown-outcome', 'LEASE_EXPIRED')

            Object.assign(row, { error, lookAt: new Date(now()), looks: 0, state: 'unconfirmed', unknownSince })
            counts.unconfirmed += 1
          }
        }
      }

      return Promise.resolve(counts)
    },
    release(claims) {
      for (const claim of claims) {
        const stored = holds(claim)

        if (stored?.state === 'claimed') {
          Object.assign(stored, RELEASED, { state: 'armed' })
        }
      }

      return Promise.resolve()
    },
    renew(claims) {
      const leaseMs = Math.max(...claims.map((claim) => claim.leaseMs))
      const kept = claims.filter((claim) => holds(claim)?.token)

      kept.forEach((claim) => Object.assign(holds(claim) ?? {}, { leaseUntil: new Date(now() + leaseMs) }))

      return Promise.resolve(kept.map((claim) => ({ ...claim, leaseMs, since: localNow() })))
    },
    settle(settlements) {
      settlements.forEach((settlement) => {
        const stored = holds(settlement)

        if (stored !== undefined && SETTLED_FROM.has(stored.state)) {
          Object.assign(stored, settlement.outcome, RELEASED, times(settlement, now()))
        }
      })

      return Promise.resolve(
        settlements
          .filter((settlement) => holds(settlement)?.state !== settlement.outcome.state)
          .map(({ row }) => row._id),
      )
    },
  }
}

const RELEASED = { leaseUntil: null, token: null }

const SETTLED_FROM = new Set<StoredRow['state']>(['claimed', 'published', 'sending', 'unconfirmed'])

function times({ dueInMs, lookInMs: given, outcome }: Settlement, now: number): Partial<StoredRow> {
  const lookInMs = outcome.state === 'unconfirmed' ? given : null

  return {
    ...(dueInMs === undefined ? {} : { dueAt: new Date(now + dueInMs) }),
    ...(lookInMs === undefined ? {} : { lookAt: lookInMs === null ? null : new Date(now + lookInMs) }),
  }
}

/** As much of MongoDB's filters as the ledger's holders use. */
function matches(row: StoredRow, filter: object): boolean {
  return Object.entries(filter).every(([name, wanted]: [string, unknown]) => {
    const value = (row as unknown as Record<string, unknown>)[name]

    return typeof wanted === 'object' && wanted !== null && '$lte' in wanted
      ? value instanceof Date && value <= (wanted.$lte as Date)
      : value === wanted
  })
}
