import type { Claim, Rows, StoredRow } from '../../jobs/ledger/rows.ts'
import type { Ledger } from '../../jobs/ledger/createLedger.ts'
import { actOnRow, type ActOnRowArgs } from '../../jobs/ledger/actOnRow.ts'
import type { Settlement } from '../../jobs/ledger/settlement.ts'
import type { Deduplication } from '../../src/domain/channelAdapter.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { PUBLICATION_ACTION_STATES } from '../../src/domain/publicationActions.ts'
import { decideAfterRefusal } from '../../src/domain/refusal.ts'
import { decideUnknownOutcome, unknownError } from '../../src/domain/unknownOutcome.ts'

/** What a channel made of a send: took it, took it and did not say so, did not take it and did not say so, or refused it. */
export const ANSWERS = ['yes', 'taken-unsaid', 'untaken-unsaid', 'refused'] as const

export type Answer = (typeof ANSWERS)[number]

/** A send in a worker's hands. */
export interface Holding {
  answer?: Answer
  claim: Claim
  isMarked: boolean
  leaseLeftMs: number
}

/** The same actors on either side: the real ledger on a real database, and the model in memory. */
export interface Side {
  /** A person writes what was decided on a row as it was seen; false when it has changed since. */
  act(args: Omit<ActOnRowArgs, 'now'>): Promise<boolean>
  deduplication(id: string): Deduplication
  /** How often each row took effect outside. */
  effects: Map<string, number>
  ledger: Ledger
  /** Brings every instant nearer, which is how time passes for rows. */
  pass(ms: number): Promise<void>
  rows(): Promise<StoredRow[]>
  /** What a person has on the screen. */
  seen: Map<string, StoredRow>
  workers: Map<string, Holding>[]
}

export const LEASE_MS = MINUTE
const SAFETY_MS = 5 * SECOND
const RETRY_MS = 605 * SECOND

export async function claim(side: Side, { limit, worker }: { limit: number; worker: number }): Promise<void> {
  const { claims } = await side.ledger.claimDue({ aheadMs: 0, leaseMs: LEASE_MS, limit })

  claims.forEach((held) =>
    handsOf(side, worker).set(held.row._id, { claim: held, isMarked: false, leaseLeftMs: LEASE_MS }),
  )
}

/** A worker marks what it believes to hold, also when it slept meanwhile: the ledger must know better. */
export async function mark(side: Side, worker: number): Promise<void> {
  const hands = handsOf(side, worker)
  const unmarked = [...hands.values()].filter(({ isMarked }) => !isMarked)

  if (unmarked.length > 0) {
    const claims = unmarked.map((holding) => holding.claim)
    const marked = await side.ledger.markSending({ aheadMs: 0, claims, safetyMs: SAFETY_MS })

    claims.forEach(({ row }) => hands.delete(row._id))
    marked.forEach((held) => hands.set(held.row._id, { claim: held, isMarked: true, leaseLeftMs: LEASE_MS }))
  }
}

/** A worker takes back its marks of what has not left. */
export async function unmark(side: Side, worker: number): Promise<void> {
  const hands = handsOf(side, worker)
  const ready = [...hands.values()].filter(({ answer, isMarked }) => isMarked && answer === undefined)

  if (ready.length > 0) {
    const kept = await side.ledger.unmark(ready.map((holding) => holding.claim))

    const leftMs = new Map(ready.map(({ claim: { row }, leaseLeftMs }) => [row._id, leaseLeftMs]))

    ready.forEach(({ claim: { row } }) => hands.delete(row._id))
    kept.forEach((held) =>
      hands.set(held.row._id, { claim: held, isMarked: false, leaseLeftMs: leftMs.get(held.row._id) ?? 0 }),
    )
  }
}

/** Bytes leave, unless the worker's own clocks say that its lease is about to end; returns the ids that left. */
export function send(side: Side, { answer, worker }: { answer: Answer; worker: number }): string[] {
  const ready = [...handsOf(side, worker).values()].filter(
    (holding) => holding.isMarked && holding.answer === undefined && holding.leaseLeftMs >= SAFETY_MS,
  )

  return ready.map((holding) => {
    const id = holding.claim.row._id
    const times = side.effects.get(id) ?? 0

    holding.answer = answer

    if (answer === 'yes' || answer === 'taken-unsaid') {
      side.effects.set(id, side.deduplication(id) === 'native-key' ? 1 : times + 1)
    }

    return id
  })
}

/** Writes what became of sends; a worker that slept past its lease does so too, and must not be heard. */
export async function acknowledge(side: Side, worker: number): Promise<void> {
  const hands = handsOf(side, worker)
  const answered = [...hands.values()].filter(({ answer }) => answer !== undefined)

  if (answered.length > 0) {
    await side.ledger.settle(answered.map(({ answer, claim: { row } }) => describe(answer as Answer, row)))
    answered.forEach(({ claim: { row } }) => hands.delete(row._id))
  }
}

function describe(answer: Answer, row: StoredRow): Settlement {
  switch (answer) {
    case 'yes':
      return { outcome: { error: null, state: 'published' }, row }
    case 'taken-unsaid':
    case 'untaken-unsaid':
      return { lookInMs: 0, outcome: { looks: 0, state: 'unconfirmed' }, row }
    case 'refused': {
      const decision = decideAfterRefusal({ attempts: row.attempts, errorClass: 'retry', random: 0 })

      return decision.action === 'fail'
        ? { outcome: { state: 'failed' }, row }
        : { dueInMs: RETRY_MS, outcome: { state: 'armed' }, row }
    }
  }
}

