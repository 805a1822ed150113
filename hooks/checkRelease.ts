import { randomUUID } from 'node:crypto'

import type { CollectionBeforeChangeHook, CollectionBeforeDeleteHook } from 'payload'

import { findListRefusals, type ItemReason } from '../src/domain/release/graph.ts'
import { parseRelease } from '../src/domain/release/parseItems.ts'
import { labelsOfReason, reason } from '../src/domain/reasons/reason.ts'
import { isUnderWay, RELEASE_STATES, type ReleaseState, waitsForEnd } from '../src/domain/release/release.ts'
import { CAMPAIGNS } from '../src/domain/slugs.ts'
import type { Dependencies } from './dependencies.ts'
import { refuse } from './refuse.ts'

interface WithRelease {
  release?: { items?: unknown; onFailure?: unknown; revert?: unknown; state?: unknown } | null
}

/**
 * Gives every item of a release a key, and refuses a list that can never be armed, such as one with a circle.
 *
 * While the release is under way its list is closed: what runs would not be what is read.
 */
export const checkRelease: CollectionBeforeChangeHook = ({ data, originalDoc, req }) => {
  const release = (data as WithRelease).release
  const before = (originalDoc as undefined | WithRelease)?.release

  if (release === undefined || release === null) {
    return data
  }

  const items = Array.isArray(release.items) ? release.items.map(withKey) : release.items
  const next = { ...release, items }

  if (isUnderWay(stateOf(before)) && !isSamePlan(next, before)) {
    refuse([{ message: labelsOfReason(reason('RELEASE_UNDER_WAY')), path: 'release.items' }], {
      collection: CAMPAIGNS,
      req,
    })
  }

  const plan = parseRelease(next)
  const refusals = plan.items.length === 0 ? [] : findListRefusals(plan.items)

  if (refusals.length > 0) {
    refuse(
      refusals.map((each) => ({ message: labelsOfReason(each), path: pathOf(each, plan.items) })),
      { collection: CAMPAIGNS, req },
    )
  }

  return { ...(data as object), release: next }
}

/** Keeps a campaign for as long as its release may still do something by itself; at the campaign's end, too. */
export const keepWhileOpen =
  ({ services }: Pick<Dependencies, 'services'>): CollectionBeforeDeleteHook =>
  async ({ id, req }) => {
    const state = await services(req.payload).releases.findOpenState({ campaignId: String(id), req })

    if (state !== null) {
      const code = waitsForEnd(state) ? 'RELEASE_REVERTS' : 'RELEASE_UNDER_WAY'

      refuse([{ message: labelsOfReason(reason(code)), path: 'id' }], { collection: CAMPAIGNS, req })
    }
  }

const stateOf = (release: WithRelease['release']): ReleaseState =>
  RELEASE_STATES.find((state) => state === release?.state) ?? 'draft'

const isSamePlan = (next: WithRelease['release'], before: WithRelease['release']): boolean =>
  JSON.stringify(parseRelease(next)) === JSON.stringify(parseRelease(before))

function withKey(item: unknown): unknown {
  const { key } = item as { key?: unknown }

  return typeof key === 'string' && key.trim() !== ''
    ? { ...(item as object), key: key.trim() }
    : { ...(item as object), key: randomUUID().slice(0, 8) }
}

function pathOf({ item, path }: ItemReason, items: readonly { key: string }[]): string {
  const index = items.findIndex(({ key }) => key === item)

  return index < 0 ? 'release.items' : `release.items.${index}.${path ?? 'key'}`
}
