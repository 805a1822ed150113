import { ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { builtIndexes } from '../database/builtIndexes.ts'
import { databaseOf } from '../database/handles.ts'
import { createSeededRandom } from '../domain/seededRandom.ts'
import { POSTS, SCHEDULES } from '../domain/slugs.ts'
import { servicesOf } from '../plugin/services.ts'
import { planCalendar } from './calendar.ts'
import { enrichPosts } from './enrichPosts.ts'
import { importCalendar } from './importCalendar.ts'
import { publishPast } from './publishPast.ts'
import { seedBrand } from './seedBrand.ts'
import { seedCollaborations } from './seedCollaborations.ts'
import { seedCommunity } from './seedCommunity.ts'
import { seedEngagement } from './seedEngagement.ts'
import { seedMembers } from './seedMembers.ts'
import { seedRelease } from './seedRelease.ts'
import { seedSetting } from './seedSetting.ts'
import { seedWriting } from './seedWriting.ts'
import { clearHalfSeed, isSeedable, markSeeded, markSeeding } from './seedMark.ts'

export interface SeedDemoArgs {
  clock: () => Date
  payload: Payload
  /** Told of each step. */
  report?: (line: string) => void
}

/**
 * Fills an empty database with four weeks of a Chinese beauty community around now.
 *
 * The first posts go out one, two and five minutes from now. Gives false, and touches nothing, when the database holds
 * anything; what a seeding that was killed has left behind is cleared first. The same moment gives the same demo.
 */
export async function seedDemo({ clock, payload, report = () => undefined }: SeedDemoArgs): Promise<boolean> {
  await builtIndexes(payload)

  if (!(await isSeedable(payload))) {
    return false
  }

  await clearHalfSeed(payload)
  await markSeeding(payload)

  try {
    await seed({ clock, payload, report })
  } catch (error) {
    await clearHalfSeed(payload)
    throw error
  }

  await markSeeded(payload)

  return true
}

async function seed({ clock, payload, report }: Required<SeedDemoArgs>): Promise<void> {
  const services = servicesOf(payload)
  const random = createSeededRandom('drumbeat-demo')
  const now = clock()

  report('demo: accounts, channels, campaigns and partners')
  const setting = await seedSetting(payload, now)
  const members = await seedMembers(payload, { now, random })

  report('demo: brand, offers, challenges and members')
  const assets = await seedBrand(payload, now)

  await seedWriting(payload, setting)
  const community = await seedCommunity({ members, now, payload, random, setting })
  const links = await seedCollaborations(payload, { now, setting })

  report('demo: drawing posters and importing the content plan')
  // The next minutes count from here, not from when the seeding began.
  const calendar = planCalendar(clock())

  await importCalendar(payload, calendar)
  const posts = await findByKey(payload, POSTS)
  const schedules = await findByKey(payload, SCHEDULES)

  await enrichPosts({ assets, calendar, community, payload, posts, setting })

  report('demo: past weeks and what goes out next')
  const idsOf = (fate: 'armed' | 'past' | 'planned'): string[] =>
    calendar.filter((one) => one.fate === fate).map(({ key }) => schedules.get(key) ?? '')
  const rows = await publishPast({ now, payload, random, scheduleIds: idsOf('past'), services })

  await arm(payload, idsOf('armed'))
  await seedRelease({
    campaign: setting.campaigns.twelve,
    now,
    offer: community.offers[0]?.id ?? '',
    payload,
    schedules: idsOf('planned'),
  })

  report('demo: engagement')
  await seedEngagement({ community, engagement: services.engagement, links, members, now, random, rows })
}

/** Ids by the key of the plan's row. */
async function findByKey(payload: Payload, slug: string): Promise<Map<string, string>> {
  const rows = await databaseOf(payload)
    .collection(slug)
    .find({}, { projection: { importKey: 1 } })
    .toArray()

  return new Map(rows.map(({ _id, importKey }) => [String(importKey).replace(/^key:/, ''), String(_id)]))
}

/** Arms as an editor does; the nearest first, because the first is due within a minute. */
async function arm(payload: Payload, ids: readonly string[]): Promise<void> {
  const due = await databaseOf(payload)
    .collection(SCHEDULES)
    .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } }, { projection: { _id: 1 }, sort: { publishAt: 1 } })
    .toArray()

  for (const { _id } of due) {
    await payload.update({ collection: SCHEDULES, data: { state: 'armed' }, depth: 0, id: String(_id) })
  }
}
