import type { Db, ObjectId } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import { CAMPAIGNS } from '../../src/domain/slugs.ts'
import { isFrozen } from './isFrozen.ts'

/** What is paused beside channels, for a batch of rows. */
export interface Holds {
  isFrozen: boolean
  /** Campaigns that are paused or under embargo; the others have nothing to say. */
  ofCampaign: (campaign: unknown) => CampaignHold | undefined
}

export interface CampaignHold {
  embargoUntil: Date | null
  isPaused: boolean
}

export type FindHolds = () => Promise<Holds>

const KEPT_MS = SECOND

interface StoredCampaign {
  _id: ObjectId
  embargoUntil?: Date | null
  paused?: boolean | null
}

/**
 * Tells what is paused, not older than a second: two small queries a second while something is due, however much it is.
 *
 * A freeze takes hold within that second and the one in which rows are marked ahead.
 */
export function createHoldFacts({ db }: { db: Db }): FindHolds {
  let known: { found: Promise<Holds>; readAt: number } | null = null

  return () => {
    if (known === null || performance.now() - known.readAt >= KEPT_MS) {
      const reading = { found: readHolds(db), readAt: performance.now() }

      known = reading
      reading.found.catch(() => {
        if (known === reading) {
          known = null
        }
      })
    }

    return known.found
  }
}

async function readHolds(db: Db): Promise<Holds> {
  const [frozen, campaigns] = await Promise.all([
    isFrozen(db),
    db
      .collection<StoredCampaign>(CAMPAIGNS)
      .find(
        { $or: [{ paused: true }, { embargoUntil: { $gt: new Date() } }] },
        { projection: { embargoUntil: 1, paused: 1 } },
      )
      .toArray(),
  ])
  const byId = new Map(
    campaigns.map(({ _id, embargoUntil, paused }) => [
      _id.toHexString(),
      { embargoUntil: embargoUntil ?? null, isPaused: paused === true },
    ]),
  )

  return { isFrozen: frozen, ofCampaign: (campaign) => byId.get(String(campaign)) }
}
