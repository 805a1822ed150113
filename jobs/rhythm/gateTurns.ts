import { randomUUID } from 'node:crypto'

import type { Db, ObjectId } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import { serverTimePlus } from '../ledger/rows.ts'
import { paceCollection } from '../pacing/records.ts'

/** The right to decide about channels that keep a gap or a cap, from reading what they have sent until what follows is marked. */
export interface GateTurn {
  channels: readonly ObjectId[]
  /** Gives it back. One that was not given back ends by itself. */
  end(): Promise<void>
  /** By the server's clock; what is marked later, another one may not have seen. */
  endsAt: Date
  /** Channels of which another batch has the turn, in this process or in another. */
  others: ReadonlySet<string>
}

/** A batch takes a tenth of a second; a turn of a worker that died holds its channels up for so long. */
const TURN_MS = 10 * SECOND

/** Of channels that keep no distance. */
export const NO_TURN: GateTurn = { channels: [], end: () => Promise.resolve(), endsAt: new Date(0), others: new Set() }

/**
 * Takes the turn of each channel that is free.
 *
 * Without it two batches read the same publications, and each lets one out: the day has one too many, or two stand nearer than the gap.
 */
export async function takeGateTurn(db: Db, channels: readonly ObjectId[]): Promise<GateTurn> {
  if (channels.length === 0) {
    return NO_TURN
  }

  const token = randomUUID()
  const taken = await Promise.all(channels.map((channel) => take({ channel, db, token })))
  const got = taken.flatMap((turn) => (turn.until === null ? [] : [turn.channel]))
  const ends = taken.flatMap(({ until }) => (until === null ? [] : [until.getTime()]))

  return {
    channels: got,
    async end() {
      if (got.length > 0) {
        await paceCollection(db).updateMany({ _id: { $in: got }, 'turn.token': token }, { $unset: { turn: '' } })
      }
    },
    endsAt: new Date(Math.min(...ends)),
    others: new Set(taken.flatMap(({ channel, until }) => (until === null ? [channel.toHexString()] : []))),
  }
}

async function take({ channel, db, token }: { channel: ObjectId; db: Db; token: string }) {
  const isFree = { $lte: [{ $ifNull: ['$turn.until', new Date(0)] }, '$$NOW'] }
  const found = await paceCollection(db).findOneAndUpdate(
    { _id: channel },
    [{ $set: { turn: { $cond: [isFree, { token: { $literal: token }, until: serverTimePlus(TURN_MS) }, '$turn'] } } }],
    { projection: { turn: 1 }, returnDocument: 'after', upsert: true },
  )

  return { channel, until: found?.turn?.token === token ? found.turn.until : null }
}
