import type { ObjectId } from 'mongodb'

import type { Claim } from '../ledger/rows.ts'

/** All claims of one admission are of one channel. */
export function channelOf([first]: readonly Claim[]): ObjectId {
  if (first === undefined) {
    throw new Error('nothing to admit')
  }

  return first.row.channel
}
