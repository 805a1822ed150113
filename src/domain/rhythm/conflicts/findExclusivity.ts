import { DAY } from '../../duration.ts'
import { reason } from '../../reasons/reason.ts'
import { type Exclusivity, findRival } from '../../rights/exclusivity.ts'
import type { Conflict } from './conflict.ts'

/** Says where a partner's post comes too near to one of another collaboration (排竞期), and when it would not. */
export function findExclusivity(at: Date, exclusivity: Exclusivity): Conflict[] {
  const { days, partner } = exclusivity
  const near = findRival(at, exclusivity)

  return near === null
    ? []
    : [
        {
          at,
          channelId: null,
          fixes: [{ action: 'move', at: new Date(near.at.getTime() + days * DAY) }],
          reason: reason('EXCLUSIVITY', { path: 'publishAt', values: { days, partner, title: near.title } }),
          severity: 'error',
        },
      ]
}
