import { mayBeOut } from '../../src/domain/unknownOutcome.ts'
import { type HeldRow, OPEN } from './sources.ts'

export interface HeldAtArgs {
  held: readonly HeldRow[]
  /** True of a schedule that is paused, or whose pause ends. */
  isPaused?: boolean
}

/** The instants of a schedule's rows to which something may still happen, whether or not their time is past. */
export const heldAtOf = ({ held, isPaused = false }: HeldAtArgs): Date[] =>
  held.filter((row) => OPEN.includes(row.state) || (isPaused && isCutOff(row))).map(({ occurrenceAt }) => occurrenceAt)

/** What had begun when a pause came, and is known not to be out: its time is past, and its catch-up decides. */
export const isCutOff = (row: HeldRow): boolean =>
  row.state === 'cancelled' && row.attempts > 0 && row.error?.code === 'SCHEDULE_PAUSED' && !mayBeOut(row)
