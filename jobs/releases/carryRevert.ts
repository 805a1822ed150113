import type { PayloadRequest } from 'payload'

import { databaseOf, sessionOptions } from '../../src/database/handles.ts'
import { conflict } from '../../src/domain/conflict.ts'
import { heldBy } from '../../src/domain/release/heldBy.ts'
import { isUnderWay, type RevertMode, waitsForEnd } from '../../src/domain/release/release.ts'
import { findRun, isHeldTwice, saveRun } from './records.ts'

export interface CarryRevertArgs {
  campaignId: string
  /** When the campaign ends, as it is being saved. */
  endAt: Date | null
  req: PayloadRequest
  revert: RevertMode
}

/**
 * Makes what a campaign says of its end hold for its release, once that is done or stopped: what the form shows is what happens.
 *
 * A way back that is chosen after the end would be taken at once, which nobody means by a choice in a form; there is an act for that.
 */
export async function carryRevert({ campaignId, endAt, req, revert }: CarryRevertArgs): Promise<void> {
  const db = databaseOf(req.payload)
  const inSave = await sessionOptions(req)
  const run = await findRun(db, campaignId, inSave.session)

  if (run === null || run.revert === revert) {
    return
  }

  if (isUnderWay(run.state)) {
    throw conflict('RELEASE_WENT_ON')
  }

  if (!waitsForEnd(run.state)) {
    return
  }

  if (run.revert === 'none' && endAt !== null && endAt <= run.now) {
    throw conflict('RELEASE_END_PAST', { path: 'release.revert', values: { at: endAt.toISOString() } })
  }

  try {
    if (await saveRun(db, { changes: { held: heldBy({ ...run, revert }), revert }, run, ...inSave })) {
      return
    }
  } catch (error) {
    throw isHeldTwice(error) ? conflict('RELEASE_ITEM_HELD', { path: 'release.revert' }) : error
  }

  throw conflict('RELEASE_WENT_ON')
}
