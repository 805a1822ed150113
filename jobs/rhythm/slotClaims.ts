import type { ClientSession, Collection, Db, ObjectId } from 'mongodb'

import type { IndexSpecification } from '../../src/domain/collectionIndexes.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { slotInstant } from '../../src/domain/rhythm/slots.ts'
import { SCHEDULES, SLOT_CLAIMS } from '../../src/domain/slugs.ts'

/** Who holds a slot; its id names the slot, so that there can be only one. */
export interface SlotClaim {
  _id: string
  at: Date
  channel: ObjectId
  localTime: string
  /** Null only inside the transaction that claims it. */
  schedule: ObjectId | null
  timeZone: string
}

/** Past claims are forgotten after a month. */
export const SLOT_CLAIM_INDEXES: IndexSpecification[] = [
  { key: { channel: 1, at: 1 }, name: 'queue' },
  { key: { at: 1 }, name: 'forget', expireAfterSeconds: (30 * DAY) / SECOND },
]

export const claimsOf = (db: Db): Collection<SlotClaim> => db.collection<SlotClaim>(SLOT_CLAIMS)

export interface FindClaimsArgs {
  after: Date
  channel: ObjectId
  db: Db
  session?: ClientSession | undefined
}

export interface FindClaimedTimesArgs extends Pick<FindClaimsArgs, 'db' | 'session'> {
  channels: readonly ObjectId[]
  now: Date
}

/** The claims of a channel after an instant, in their order; each at what its wall clock means by now. */
async function findClaims({ after, channel, db, session }: FindClaimsArgs): Promise<SlotClaim[]> {
  const claims = await claimsOf(db)
    .find({ at: { $gt: after }, channel }, session === undefined ? {} : { session })
    .sort({ at: 1 })
    .limit(MOST_QUEUED)
    .toArray()

  return claims.map((claim) => ({ ...claim, at: slotInstant(claim.localTime, claim.timeZone) }))
}

/**
 * By the id of each channel, the local times of its slots that have a claim, in whatever zone they were claimed.
 *
 * A slot is named by its wall clock: where the channel's zone moved west since, the claim's instant may have passed while
 * that wall clock is still ahead, by no more than zones lie apart.
 */
export async function findClaimedTimes({
  channels,
  db,
  now,
  session,
}: FindClaimedTimesArgs): Promise<(channelId: string) => ReadonlySet<string>> {
  const claims = await claimsOf(db)
    .find(
      { at: { $gt: new Date(now.getTime() - ZONES_APART_MS) }, channel: { $in: [...channels] } },
      { ...(session === undefined ? {} : { session }), projection: { channel: 1, localTime: 1 } },
    )
    .sort({ at: 1 })
    .limit(MOST_CLAIMED)
    .toArray()

  return (channelId) =>
    new Set(claims.filter(({ channel }) => String(channel) === channelId).map(({ localTime }) => localTime))
}

/** Of many channels together; a queue reaches no farther than some weeks. */
const MOST_CLAIMED = 5_000

/** From UTC+14 to UTC-12 it is 26 hours. */
const ZONES_APART_MS = 2 * DAY

/** The claims of those that still stand in the queue; who is done may have a slot that nobody has given back yet. */
export async function findQueued(args: FindClaimsArgs): Promise<SlotClaim[]> {
  const { db, session } = args
  const claims = await findClaims(args)
  const done = await db
    .collection(SCHEDULES)
    .distinct(
      '_id',
      { _id: { $in: claims.flatMap(({ schedule }) => schedule ?? []) }, state: 'done' },
      session === undefined ? {} : { session },
    )
  const isDone = new Set(done.map(String))

  return claims.filter(({ schedule }) => !isDone.has(String(schedule)))
}

const MOST_QUEUED = 1_000

export interface FreeSlotsArgs {
  db: Db
  now: Date
  /** Those that are done keep no slot that is still to come. */
  schedules: readonly ObjectId[]
  session?: ClientSession | undefined
}

/** Gives back the slots ahead of schedules that are done: what was sent before its slot must not keep it from the others. */
export async function freeSlotsOfDone({ db, now, schedules, session }: FreeSlotsArgs): Promise<void> {
  const options = session === undefined ? {} : { session }
  const done = await db
    .collection(SCHEDULES)
    .find(
      { _id: { $in: [...schedules] }, slot: { $type: 'string' }, state: 'done' },
      { ...options, projection: { _id: 1, slot: 1 } },
    )
    .toArray()

  if (done.length === 0) {
    return
  }

  const held = {
    _id: { $in: done.map(({ slot }) => String(slot)) },
    at: { $gt: now },
    schedule: { $in: done.map(({ _id }) => _id) },
  }
  const slots = (await claimsOf(db).find(held, options).toArray()).map(({ _id }) => _id)

  await claimsOf(db).deleteMany(held, options)
  await db.collection(SCHEDULES).updateMany({ slot: { $in: slots }, state: 'done' }, { $set: { slot: null } }, options)
}
