import type { Reason } from '../errors.ts'
import { reason } from '../reasons/reason.ts'
import type { TaskChange } from './task.ts'

export interface ParseTaskChangeArgs {
  data: Readonly<Record<string, unknown>>
  /** Ids of those who may be given the task. */
  operators: readonly string[]
  /** How many steps the checklist has. */
  steps: number
}

/** Reads what a person wants to change of a task; every reason when something cannot be. */
export function parseTaskChange({ data, operators, steps }: ParseTaskChangeArgs): TaskChange | { reasons: Reason[] } {
  const { assignee, done } = data
  const isStep = (value: unknown): value is number =>
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < steps
  const reasons = [
    ...(assignee === undefined || assignee === null || operators.includes(assignee as string)
      ? []
      : [reason('OPERATOR', { path: 'assignee' })]),
    ...(done === undefined || (Array.isArray(done) && done.every(isStep)) ? [] : [reason('TICKS', { path: 'done' })]),
  ]

  return reasons.length > 0
    ? { reasons }
    : {
        ...(assignee !== undefined && { assignee: assignee as string | null }),
        ...(done !== undefined && { done: [...new Set(done as number[])].sort((a, b) => a - b) }),
      }
}
