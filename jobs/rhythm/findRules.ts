import { type ClientSession, type Db, type Document, ObjectId } from 'mongodb'

import { DAY, MINUTE } from '../../src/domain/duration.ts'
import { NotFoundError } from '../../src/domain/errors.ts'
import type { RhythmRules } from '../../src/domain/rhythm/obstacles.ts'
import { FURTHEST_MOVE_MS } from '../../src/domain/rhythm/placement.ts'
import { CAMPAIGNS } from '../../src/domain/slugs.ts'
import { takeTurns } from './channelTurns.ts'
import { readChannelRhythm } from './readChannelRhythm.ts'
import { createRhythmSources } from './rhythmSources.ts'

export interface FindRulesArgs {
  campaign: unknown
  /** Documents, as stored. */
  channels: readonly Document[]
  db: Db
  /** Ids of rows that take no time. */
  except: readonly string[]
  session?: ClientSession | undefined
  wantedAt: readonly Date[]
}

export interface FoundRules {
  campaignEndAt: Date | null
  rulesOf: (channelId: string) => RhythmRules
}

/**
 * Finds what speaks about the time of channels around the wanted instants: three queries at most, however many there are.
 *
 * One after the other, for a session takes no two at once. The ledger is asked only where a channel keeps a distance,
 * and whoever asks it has the turn of that channel until the transaction ends.
 */
export async function findRules(args: FindRulesArgs): Promise<FoundRules> {
  const { campaign, channels, db, except, session, wantedAt } = args
  const sources = createRhythmSources({ db, session })
  const rhythms = new Map(channels.map((channel) => [String(channel['_id']), readChannelRhythm(channel)]))
  const keeping = [...rhythms.values()].filter(({ maxPerDay, minGapMinutes }) => maxPerDay ?? minGapMinutes)
  const times = wantedAt.map((at) => at.getTime())
  const gapMs = Math.max(0, ...keeping.map(({ minGapMinutes }) => (minGapMinutes ?? 0) * MINUTE))
  const window = {
    fromAt: new Date(Math.min(...times) - gapMs - DAY),
    untilAt: new Date(Math.max(...times) + FURTHEST_MOVE_MS + gapMs + DAY),
  }
  const isAsked = times.length > 0
  const blackouts = isAsked ? await sources.findBlackouts(window) : []
  const { embargoUntil, endAt } = isAsked ? await findBounds({ campaign, db, session }) : UNBOUND
  const keepingIds = keeping.map(({ id }) => new ObjectId(id))

  if (isAsked && session !== undefined) {
    await takeTurns({ db, of: keepingIds, session })
  }

  const takenOf =
    isAsked && keeping.length > 0 ? await sources.findTaken({ ...window, channelIds: keepingIds, except }) : () => []

  const rulesOf = (channelId: string): RhythmRules => {
    const channel = rhythms.get(channelId)

    if (channel === undefined) {
      throw new NotFoundError(`There is no channel ${channelId}`)
    }

    return { blackouts, channel, embargoUntil, takenAt: takenOf(channelId) }
  }

  return { campaignEndAt: endAt, rulesOf }
}

export interface FindEmbargoArgs {
  campaign: unknown
  db: Db
  session?: ClientSession | undefined
}

/** Until when nothing of a campaign goes out; null without one. */
export const findEmbargo = async (args: FindEmbargoArgs): Promise<Date | null> => (await findBounds(args)).embargoUntil

interface CampaignBounds {
  embargoUntil: Date | null
  endAt: Date | null
}

const UNBOUND: CampaignBounds = { embargoUntil: null, endAt: null }

async function findBounds({ campaign, db, session }: FindEmbargoArgs): Promise<CampaignBounds> {
  if (!(campaign instanceof ObjectId)) {
    return UNBOUND
  }

  const found = await db
    .collection(CAMPAIGNS)
    .findOne(
      { _id: campaign },
      { projection: { embargoUntil: 1, endAt: 1 }, ...(session === undefined ? {} : { session }) },
    )

  return { embargoUntil: readDate(found?.['embargoUntil']), endAt: readDate(found?.['endAt']) }
}

const readDate = (value: unknown): Date | null => (value instanceof Date ? value : null)
