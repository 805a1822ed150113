import type { ClientSession, Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { databaseOf } from '../../src/database/handles.ts'
import { findClash, type SchedulePlan } from '../../src/domain/arming.ts'
import type { Reason } from '../../src/domain/errors.ts'
import { withdrawalFor } from '../../src/domain/movedWithdrawal.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { reasonAbout } from '../../src/domain/reasons/reason.ts'
import { listOccurrences } from '../../src/domain/recurrence/listOccurrences.ts'
import { placeAll } from '../../src/domain/rhythm/placeAll.ts'
import { findRights } from '../rights/findRights.ts'
import { findRules } from '../rhythm/findRules.ts'
import { heldFacts } from './facts.ts'
import { createSources } from './sources.ts'
import type { WantedPublication } from './wantPublications.ts'

export interface PlaceOccurrencesArgs {
  /** Of the version that goes out; its embargo and its end count. */
  campaign: unknown
  /** The channels' documents, as stored. */
  channels: readonly Document[]
  /** Of the version too; its partner may have promised to be alone. */
  collaboration: unknown
  /** Ids of schedules that give their times away in the same act. */
  leavingSchedules?: readonly string[]
  /** Ids of rows that are stopped in the same save, so that they take no time. */
  leaving: readonly string[]
  payload: Payload
  schedule: SchedulePlan
  session: ClientSession | undefined
  wanted: readonly WantedPublication[]
  /** Media and brand assets that are shown; their licences must reach to the time. */
  works: readonly ObjectId[]
}

/** A wanted publication with the instant at which it really goes out. */
export interface PlacedPublication extends WantedPublication {
  dueAt: Date
  /** Why it does not go out by itself: it is written as `blocked`. Null for one that is armed. */
  error: PublicationError | null
  /** Codes of what it was moved for; empty where it goes out as wanted. */
  movedFor: readonly string[]
}

/**
 * Says for each wanted publication when it goes out, or why it does not.
 *
 * Quiet hours, blackouts, gaps, caps and embargoes of its channel answer here, and the rights in what is shown, and another schedule that sends the post there
 * at that very time. What comes once is refused where it finds no
 * time, so that an editor chooses another; of a repeat the one occurrence is written as blocked, and the others go on. It is asked
 * whenever rows are written: at a save, when a repeat is extended, and when the rules of a zone change.
 */
export async function placeOccurrences(args: PlaceOccurrencesArgs): Promise<{
  placed: PlacedPublication[]
  reasons: Reason[]
}> {
  const { campaign, channels, leaving, leavingSchedules = [], payload, schedule, session, wanted } = args
  const db = databaseOf(payload)
  const { campaignEndAt, rulesOf } = await findRules({
    campaign,
    channels,
    db,
    except: [...leaving, ...wanted.map(({ id }) => id)],
    session,
    wantedAt: wanted.map(({ occurrenceAt }) => occurrenceAt),
  })
  const answers = placeAll({
    isSlotted: schedule.isSlotted,
    nextAfter: (at) => findNext(schedule, at),
    onQuiet: schedule.onQuiet,
    rulesOf,
    wishes: wanted.map(({ channelId, occurrenceAt }) => ({
      at: occurrenceAt,
      campaignEndAt,
      channelId,
      untilAt: withdrawalFor(schedule, occurrenceAt),
    })),
  })
  const dueAts = answers.flatMap((answer) => ('dueAt' in answer ? [answer.dueAt] : []))
  const ledger = (await createSources({ payload, session }).findRowsAt(schedule.postId, dueAts))
    .map(heldFacts)
    .filter(({ scheduleId }) => !leavingSchedules.includes(scheduleId))
  const rightsOf = await findRights({ ...args, db, wantedAt: dueAts })
  const reasons: Reason[] = []
  const placed = wanted.map((each, index): PlacedPublication => {
    const answer = answers[index] ?? { dueAt: each.occurrenceAt, movedFor: [] }
    const against =
      'refusal' in answer
        ? answer.refusal
        : (findClash({ channelId: each.channelId, dueAt: answer.dueAt, ledger, scheduleId: schedule.id }) ??
          rightsOf(each.channelId, answer.dueAt))
    const { dueAt, movedFor } = 'dueAt' in answer ? answer : { dueAt: each.occurrenceAt, movedFor: [] }

    if (against === null) {
      return { ...each, dueAt, error: null, movedFor }
    }

    const { path: _path, ...refusal } = against

    reasons.push(reasonAbout(rulesOf(each.channelId).channel.name, against))

    return { ...each, dueAt, error: { ...refusal, class: 'gate' }, movedFor }
  })

  return { placed, reasons: schedule.recurrence === null ? reasons : [] }
}

function findNext(schedule: SchedulePlan, at: Date): Date | null {
  const [next] =
    schedule.recurrence === null
      ? []
      : listOccurrences({ from: new Date(at.getTime() + 1), limit: 1, timing: schedule })

  return next?.at ?? null
}
