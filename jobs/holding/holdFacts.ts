import type { Db, ObjectId } from 'mongodb'

import type { IndexSpecification } from '../../src/domain/collectionIndexes.ts'
import { CAMPAIGNS, CHANNELS } from '../../src/domain/slugs.ts'
import type { ServerClock } from '../serverClock.ts'
import { isFrozen } from './isFrozen.ts'
import { shareFresh } from './shareFresh.ts'

/** What is paused, for a batch of rows. */
export interface Holds {
  isChannelPaused: (channel: ObjectId) => boolean
  isFrozen: boolean
  /** Campaigns that are paused or under embargo; the others have nothing to say. */
  ofCampaign: (campaign: unknown) => CampaignHold | undefined
}

export interface CampaignHold {
  embargoUntil: Date | null
  isPaused: boolean
}

export type FindHolds = () => Promise<Holds>

/** The gate asks for what is paused at every batch. */
export const CAMPAIGN_INDEXES: IndexSpecification[] = [
  { key: { embargoUntil: 1 }, name: 'embargoes', partialFilterExpression: { embargoUntil: { $type: 'date' } } },
  { key: { paused: 1 }, name: 'paused', partialFilterExpression: { paused: true } },
]

interface StoredCampaign {
  _id: ObjectId
  embargoUntil?: Date | null
  paused?: boolean | null
}

/**
 * Tells what is paused, read after the question was asked: whoever was told that a pause is saved can rely on it for every row that is
 * not marked yet.
 *
 * Nothing is remembered. Three small queries for a batch, shared by all batches that ask at one time.
 */
export const createHoldFacts = ({ clock, db }: HoldFactsDependencies): FindHolds =>
  shareFresh(() => readHolds(db, new Date(clock.floorMs())))

export interface HoldFactsDependencies {
  /** An embargo ends by the server's clock, never by that of this machine. */
  clock: Pick<ServerClock, 'floorMs'>
  db: Db
}

async function readHolds(db: Db, now: Date): Promise<Holds> {
  const [frozen, channels, campaigns] = await Promise.all([
    isFrozen(db),
    db
      .collection(CHANNELS)
      .find({ mode: 'paused' }, { projection: { _id: 1 } })
      .toArray(),
    db
      .collection<StoredCampaign>(CAMPAIGNS)
      .find(
        { $or: [{ paused: true }, { embargoUntil: { $gt: now, $type: 'date' } }] },
        { projection: { embargoUntil: 1, paused: 1 } },
      )
      .toArray(),
  ])
  const paused = new Set(channels.map(({ _id }) => String(_id)))
  const byId = new Map(
    campaigns.map(({ _id, embargoUntil, paused }) => [
      _id.toHexString(),
      { embargoUntil: embargoUntil ?? null, isPaused: paused === true },
    ]),
  )

  return {
    isChannelPaused: (channel) => paused.has(channel.toHexString()),
    isFrozen: frozen,
    ofCampaign: (campaign) => byId.get(String(campaign)),
  }
}
