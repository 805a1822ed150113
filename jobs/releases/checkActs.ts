import type { PayloadRequest } from 'payload'

import { findPastRefusal } from '../../src/domain/arming.ts'
import { planAct, readActFacts } from '../../src/domain/release/acts.ts'
import { languageOf } from '../../src/domain/reasons/fillText.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { type ItemReason, planTimes } from '../../src/domain/release/graph.ts'
import { holdKey, type ReleaseItem } from '../../src/domain/release/release.ts'
import { errorAt } from './itemReason.ts'
import { type ActSubject, findActRefusals, findActSubjects, toFields } from './subjects.ts'

export interface CheckActsArgs {
  /** Each behind those it depends on. */
  items: readonly ReleaseItem[]
  now: Date
  req: PayloadRequest
}

/**
 * Finds what keeps offers and challenges from being started and stopped, by the rules that their own save asks.
 *
 * In order, each on what the ones before would leave: what is started here can be stopped here.
 */
export async function checkActs({ items, now, req }: CheckActsArgs): Promise<ItemReason[]> {
  const acts = items.filter(({ action }) => action === 'start' || action === 'stop')
  const subjects = await findSubjects(req, acts)
  const times = planTimes(items)

  return acts.flatMap((item): ItemReason[] => {
    const key = holdKey(item.subject)
    const subject = subjects.get(key)

    if (subject === undefined) {
      return [errorAt(item, reason('SUBJECT_GONE', { path: 'subject' }))]
    }

    const at = latest(now, times.get(item.key) ?? null)
    const plan = planAct({ act: item.action === 'start' ? 'start' : 'stop', at, facts: readActFacts(subject) })

    if (plan.action === 'refuse') {
      return [...findPastReason(item, now), errorAt(item, plan.reason)]
    }

    if (plan.action === 'nothing') {
      return findPastReason(item, now)
    }

    const refusals = findActRefusals(item.subject.slug, subject, plan.patch)

    subjects.set(key, { ...subject, ...toFields(plan.patch) })

    return [
      ...findPastReason(item, now),
      ...refusals.map(({ message, path }) =>
        errorAt(item, { code: 'RULE', message: message[languageOf(req.i18n.language)], path }),
      ),
    ]
  })
}

/** The same tolerance that schedules have. */
export function findPastReason(item: ReleaseItem, now: Date): ItemReason[] {
  const past = item.at === null ? null : findPastRefusal({ now, publishAt: item.at, timeZone: 'UTC' })

  return past === null ? [] : [errorAt(item, { ...past, path: 'at' })]
}

async function findSubjects(req: PayloadRequest, items: readonly ReleaseItem[]): Promise<Map<string, ActSubject>> {
  const found = new Map<string, ActSubject>()

  for (const slug of new Set(items.map(({ subject }) => subject.slug))) {
    const ids = items.filter(({ subject }) => subject.slug === slug).map(({ subject }) => subject.id)

    for (const subject of await findActSubjects(req, { ids: [...new Set(ids)], overrideAccess: false, slug })) {
      found.set(holdKey({ id: String(subject.id), slug }), subject)
    }
  }

  return found
}

const latest = (now: Date, at: Date | null): Date => (at !== null && at > now ? at : now)
