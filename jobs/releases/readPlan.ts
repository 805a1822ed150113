import type { PayloadRequest } from 'payload'

import { parseSchedule, type ScheduleDocument } from '../../hooks/syncPublications.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { NotFoundError } from '../../src/domain/errors.ts'
import { parseRelease, type ReleasePlan } from '../../src/domain/release/parseItems.ts'
import type { ReleaseItem } from '../../src/domain/release/release.ts'
import { CAMPAIGNS, SCHEDULES } from '../../src/domain/slugs.ts'

/** The schedules of a release, as the person who asks may read them. */
export type KnownSchedules = ReadonlyMap<string, { document: ScheduleDocument; plan: SchedulePlan }>

export interface ReadPlan extends ReleasePlan {
  endAt: Date | null
  schedules: KnownSchedules
}

/** Reads a campaign's release as its author put it; publications get the time of their schedules. */
export async function readPlan(req: PayloadRequest, campaignId: string): Promise<ReadPlan> {
  const campaign = (await req.payload
    .findByID({ id: campaignId, collection: CAMPAIGNS, depth: 0, disableErrors: true, overrideAccess: false, req })
    .catch(() => null)) as null | { endAt?: null | string; release?: unknown }

  if (campaign === null) {
    throw new NotFoundError(`There is no campaign ${campaignId}, or not for you`)
  }

  const plan = parseRelease(campaign.release)
  const schedules = await findSchedules(req, plan.items)

  return {
    ...plan,
    endAt: campaign.endAt ? new Date(campaign.endAt) : null,
    items: plan.items.map((item) =>
      item.action === 'publish' ? { ...item, at: schedules.get(item.subject.id)?.plan.publishAt ?? null } : item,
    ),
    schedules,
  }
}

async function findSchedules(req: PayloadRequest, items: readonly ReleaseItem[]): Promise<KnownSchedules> {
  const ids = items.filter(({ action }) => action === 'publish').map(({ subject }) => subject.id)

  if (ids.length === 0) {
    return new Map()
  }

  const { docs } = await req.payload.find({
    collection: SCHEDULES,
    depth: 0,
    limit: ids.length,
    overrideAccess: false,
    pagination: false,
    req,
    where: { id: { in: ids } },
  })

  return new Map(
    (docs as unknown as ScheduleDocument[]).map((document) => [
      String(document.id),
      { document, plan: parseSchedule(document) },
    ]),
  )
}
