import { countText } from '../../domain/textLength.ts'
import type { PartCount } from '../../domain/writing/countParts.ts'

export interface LiveCountArgs {
  /** What the field held when the server counted. */
  asked: unknown
  counted: Omit<PartCount, 'max' | 'part'>
  /** What the field holds now. */
  now: unknown
}

/**
 * The count of a part while a person types: what the server counted, moved by what was typed since.
 *
 * Only the server knows what else stands in a part (topics, a link, the value of a variable), so a field that was or
 * became empty, where something of the post takes its place, keeps the server's count until the next answer.
 */
export function liveCount({ asked, counted: { count, unit }, now }: LiveCountArgs): number {
  if (unit !== undefined && isWritten(asked) && isWritten(now)) {
    return count + countText(now, unit) - countText(asked, unit)
  }

  return count
}

const isWritten = (value: unknown): value is string => typeof value === 'string' && value !== ''
