import { canTransition } from '../../src/domain/publicationStates.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { Evidence } from './evidence.ts'
import type { Step } from './history.ts'

/** Two clocks of one machine, and a write that is under way while the other side already has the bytes. */
const TOLERANCE_MS = 50

export interface Invariant {
  /** What must hold, whatever breaks. */
  says: string
  /** The breaches that the evidence shows; none where the evidence has nothing to say of it. */
  find: (evidence: Evidence) => string[]
}

/**
 * What must hold in every fault test, each as one function over what was written down by others than the worker.
 *
 * The names are those of `docs/proof.md`, which says which test puts which of them at risk.
 */
export const INVARIANTS = {
  I1: {
    says: 'an occurrence takes effect at the receiver at most once, even where the receiver knows no keys',
    find: ({ arrivals }) =>
      [...countBy(arrivals.filter(({ isEffect }) => isEffect).map(({ occurrence }) => occurrence))]
        .filter(([, count]) => count > 1)
        .map(([occurrence, count]) => `${occurrence} took effect ${count} times`),
  },
  I2: {
    says: 'every due occurrence ends in an outcome, and what is called published has taken effect',
    find({ arrivals, rows }) {
      const effects = new Set(arrivals.filter(({ isEffect }) => isEffect).map(({ id }) => id))

      return rows
        .filter(({ _id, state }) => (state === 'published' ? !effects.has(_id) : UNFINISHED.has(state)))
        .map(({ _id, state }) => `${_id} is ${state}${state === 'published' ? ' and never arrived' : ''}`)
    },
  },
  I3: {
    says: 'what a dead worker held is taken over soon after its lease',
    find: ({ history, recoveryMs = Infinity }) =>
      eachPair(history)
        .filter(({ from, to }) => from.leaseUntil !== null && to.at - from.leaseUntil > recoveryMs)
        .map(({ from, id, to }) => `${id} lay ${to.at - Number(from.leaseUntil)} ms after its lease as ${from.state}`),
  },
  I4: {
    says: 'nobody writes with an old fence, takes a row that is held, or sends without a lease',
    find: (evidence) => [...findForbiddenWrites(evidence), ...findUncoveredSends(evidence)],
  },
  I5: {
    says: 'no row whose writing was acknowledged is lost, and after a fail-over rows are on time again',
    find({ acknowledged = [], lateAfterFailover = [], rows }) {
      const known = new Set(rows.map(({ _id }) => _id))

      return [
        ...acknowledged.filter((id) => !known.has(id)).map((id) => `${id} was acknowledged and is gone`),
        ...lateAfterFailover.map((id) => `${id} was late long after the fail-over`),
      ]
    },
  },
  I6: {
    says: 'nothing arrives before its time, by the server clock',
    find: ({ arrivals, history, rows }) => {
      const dueMs = new Map(rows.map((row) => [row._id, row.occurrenceAt.getTime()]))

      return arrivals
        .map((arrival) => ({ arrival, due: dueWhenMarked(history.get(arrival.id), arrival) ?? dueMs.get(arrival.id) }))
        .filter(({ arrival, due = 0 }) => arrival.at < due - TOLERANCE_MS)
        .map(({ arrival, due = 0 }) => `${arrival.id} arrived ${due - arrival.at} ms early`)
    },
  },
  I7: {
    says: 'a rule yields exactly one occurrence for each local date that it names',
    find: ({ occurrences = [] }) =>
      occurrences
        .filter(({ instants }) => instants.length !== 1 || instants[0] === undefined)
        .map(({ date, instants, zone }) => `${date} in ${zone} has ${instants.length} occurrences`),
  },
  I8: {
    says: 'an occurrence keeps its local hour over every change of the clocks, or moves by the gap',
    find: ({ occurrences = [] }) =>
      occurrences
        .filter(({ localTime, wanted }) => localTime !== wanted)
        .map(({ date, localTime, wanted, zone }) => `${date} in ${zone} is at ${localTime} and not at ${wanted}`),
  },
  I9: {
    says: 'one occurrence has one row, however often it was asked for',
    find: ({ rows }) =>
      [...countBy(rows.map((row) => [row.post, row.channel, row.schedule, row.occurrenceAt.getTime()].join(':')))]
        .filter(([, count]) => count > 1)
        .map(([key, count]) => `${key} has ${count} rows`),
  },
  I10: {
    says: 'a channel that does not answer holds up no other',
    find: ({ heldUp = [] }) => heldUp.map((id) => `${id} waited for another channel`),
  },
  I11: {
    says: 'a worker that is told to stop does so in time and leaves no lease',
    find: ({ drains = [] }) =>
      drains
        .filter(({ leasesLeft, tookMs }) => leasesLeft > 0 || tookMs > 30 * SECOND)
        .map(({ leasesLeft, tookMs }) => `a drain took ${tookMs} ms and left ${leasesLeft} leases`),
  },
  I12: {
    says: 'what arrives is the content that was marked, and what was cancelled is not sent any more',
    find: ({ arrivals, history }) =>
      arrivals.flatMap((arrival) => {
        const steps = history.get(arrival.id) ?? []
        const marked = steps.filter(({ fence, state }) => state === 'sending' && fence === arrival.fence).at(-1)
        const before = steps.filter(({ at }) => at < arrival.at - TOLERANCE_MS).at(-1)

        return [
          ...(marked !== undefined && marked.revision !== arrival.revision
            ? [`${arrival.id} arrived in version ${arrival.revision}, marked was ${marked.revision}`]
            : []),
          ...(before?.state === 'cancelled' ? [`${arrival.id} arrived after it was cancelled`] : []),
        ]
      }),
  },
} satisfies Record<string, Invariant>

