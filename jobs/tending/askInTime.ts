import { SECOND } from '../../src/domain/duration.ts'
import { untilAborted } from '../sending/untilAborted.ts'

/** Shorter than the work on a row may take, so that a platform which never answers counts as one that could not be asked. */
const ANSWER_MS = 20 * SECOND

export interface AskInTimeArgs {
  answerMs?: number | undefined
  /** Of the work on the row: what ends by it says nothing of the platform. */
  signal: AbortSignal
}

/** Asks a platform about one row, and rejects when no answer comes, whether the adapter listens to its signal or not. */
export async function askInTime<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  { answerMs = ANSWER_MS, signal }: AskInTimeArgs,
): Promise<T> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(answerMs)])

  return untilAborted(ask(inTime), inTime)
}
