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
  const gapMs = (channel.minGapMinutes ?? 0) * MINUTE
  // As far as the gap reaches, and as the day that has begun, for its cap.
  const window = {
    fromAt: new Date(now.getTime() - gapMs - DAY),
    untilAt: new Date(now.getTime() + QUEUE_DAYS * DAY + gapMs + DAY),
  }
  const claimedOn = await findClaimedTimes({ channels: [channelId], db, now, session })
  const blackouts = await sources.findBlackouts(window)
  const taken = await sources.findTaken({ ...window, channelIds: [channelId] })
  const wished = await sources.findWished({ ...window, channelIds: [channelId] })

  return findFreeSlot({
    after,
    claimed: claimedOn(channel.id),
    rules: { blackouts, channel, embargoUntil, takenAt: [...taken(channel.id), ...wished(channel.id)] },
  })
}
