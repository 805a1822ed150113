import { type ClientSession, ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { AuditLog } from '../../hooks/dependencies.ts'
import { databaseOf, rawCollection } from '../../src/database/handles.ts'
import { inTransaction } from '../../src/database/inTransaction.ts'
import { findPastRefusal } from '../../src/domain/arming.ts'
import { conflict } from '../../src/domain/conflict.ts'
import { InvalidInputError, NotFoundError } from '../../src/domain/errors.ts'
import type { OccurrenceAct } from '../../src/domain/occurrenceAct.ts'
import { planOccurrenceChange } from '../../src/domain/occurrenceChange.ts'
import { withdrawalFor } from '../../src/domain/movedWithdrawal.ts'
import type { PublicationState, ScheduleState } from '../../src/domain/publication.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import type { Timing } from '../../src/domain/recurrence/listOccurrences.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { heldAtOf } from '../arming/heldAt.ts'
import { createSources, type StoredRow } from '../arming/sources.ts'
import { findReleaseOf } from '../releases/findReleaseOf.ts'
import { endReplaced } from './endReplaced.ts'
import { readStoredSchedule, type StoredSchedule } from './storedSchedule.ts'
import { takeOver } from './takeOver.ts'

export interface ActOnOccurrenceArgs {
  act: OccurrenceAct
  id: string
  req: PayloadRequest
}

export interface ActedOnOccurrence {
  /** The schedule as it is now. */
  doc: object
  /** The schedule that takes over from the occurrence on, when there are two plans now. */
  following: object | null
  /** How it stood and when it came before: what takes the act back. */
  previous: { publishAt: Date; recurrence: string | null; state: ScheduleState; unpublishAt: Date | null }
}

/** Past these nothing can be moved or called back. */
const GONE: readonly PublicationState[] = ['published', 'sending', 'unconfirmed', 'withdrawn']

/**
 * Moves or cancels an occurrence, it and those after it, or all: the schedule and the ledger in one transaction.
 *
 * Through the saves that any client makes, so that access, arming and audit hold here too. Of two at once, the second finds
 * the occurrence gone and is told so (`ConflictError`), and so is who would make a second schedule of one that a release has.
 */
export async function actOnOccurrence(
  { audit, clock }: { audit: AuditLog; clock: () => Date },
  { act, id, req }: ActOnOccurrenceArgs,
): Promise<ActedOnOccurrence> {
  const now = clock()

  return inTransaction(req, async (session) => {
    const stored = await rawCollection<StoredSchedule>(req.payload, SCHEDULES).findOne(
      { _id: new ObjectId(ObjectId.isValid(id) ? id : 0) },
      { session },
    )

    if (stored === null) {
      throw new NotFoundError(`There is no schedule ${id}`, { reasons: [reason('SCHEDULE_UNKNOWN')] })
    }

    const { state, ...timing } = readStoredSchedule(stored)

    assertAhead({ now, timeZone: timing.timeZone, to: act.to })
    assertOpen(state)

    const held = await createSources({ payload: req.payload, session }).findOpenRowsOf(id, now)
    const heldAt = heldAtOf({ held, isPaused: state === 'paused' })
    const change = planOccurrenceChange({ act, heldAt, now, timing: timingOf(timing) })
    const rows = await rawCollection<StoredRow>(req.payload, PUBLICATIONS)
      .find({ occurrenceAt: act.occurrenceAt, schedule: stored._id }, { projection: { error: 1, state: 1 }, session })
      .toArray()

    if (rows.some((row) => GONE.includes(row.state))) {
      throw conflict('OCCURRENCE_OUT', { path: 'occurrenceAt' })
    }

    if (change.following !== null) {
      await assertOutOfReleases({ req, scheduleId: id, session })
    }

    const ended = await endReplaced({ req, rows, session })

    const doc = await save({ change: change.timing, id, req, timing, unpublishAt: timing.unpublishAt })
    const following =
      change.following === null
        ? null
        : await takeOver({ now, req, state, stored, takenOver: change.takenOver, timing: change.following })

    const { publishAt, recurrence, unpublishAt } = timing
    const previous = { publishAt, recurrence, state, unpublishAt }

    await audit.record(
      {
        action: `schedule.${act.action}-${act.scope}`,
        after: {
          recurrence: change.timing?.recurrence ?? null,
          to: act.to,
          // By it and by what stood before, taking back knows the act again.
          updatedAt: doc.updatedAt,
          ...(following && { following: following.id }),
        },
        before: { ended, occurrenceAt: act.occurrenceAt, ...previous },
        subject: { id, slug: SCHEDULES },
      },
      req,
    )

    return { doc, following, previous }
  })
}

interface AssertOutOfReleasesArgs {
  req: PayloadRequest
  scheduleId: string
  session: ClientSession
}

/** A release neither holds back nor takes down what is not in its list, and its list is fixed while it is under way. */
async function assertOutOfReleases({ req, scheduleId, session }: AssertOutOfReleasesArgs): Promise<void> {
  const campaign = await findReleaseOf({ db: databaseOf(req.payload), scheduleId, session })

  if (campaign !== null) {
    throw conflict('OCCURRENCE_RELEASED', { path: 'scope', values: { campaign } })
  }
}

interface SaveArgs {
  change: Timing | null
  id: string
  req: PayloadRequest
  timing: Timing
  unpublishAt: Date | null
}

/** The first occurrence takes its withdrawal along. */
function save({ change, id, req, timing, unpublishAt }: SaveArgs): Promise<{ updatedAt: string }> {
  const data =
    change === null
      ? { state: 'cancelled' as const }
      : {
          ...(change.publishAt.getTime() !== timing.publishAt.getTime() && {
            publishAt: change.publishAt.toISOString(),
            unpublishAt: withdrawalFor({ ...timing, unpublishAt }, change.publishAt)?.toISOString() ?? null,
          }),
          recurrence: change.recurrence,
        }

  return req.payload.update({ id, collection: SCHEDULES, data, depth: 0, overrideAccess: false, req })
}

/** Nothing is moved into the past. */
function assertAhead({ now, timeZone, to }: Pick<OccurrenceAct, 'to'> & { now: Date; timeZone: string }): void {
  const past = to === null ? null : findPastRefusal({ now, publishAt: to, timeZone })

  if (past !== null) {
    throw new InvalidInputError(past.message, [{ ...past, path: 'to' }])
  }
}

function assertOpen(state: ScheduleState): void {
  if (state === 'done' || state === 'cancelled') {
    throw conflict('SCHEDULE_CLOSED_OCCURRENCE', { path: 'occurrenceAt', values: { state } })
  }
}

const timingOf = ({ localTime, publishAt, recurrence, timeZone }: Timing): Timing => ({
  localTime,
  publishAt,
  recurrence,
  timeZone,
})