/** Everything that the evidence shows to be broken, each with the name of its invariant; empty when all is well. */
export const findBreaches = (evidence: Evidence): string[] =>
  Object.entries<Invariant>(INVARIANTS).flatMap(([name, { find }]) =>
    find(evidence).map((breach) => `${name}: ${breach}`),
  )

/** How long after its lease the last of the rows was taken over. */
export const longestRecoveryMs = ({ history }: Pick<Evidence, 'history'>): number =>
  Math.max(0, ...eachPair(history).map(({ from, to }) => (from.leaseUntil === null ? 0 : to.at - from.leaseUntil)))

const UNFINISHED = new Set<string>(['armed', 'claimed', 'sending'])

interface Pair {
  from: Step
  id: string
  to: Step
}

const eachPair = (history: Evidence['history']): Pair[] =>
  [...history].flatMap(([id, steps]) => steps.slice(1).map((to, at) => ({ from: steps[at] as Step, id, to })))

function findForbiddenWrites({ history }: Evidence): string[] {
  return eachPair(history).flatMap(({ from, id, to }) => [
    ...(from.state !== to.state && !canTransition(from.state, to.state)
      ? [`${id} went from ${from.state} to ${to.state}`]
      : []),
    ...(to.fence < from.fence ? [`the fence of ${id} fell from ${from.fence} to ${to.fence}`] : []),
    ...(from.token !== null && to.token !== null && from.token !== to.token
      ? [`${id} was taken while it was held`]
      : []),
    ...(to.token !== null && from.token !== to.token && to.fence !== from.fence + 1
      ? [`${id} was claimed without a new fence`]
      : []),
  ])
}

/** Bytes that arrived while the row was not marked by who sent them, or after that one's lease. */
function findUncoveredSends({ arrivals, history }: Evidence): string[] {
  return arrivals.flatMap(({ at, fence, id }) => {
    const own = (history.get(id) ?? []).filter((step) => step.fence === fence)
    const marked = own.find(({ state }) => state === 'sending')
    const leaseEnd = Math.max(...own.map(({ leaseUntil }) => leaseUntil ?? -Infinity))

    if (own.length === 0) {
      return []
    }

    if (marked === undefined || at < marked.at - TOLERANCE_MS) {
      return [`${id} arrived with fence ${fence} and was not marked`]
    }

    const last = own.filter((step) => step.at <= at + TOLERANCE_MS).at(-1)

    if (last?.state === 'claimed' && last.at < at - TOLERANCE_MS) {
      return [`${id} arrived ${at - last.at} ms after its sender had taken back the mark`]
    }

    return at > leaseEnd + TOLERANCE_MS ? [`${id} arrived ${at - leaseEnd} ms after the lease of its sender`] : []
  })
}

/** When the row was due as its sender marked it; a retry is due later than its occurrence. */
const dueWhenMarked = (steps: readonly Step[] | undefined, { fence }: Evidence['arrivals'][number]) =>
  steps?.find((step) => step.state === 'sending' && step.fence === fence)?.dueAt

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()

  for (const key of keys) {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }

  return counts
}
