import type { ClientSession } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { rawCollection, sessionOptions } from '../../src/database/handles.ts'
import { REDRIVABLE } from '../../src/domain/ledgerPlan.ts'
import type { UnwantedCode } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../arming/sources.ts'
import { errorOfCancelled } from '../arming/writeRows.ts'
import { LET_GO } from '../ledger/rows.ts'

/** A row that an act ended, as it stood: what puts it back. */
export type EndedRow = Pick<StoredRow, '_id' | 'error' | 'state'>

export interface EndReplacedArgs {
  req: PayloadRequest
  rows: readonly EndedRow[]
  session: ClientSession
}

const CODE: UnwantedCode = 'SCHEDULE_CHANGED'

/** Ends what failed or was missed at the time that is left: it must not be sent again beside what comes in its stead. */
export async function endReplaced({ req, rows, session }: EndReplacedArgs): Promise<EndedRow[]> {
  const ended = rows.filter(({ state }) => REDRIVABLE.includes(state))

  for (const row of ended) {
    await rawCollection<StoredRow>(req.payload, PUBLICATIONS).updateOne(
      { _id: row._id, state: row.state },
      {
        $inc: { fence: 1 },
        $set: {
          ...LET_GO,
          error: errorOfCancelled({ code: CODE, row }),
          state: 'cancelled',
          updatedAt: new Date(),
        },
      },
      { session },
    )
  }

  return ended
}

/** Puts back on the work list what an act ended, where nothing has become of it since. */
export async function putBackEnded({ ended, req }: { ended: readonly EndedRow[]; req: PayloadRequest }): Promise<void> {
  for (const { _id, error, state } of ended) {
    await rawCollection<StoredRow>(req.payload, PUBLICATIONS).updateOne(
      { _id, 'error.code': CODE, state: 'cancelled' },
      { $inc: { fence: 1 }, $set: { error: error ?? null, state, updatedAt: new Date() } },
      await sessionOptions(req),
    )
  }
}
