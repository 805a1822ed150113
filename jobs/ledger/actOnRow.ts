import type { Document, Filter, UpdateFilter } from 'mongodb'

import type { PublicationAction } from '../../src/domain/publication.ts'
import type { Attestation } from '../../src/domain/receipt.ts'
import { type ActDecision, PUBLICATION_ACTION_STATES } from '../../src/domain/publicationActions.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { unknownError } from '../../src/domain/unknownOutcome.ts'
import { LET_GO, type Rows, type StoredRow } from './rows.ts'
import { sendByHand } from './sendByHand.ts'

export interface ActOnRowArgs {
  action: PublicationAction
  /** Whose word a settlement is. */
  attested?: Attestation
  decision: Exclude<ActDecision, { action: 'refuse' }>
  now: Date
  /** As the person saw it. */
  row: StoredRow
}

/** Writes what a person decided about a row; null when it has changed since the person saw it. */
export const actOnRow = (
  rows: Rows,
  { action, attested, decision, now, row }: ActOnRowArgs,
): Promise<StoredRow | null> =>
  rows.findOneAndUpdate(fits({ action, row }), describe({ action, attested, decision, now, row }), {
    returnDocument: 'after',
    writeConcern: { w: 'majority' },
  })

const fits = ({ action, row }: Pick<ActOnRowArgs, 'action' | 'row'>): Filter<StoredRow> => ({
  _id: row._id,
  fence: row.fence,
  state: { $in: [...PUBLICATION_ACTION_STATES[action]] },
})

/** Server time where the clock of the ledger counts; the fence moves so that an older claim loses. */
function describe({
  action,
  attested,
  decision,
  now,
  row,
}: Pick<ActOnRowArgs, 'action' | 'decision' | 'now' | 'row'> & { attested: Attestation | undefined }):
  Document[] | UpdateFilter<StoredRow> {
  const released = { ...LET_GO, fence: { $add: ['$fence', 1] }, updatedAt: '$$NOW' }
  // What stands out there is another than before, which readers see and others are told.
  const changed = { ...released, changedAt: '$$NOW', error: null, followed: false }

  switch (decision.action) {
    case 'send':
      return [{ $set: sendByHand({ action }) }]
    case 'cancel':
      return [
        {
          $set: {
            ...released,
            error: publicationError('gate', decision.code ?? 'CANCELLED'),
            state: 'cancelled',
            unwanted: null,
            // With a code it was found absent, and is not sent only because it was stopped before.
            ...(decision.code !== undefined && { halfOut: null, unknownSince: null }),
          },
        },
      ]
    case 'unwant':
      return [
        {
          $set: {
            ...released,
            error: unknownError(row),
            followed: false,
            lookAt: '$$NOW',
            looks: 0,
            state: 'unconfirmed',
            unwanted: decision.code,
          },
        },
      ]
    case 'withdraw':
      return [{ $set: { unpublishAt: '$$NOW', updatedAt: '$$NOW', withdrawal: null } }]
    case 'take-down':
      return [
        {
          $set: {
            ...changed,
            state: 'withdrawn',
            unpublishAt: null,
            withdrawal: null,
          },
        },
      ]
    case 'settle':
      return [
        {
          $set: {
            ...changed,
            receipt: {
              $literal: {
                publishedAt: now.toISOString(),
                remoteId: decision.url ?? 'attested',
                ...(decision.url === null ? {} : { url: decision.url }),
                ...(attested && { attested }),
              },
            },
            state: 'published',
          },
        },
      ]
  }
}
