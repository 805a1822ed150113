import { SECOND } from './duration.ts'

/** One line of `npm run doctor`: what was looked at, how it is, and what to do when it is not well. */
export interface Verdict {
  advice?: string
  detail: string
  isWell: boolean
  name: string
}

/** What was found out about an installation. */
export interface Facts {
  /** How far this machine's clock is ahead of the database's, in milliseconds. */
  clockOffsetMs: number
  hasTransactions: boolean
  /** Null in a host app, whose import map is its own affair. */
  isImportMapFresh: boolean | null
  missingIndexes: readonly string[]
  replicaSet: string | null
  /** Age of each worker's last heartbeat, in milliseconds. */
  workerBeatAgesMs: readonly number[]
}

/** A worker that has been silent for three heartbeats is not alive. */
export const WORKER_SILENCE_MS = 15 * SECOND

/** Beyond this, lateness figures and leases are told by two different clocks. */
export const CLOCK_OFFSET_LIMIT_MS = 2 * SECOND

/** Judges an installation, one verdict per thing looked at. */
export const diagnose = (facts: Facts): Verdict[] => [
  judgeReplicaSet(facts),
  judgeTransactions(facts),
  judgeIndexes(facts),
  judgeWorkers(facts),
  judgeClock(facts),
  ...(facts.isImportMapFresh === null ? [] : [judgeImportMap(facts.isImportMapFresh)]),
]

const judgeReplicaSet = ({ replicaSet }: Facts): Verdict => ({
  advice: 'Run mongod with --replSet and initiate it; one node is enough.',
  detail: replicaSet === null ? 'the database is a single server' : `"${replicaSet}" has a primary`,
  isWell: replicaSet !== null,
  name: 'replica set',
})

const judgeTransactions = ({ hasTransactions }: Facts): Verdict => ({
  advice: 'Add replicaSet=NAME to DATABASE_URI: Payload does without transactions otherwise, and says nothing.',
  detail: hasTransactions ? 'on' : 'off',
  isWell: hasTransactions,
  name: 'transactions',
})

const judgeIndexes = ({ missingIndexes }: Facts): Verdict => ({
  advice: 'Start Drumbeat or a worker once; they are made at each start.',
  detail: missingIndexes.length === 0 ? 'all there' : `missing: ${missingIndexes.join(', ')}`,
  isWell: missingIndexes.length === 0,
  name: 'indexes',
})

function judgeWorkers({ workerBeatAgesMs }: Facts): Verdict {
  const alive = workerBeatAgesMs.filter((ageMs) => ageMs <= WORKER_SILENCE_MS).length

  return {
    advice: 'Run "npm run worker" (or "npx drumbeat worker"): without one, nothing goes out.',
    detail: alive === 0 ? 'none alive' : `${alive} alive`,
    isWell: alive > 0,
    name: 'workers',
  }
}

const judgeClock = ({ clockOffsetMs }: Facts): Verdict => ({
  advice: 'Let NTP set the clocks of this machine and of the database.',
  detail: `${Math.abs(clockOffsetMs)} ms ${clockOffsetMs < 0 ? 'behind' : 'ahead of'} the database`,
  isWell: Math.abs(clockOffsetMs) <= CLOCK_OFFSET_LIMIT_MS,
  name: 'clock',
})

const judgeImportMap = (isFresh: boolean): Verdict => ({
  advice: 'Run "npm run generate" and build again: a component that is not in the map does not show.',
  detail: isFresh ? 'fresh' : 'stale',
  isWell: isFresh,
  name: 'import map',
})

/** A verdict as the terminal shows it. */
export const formatVerdict = ({ advice, detail, isWell, name }: Verdict): string =>
  isWell || advice === undefined
    ? `${isWell ? 'ok  ' : 'FAIL'}  ${name}: ${detail}`
    : `FAIL  ${name}: ${detail}. ${advice}`
