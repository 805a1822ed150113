import type { Payload } from 'payload'

import type { SettleObserver } from '../../jobs/following/createFollowUp.ts'
import { followChannels } from '../../jobs/following/followChannels.ts'
import { followPosts } from '../../jobs/following/followPosts.ts'
import { followSchedules } from '../../jobs/following/followSchedules.ts'
import { publicationFacts } from '../engagement/publicationFacts.ts'
import { servicesOf } from './services.ts'

/** Who hears of each outcome of a publication, in this order; each bears to hear twice. */
export function composeObservers(
  payload: Payload,
  { clock = () => new Date() }: { clock?: () => Date } = {},
): SettleObserver[] {
  return [
    {
      name: 'posts',
      settled: (rows) => followPosts({ clock, payload, postIds: distinct(rows.map(({ post }) => post)) }),
    },
    {
      name: 'schedules',
      settled: (rows) =>
        followSchedules({ clock, payload, scheduleIds: distinct(rows.map(({ schedule }) => schedule)) }),
    },
    { name: 'channels', settled: (rows) => followChannels({ payload, rows }) },
    { name: 'engagement', settled: (rows) => servicesOf(payload).engagement.record(publicationFacts(rows)) },
  ]
}

const distinct = <Id extends { toString(): string }>(ids: readonly Id[]): Id[] => [
  ...new Map(ids.map((id) => [String(id), id])).values(),
]