export async function renew(side: Side, worker: number): Promise<void> {
  const hands = handsOf(side, worker)

  if (hands.size > 0) {
    const kept = new Set(
      (await side.ledger.renew([...hands.values()].map((held) => held.claim))).map(({ row }) => row._id),
    )

    for (const [id, holding] of hands) {
      if (kept.has(id)) {
        holding.leaseLeftMs = LEASE_MS
      } else {
        hands.delete(id)
      }
    }
  }
}

/** A worker that drains: what is not marked goes back. */
export async function release(side: Side, worker: number): Promise<void> {
  const hands = handsOf(side, worker)
  const unmarked = [...hands.values()].filter(({ isMarked }) => !isMarked)

  if (unmarked.length > 0) {
    await side.ledger.release(unmarked.map((held) => held.claim))
    unmarked.forEach((held) => hands.delete(held.claim.row._id))
  }
}

export const crash = (side: Side, worker: number): void => handsOf(side, worker).clear()

export async function pass(side: Side, ms: number): Promise<void> {
  await side.pass(ms)
  side.workers.forEach((hands) => hands.forEach((holding) => (holding.leaseLeftMs -= ms)))
}

/** What nobody knows is looked at, as far as the channel allows. */
export async function look(side: Side): Promise<void> {
  const filter = { lookAt: { $lte: new Date() }, state: 'unconfirmed' as const }
  const claims = await side.ledger.hold({ filter, leaseMs: LEASE_MS, limit: 10 })
  const settlements = claims.map(({ row }): Settlement => {
    const deduplication = side.deduplication(row._id)
    const decision = decideUnknownOutcome({
      attempts: row.attempts,
      deduplication,
      isUnwanted: (row.unwanted ?? null) !== null,
      looks: row.looks ?? 0,
    })

    return decision.action === 'send-again'
      ? { dueInMs: 0, lookInMs: null, outcome: { state: 'armed' }, row }
      : { lookInMs: null, outcome: { state: 'unconfirmed' }, row }
  })

  if (settlements.length > 0) {
    await side.ledger.settle(settlements)
  }
}

/** What a person asked to take back is taken back. */
export async function withdraw(side: Side): Promise<void> {
  const filter = { state: 'published' as const, unpublishAt: { $lte: new Date() } }
  const claims = await side.ledger.hold({ filter, leaseMs: LEASE_MS, limit: 10 })

  if (claims.length > 0) {
    await side.ledger.settle(claims.map(({ row }) => ({ outcome: { state: 'withdrawn' as const }, row })))
  }
}

const handsOf = ({ workers }: Side, worker: number): Map<string, Holding> => workers[worker] as Map<string, Holding>

/** The part of the real side that talks to the database in other ways than through the ledger. */
export const onDatabase = (rows: Rows): Pick<Side, 'act' | 'pass' | 'rows'> => ({
  act: async (args) => (await actOnRow(rows, { ...args, now: new Date() })) !== null,
  async pass(ms) {
    const earlier = (field: string) => ({
      $cond: [{ $eq: [{ $type: `$${field}` }, 'date'] }, { $subtract: [`$${field}`, ms] }, `$${field}`],
    })

    await rows.updateMany({}, [{ $set: Object.fromEntries(DATES.map((field) => [field, earlier(field)])) }])
  },
  rows: () => rows.find().sort({ _id: 1 }).toArray(),
})

/** The same for the model. */
export const inMemory = (rows: Map<string, StoredRow>): Pick<Side, 'act' | 'pass' | 'rows'> => ({
  act({ action, decision, row }) {
    const stored = rows.get(row._id)

    if (stored?.fence !== row.fence || !PUBLICATION_ACTION_STATES[action].includes(stored.state)) {
      return Promise.resolve(false)
    }

    const now = new Date()
    const released = { error: null, fence: stored.fence + 1, leaseUntil: null, token: null }

    switch (decision.action) {
      case 'send':
        Object.assign(stored, released, {
          ...((action === 'resolve' || stored.state === 'failed') && { unknownSince: null }),
          attempts: 0,
          dueAt: now,
          state: 'armed',
        })
        break
      case 'cancel':
        Object.assign(stored, released, {
          error: publicationError('gate', decision.code ?? 'CANCELLED'),
          state: 'cancelled',
          unwanted: null,
          ...(decision.code !== undefined && { unknownSince: null }),
        })
        break
      case 'settle':
        Object.assign(stored, released, { state: 'published' })
        break
      case 'unwant':
        Object.assign(stored, released, {
          error: unknownError(stored),
          lookAt: now,
          looks: 0,
          state: 'unconfirmed',
          unwanted: decision.code,
        })
        break
      case 'withdraw':
        stored.unpublishAt = now
        break
      case 'take-down':
        Object.assign(stored, released, { state: 'withdrawn', unpublishAt: null })
        break
    }

    return Promise.resolve(true)
  },
  pass(ms) {
    for (const row of rows.values()) {
      for (const field of DATES) {
        const at = row[field]

        if (at instanceof Date) {
          row[field] = new Date(at.getTime() - ms)
        }
      }
    }

    return Promise.resolve()
  },
  rows: () => Promise.resolve([...rows.values()].sort((a, b) => (a._id < b._id ? -1 : 1))),
})

const DATES = ['dueAt', 'leaseUntil', 'lookAt', 'unpublishAt'] as const
