import { DAY } from '../../duration.ts'
import { reason } from '../../reasons/reason.ts'
import type { Conflict } from './conflict.ts'

/** A partner that was promised to be alone for a while. */
export interface Exclusivity {
  days: number
  /** What the partner publishes for other collaborations. */
  others: readonly { at: Date; title: string }[]
  partner: string
}

/**
 * Says where a partner's post comes too near to one of another collaboration (排竞期): within the days that the partner's rate
 * card promises, counted from either.
 */
export function findExclusivity(at: Date, { days, others, partner }: Exclusivity): Conflict[] {
  const spanMs = days * DAY
  const near = others.find((other) => Math.abs(other.at.getTime() - at.getTime()) < spanMs)

  return near === undefined
    ? []
    : [
        {
          at,
          channelId: null,
          fixes: [{ action: 'move', at: new Date(near.at.getTime() + spanMs) }],
          reason: reason('EXCLUSIVITY', { path: 'publishAt', values: { days, partner, title: near.title } }),
          severity: 'error',
        },
      ]
}
