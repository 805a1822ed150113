import type { Document } from 'mongodb'

import type { PublicationAction } from '../../src/domain/publication.ts'
import { LET_GO, serverTimePlus } from './rows.ts'

export interface SendByHandArgs {
  action: PublicationAction
  /** How long it waits, or an expression for it. */
  inMs?: Document | number
}

/**
 * The fields of a row that a person sends, whichever act it was and however many it was about: with all its attempts,
 * however late, in quiet hours too. The fence moves so that an older claim loses.
 */
export const sendByHand = ({ action, inMs = 0 }: SendByHandArgs): Document => ({
  ...LET_GO,
  attempts: 0,
  catchUp: 'publish',
  dueAt: serverTimePlus(inMs),
  error: null,
  fence: { $add: ['$fence', 1] },
  onQuiet: 'ignore',
  state: 'armed',
  updatedAt: '$$NOW',
  wait: null,
  ...forgetting(action),
})

/** Whoever resolves it, or has seen how it failed, has looked; who hurries it, or lets go on what we held back, says nothing of that. */
function forgetting(action: PublicationAction): Document {
  switch (action) {
    case 'resolve':
      return { halfOut: null, unknownSince: null }
    case 'retry':
      return { unknownSince: { $cond: [{ $eq: ['$state', 'failed'] }, null, '$unknownSince'] } }
    default:
      return {}
  }
}
