import type { ObjectId } from 'mongodb'

import type { EngagementRecorder } from '../../hooks/dependencies.ts'
import { publicationFacts } from '../engagement/publicationFacts.ts'
import { HOUR, MINUTE } from '../domain/duration.ts'
import type { EngagementFact, EngagementType } from '../domain/engagement.ts'
import { factId } from '../domain/factId.ts'
import type { PublicationRow } from '../domain/publication.ts'
import type { SeededRandom } from '../domain/seededRandom.ts'
import type { CommunityIds } from './seedCommunity.ts'
import type { DemoLink } from './seedCollaborations.ts'
import type { DemoMember } from './seedMembers.ts'

export interface SeedEngagementArgs {
  community: CommunityIds
  engagement: EngagementRecorder
  links: readonly DemoLink[]
  members: readonly DemoMember[]
  now: Date
  random: SeededRandom
  rows: readonly PublicationRow<ObjectId>[]
}

/** Of a hundred views, how many do this as well. */
const RATES: Partial<Record<EngagementType, number>> = {
  click: 5,
  comment: 2,
  follow: 1,
  like: 11,
  order: 1,
  save: 5,
  share: 2,
}

const BATCH = 4_000

/** Tells through the one way in what people did with the past weeks, so that every figure has its events. */
export async function seedEngagement(args: SeedEngagementArgs): Promise<number> {
  const { community, engagement, rows } = args
  const published = rows.filter(({ state }) => state === 'published')
  const facts = [
    ...publicationFacts(rows),
    ...published.flatMap((row) => reactionsTo({ ...args, row })),
    ...entriesOf(community),
    ...redemptionsOf(args),
    ...clicksOn(args),
  ]

  for (let start = 0; start < facts.length; start += BATCH) {
    await engagement.record(facts.slice(start, start + BATCH))
  }

  return facts.length
}

/** Most look in the first hours, a few come days later. */
function reactionsTo({
  members,
  now,
  random,
  row,
}: SeedEngagementArgs & { row: PublicationRow<ObjectId> }): EngagementFact[] {
  const publishedAt = new Date(row.receipt?.publishedAt ?? row.dueAt)
  const facts: EngagementFact[] = []

  for (let view = random.between(70, 210); view > 0; view -= 1) {
    const occurredAt = new Date(publishedAt.getTime() + MINUTE + Math.floor(random.next() ** 4 * 120 * HOUR))
    const about = {
      occurredAt,
      publication: row._id,
      ...(random.next() < 0.4 ? { member: random.pick(members).pseudonym } : {}),
    }

    if (occurredAt >= now) {
      continue
    }

    if (random.next() < 0.02) {
      facts.push({
        bot: true,
        id: factId('demo-bot', row._id, String(view)),
        occurredAt,
        publication: row._id,
        type: 'view',
      })
      continue
    }

    facts.push({ ...about, id: factId('demo-view', row._id, String(view)), type: 'view' })

    for (const [type, percent] of Object.entries(RATES) as [EngagementType, number][]) {
      if (random.next() * 100 < percent) {
        const value = type === 'order' ? { value: { amountMinor: random.between(29, 259) * 100, currency: 'CNY' } } : {}

        facts.push({ ...about, ...value, id: factId(`demo-${type}`, row._id, String(view)), type })
      }
    }
  }

  return facts
}

/** The same ids as the hooks give: told here as well, so that all is stored when the demo is ready. */
const entriesOf = ({ submissions }: CommunityIds): EngagementFact[] =>
  submissions.map(({ challenge, createdAt, id, member }) => ({
    challenge,
    id: factId('submission', id),
    member,
    occurredAt: new Date(createdAt),
    type: 'submission',
  }))

const redemptionsOf = ({ community: { offers }, now, random }: SeedEngagementArgs): EngagementFact[] =>
  offers.flatMap(({ id: offer, redeemed }) =>
    Array.from({ length: redeemed }, (_, index) => ({
      id: factId('redemption', offer, String(index + 1)),
      occurredAt: new Date(now.getTime() - random.between(1, 70) * HOUR),
      offer,
      type: 'redemption' as const,
    })),
  )

const clicksOn = ({ links, now, random }: SeedEngagementArgs): EngagementFact[] =>
  links.flatMap(({ id: link }) =>
    Array.from({ length: random.between(12, 90) }, (_, index) => ({
      id: factId('demo-link', link, String(index)),
      link,
      occurredAt: new Date(now.getTime() - random.between(1, 120) * HOUR),
      type: 'click' as const,
    })),
  )
