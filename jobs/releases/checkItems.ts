import type { PayloadRequest } from 'payload'

import type { Arming, ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { findListRefusals, inOrder, type ItemReason, planTimes } from '../../src/domain/release/graph.ts'
import type { ReleasePlan } from '../../src/domain/release/parseItems.ts'
import { checkActs } from './checkActs.ts'
import { checkHolds } from './checkHolds.ts'
import { checkSchedules } from './checkSchedules.ts'
import { checkWithdrawals } from './checkWithdrawals.ts'
import { errorAt } from './itemReason.ts'
import type { KnownSchedules } from './readPlan.ts'

export interface CheckDependencies {
  arming: Arming
  channels: ChannelRegistry
  clock: () => Date
  secrets: SecretBox
}

export interface CheckItemsArgs extends ReleasePlan {
  campaignId: string
  endAt: Date | null
  req: PayloadRequest
  schedules: KnownSchedules
}

/** Finds everything against arming a release, item by item; `items` are those that are not done yet. */
export async function checkItems(dependencies: CheckDependencies, args: CheckItemsArgs): Promise<ItemReason[]> {
  const { items } = args
  const now = dependencies.clock()
  const ordered = inOrder(items)

  return [
    ...findListRefusals(items),
    ...checkEnd(args, now),
    ...checkLateness(args),
    ...(await checkHolds(args)),
    ...(await checkSchedules({ ...args, arming: dependencies.arming, items: ordered })),
    ...(await checkWithdrawals({ ...args, ...dependencies, items: ordered, now })),
    ...(await checkActs({ ...args, items: ordered, now })),
  ]
}

function checkEnd({ endAt, revert }: CheckItemsArgs, now: Date): ItemReason[] {
  if (endAt === null) {
    return revert === 'none' ? [] : [errorAt(null, reason('NO_END', { path: 'endAt' }))]
  }

  return endAt <= now
    ? [errorAt(null, reason('CAMPAIGN_OVER', { path: 'endAt', values: { at: endAt.toISOString() } }))]
    : []
}

/**
 * A publication whose grace is over before what it waits for can be done will be late: worth a word, no reason to refuse.
 *
 * At the same instant too, where there is no grace: what comes after something is never on time with it.
 */
function checkLateness({ items, schedules }: CheckItemsArgs): ItemReason[] {
  const times = planTimes(items)

  return items.flatMap((item): ItemReason[] => {
    const begins = latest(item.after.map((key) => times.get(key) ?? null))
    const graceMinutes = schedules.get(item.subject.id)?.plan.graceMinutes ?? 0

    return item.action === 'publish' &&
      item.at !== null &&
      begins !== null &&
      begins.getTime() >= item.at.getTime() + graceMinutes * MINUTE
      ? [
          {
            ...reason('DEPENDS_ON_LATER', { path: 'after', values: { at: begins.toISOString() } }),
            item: item.key,
            severity: 'warning',
          },
        ]
      : []
  })
}

const latest = (instants: readonly (Date | null)[]): Date | null => {
  const known = instants.filter((at) => at !== null)

  return known.length === 0 ? null : new Date(Math.max(...known.map((at) => at.getTime())))
}
