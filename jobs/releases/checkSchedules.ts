import type { PayloadRequest } from 'payload'

import type { Arming } from '../../hooks/dependencies.ts'
import { inRehearsal } from '../../src/database/inTransaction.ts'
import type { InvalidInputError } from '../../src/domain/errors.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import type { ItemReason } from '../../src/domain/release/graph.ts'
import type { ReleaseItem } from '../../src/domain/release/release.ts'
import { errorAt } from './itemReason.ts'
import type { KnownSchedules } from './readPlan.ts'

export interface CheckSchedulesArgs {
  arming: Arming
  items: readonly ReleaseItem[]
  req: PayloadRequest
  schedules: KnownSchedules
}

/**
 * Asks of every schedule what arming it would be refused for, by arming them all and rolling that back.
 *
 * Not a second set of rules: it is the same function that a save of the schedule calls. And in one transaction, so
 * that two items which get into each other's way are found too.
 */
export function checkSchedules({ arming, items, req, schedules }: CheckSchedulesArgs): Promise<ItemReason[]> {
  const publishing = items.filter(({ action }) => action === 'publish')

  if (publishing.length === 0) {
    return Promise.resolve([])
  }

  return inRehearsal(req, async () => {
    const reasons: ItemReason[] = []

    for (const item of publishing) {
      const known = schedules.get(item.subject.id)

      if (known === undefined) {
        reasons.push(errorAt(item, reason('SUBJECT_GONE', { path: 'subject' })))
        continue
      }

      const { document, plan } = known
      const pinnedVersion = typeof document['pinnedVersion'] === 'string' ? document['pinnedVersion'] : null

      try {
        await arming.apply({
          isRearm: false,
          pinnedVersion,
          previous: plan,
          req,
          schedule: { ...plan, state: 'armed' },
        })
      } catch (error) {
        reasons.push(...reasonsOf(error).map((each) => errorAt(item, each)))
      }
    }

    return reasons
  })
}

/** The reasons of a refusal; any other error is none of the item's. */
function reasonsOf(error: unknown): InvalidInputError['reasons'] {
  const { code, reasons } = error as Partial<InvalidInputError>

  if (code === 'INVALID_INPUT' && reasons !== undefined) {
    return reasons
  }

  throw error
}
