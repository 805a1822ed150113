import type { ClientSession, Db, ObjectId } from 'mongodb'

import { DAY, MINUTE } from '../../src/domain/duration.ts'
import type { ChannelRhythm } from '../../src/domain/rhythm/channelRhythm.ts'
import { findFreeSlot, QUEUE_DAYS } from '../../src/domain/rhythm/queue.ts'
import type { SlotTime } from '../../src/domain/rhythm/slots.ts'
import { createRhythmSources } from './rhythmSources.ts'
import { findClaimedTimes } from './slotClaims.ts'

/** A slot must lie so far ahead that arming and the clock have their time. */
const SOONEST_MS = MINUTE

export interface FindSlotArgs {
  channel: ChannelRhythm
  channelId: ObjectId
  db: Db
  embargoUntil: Date | null
  now: Date
  session?: ClientSession | undefined
}

/** Finds the next slot of a channel that is free at this moment; four queries. */
export async function findSlot({
  channel,
  channelId,
  db,
  embargoUntil,
  now,
  session,
}: FindSlotArgs): Promise<SlotTime | null> {
  const sources = createRhythmSources({ db, session })
  const after = new Date(now.getTime() + SOONEST_MS)
  // A day back, for the gap and for the cap of a day that has begun.
  const window = {
    fromAt: new Date(now.getTime() - 2 * DAY),
    untilAt: new Date(now.getTime() + (QUEUE_DAYS + 2) * DAY),
  }
  const claimed = await findClaimedTimes({ channel: channelId, db, now, session })
  const blackouts = await sources.findBlackouts(window)
  const taken = await sources.findTaken({ ...window, channelIds: [channelId] })
  const wished = await sources.findWished({ ...window, channelIds: [channelId] })

  return findFreeSlot({
    after,
    claimed,
    rules: { blackouts, channel, embargoUntil, takenAt: [...taken(channel.id), ...wished(channel.id)] },
  })
}
