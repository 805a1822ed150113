import { DAY } from '../duration.ts'

/** So many days ahead people hear that a licence ends before its campaign. */
export const LICENCE_WARNING_DAYS = 14

export interface EndsTooSoonArgs {
  /** When the campaign that shows the work ends. */
  endAt: Date
  now: Date
  /** The last day, `yyyy-mm-dd`. */
  validUntil: string
}

/** Whether a licence that ends soon, or has ended, ends before its campaign does. Its last day counts to its end, by UTC. */
export function endsTooSoon({ endAt, now, validUntil }: EndsTooSoonArgs): boolean {
  const overAt = Date.parse(validUntil) + DAY

  return overAt < endAt.getTime() && overAt <= now.getTime() + LICENCE_WARNING_DAYS * DAY
}
