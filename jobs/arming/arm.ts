import type { Document } from 'mongodb'

import type { ApplyScheduleArgs, ArmedSchedule } from '../../hooks/dependencies.ts'
import { TZ_VERSION } from '../../src/config/tzVersion.ts'
import { databaseOf, sessionOf } from '../../src/database/handles.ts'
import { findRefusals } from '../../src/domain/arming.ts'
import type { Reason } from '../../src/domain/errors.ts'
import type { LedgerPlan } from '../../src/domain/ledgerPlan.ts'
import { planLedger } from '../../src/domain/ledgerPlan.ts'
import { planOccurrences } from '../../src/domain/occurrencePlan.ts'
import { findWindow } from '../../src/domain/occurrenceWindow.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { isSentAlike, onlyStops } from '../../src/domain/scheduleChange.ts'
import { takeTurns } from '../rhythm/channelTurns.ts'
import { changingPlaces } from '../rhythm/reorderQueue.ts'
import { compileVersion } from './compileVersion.ts'
import { type CarriedContent, copyRows } from './copyRows.ts'
import type { ArmingDependencies } from './dependencies.ts'
import { channelFacts, heldFacts, postFacts } from './facts.ts'
import { findVersion } from './findVersion.ts'
import { heldAtOf, isCutOff } from './heldAt.ts'
import { keepLinks } from './keepLinks.ts'
import { placeOccurrences } from './placeOccurrences.ts'
import { refuse } from './refuse.ts'
import { releaseMedia } from './releaseMedia.ts'
import { ring } from './ring.ts'
import { createSources, type HeldRow, toObjectId } from './sources.ts'
import { isLess, stopSome } from './stopSome.ts'
import { wantPublications, type WantedPublication } from './wantPublications.ts'
import { warnOf } from './warnOf.ts'
import { writeRows } from './writeRows.ts'

export type ArmArgs = ApplyScheduleArgs & { dependencies: ArmingDependencies; pin: 'keep' | 'newest' }

/** Writes the rows of a schedule that is armed, or refuses with every reason. */
export async function arm(args: ArmArgs): Promise<ArmedSchedule | null> {
  const { dependencies, pin, pinnedVersion, previous, req, schedule } = args
  const { bells, clock, payload, registry, secrets } = dependencies
  const session = await sessionOf(req)
  const sources = createSources({ payload, session })
  const post = toObjectId(schedule.postId)

  if (session !== undefined && post !== null) {
    await takeTurns({ db: databaseOf(payload), of: [post], session })
  }

  const now = clock()
  const isRepeat = schedule.recurrence !== null || (previous?.recurrence ?? null) !== null
  const kept = pin === 'keep' && schedule.content === 'pinned' ? pinnedVersion : null
  const version = await findVersion({ kept, schedule, sources })
  const channels = await sources.findChannels(schedule.channelIds)
  const copied =
    kept !== null && version === null ? await copyRows({ channels, payload, schedule, session, versionId: kept }) : null
  const held = await (isRepeat ? sources.findOpenRowsOf(schedule.id, now) : sources.findRowsOf(schedule.id))
  const isResume = previous?.state === 'paused'
  const cutOff = isResume ? held.filter(isCutOff) : []
  const { behind, materialisedUntil, occurrences } = findWindow({
    heldAt: heldAtOf({ held, isPaused: isResume }),
    now,
    schedule,
  })
  const wanted = wantPublications(schedule, occurrences)
  const wantedAt = occurrences.map(({ at }) => at)
  const keepsUnderWay = pin === 'keep' && previous !== null && isSentAlike(schedule, previous)
  const plan = planRows({
    held,
    isAnew: pin === 'newest',
    isRepeat,
    isResume,
    keepsUnderWay,
    now,
    postId: schedule.postId,
    wanted,
  })
  const toWrite = [...plan.insert, ...plan.renew]

  // Stopping must always be possible: nothing is compiled for it, and what speaks against sending does not speak against it.
  if (pin === 'keep' && onlyStops({ current: schedule, previous }) && isLess({ held, plan, previous, wanted })) {
    return stopSome({ behind, dependencies, held, materialisedUntil, now, schedule, session, wanted })
  }

  const facts = channels.map((channel) => channelFacts(channel, registry))
  const refusals = [
    ...findRefusals({
      channels: facts,
      ledger: (await sources.findRowsAt(schedule.postId, wantedAt))
        .map(heldFacts)
        .filter(({ scheduleId }) => !changingPlaces(req).includes(scheduleId)),
      now,
      hasBegun: isResume && toWrite.every(({ id }) => cutOff.some(({ _id }) => _id === id)),
      post: postFacts({ isKept: kept !== null, post: await sources.findPost(schedule.postId), version }),
      schedule,
      wantedAt,
    }),
    ...plan.refusals,
    ...(kept !== null && version === null ? findLost({ channels, copied, toWrite }) : []),
  ]

  if (refusals.length > 0) {
    throw refuse(refusals)
  }

  const content = version === null ? copied : await compileVersion({ channels, dependencies, sources, version })

  if (content === null) {
    throw refuse([reason('PINNED_GONE', { path: 'post' })])
  }

  const reasons = content.compiled.flatMap(({ faults }) => faults)
  const { placed, reasons: obstacles } = await placeOccurrences({
    campaign: content.relations.campaign,
    channels,
    collaboration: content.relations.collaboration,
    leaving: plan.cancel,
    leavingSchedules: changingPlaces(req),
    payload,
    schedule,
    session,
    wanted: toWrite,
    works: content.works,
  })

  if (reasons.length + obstacles.length > 0) {
    throw refuse([...reasons, ...obstacles])
  }

  await writeRows({
    ...content,
    cancel: plan.cancel,
    held,
    now,
    payload,
    placed,
    rewant: plan.rewant,
    schedule,
    session,
    unwant: plan.unwant,
  })
  await keepLinks({ links: content.compiled.map(({ link }) => link), now, payload, session })

  if (version !== null) {
    await releaseMedia({ now, payload, session, version: version.version })
  }

  await ring({ bells, instants: [...placed.map(({ dueAt }) => dueAt), schedule.unpublishAt], payload })

  return {
    materialisedUntil,
    pinnedVersion: content.versionId,
    warnings: warnOf({ channels, registry, schedule, secrets }),
  }
}

interface FindLostArgs {
  channels: readonly Document[]
  copied: CarriedContent | null
  toWrite: readonly WantedPublication[]
}

/** Channels that would get what was approved, and for which nothing holds it any more. */
const findLost = ({ channels, copied, toWrite }: FindLostArgs): Reason[] =>
  channels
    .filter(({ _id }) => toWrite.some(({ channelId }) => channelId === String(_id)))
    .filter(({ _id }) => copied?.compiled.some(({ channelId }) => channelId === String(_id)) !== true)
    .map(({ name }) => reason('PINNED_GONE', { path: 'channels', values: { name: String(name) } }))

interface PlanRowsArgs {
  held: readonly HeldRow[]
  isAnew: boolean
  isRepeat: boolean
  isResume: boolean
  keepsUnderWay: boolean
  now: Date
  postId: string
  wanted: readonly WantedPublication[]
}

/** What comes once leaves out the channels that it has reached; of a repeat each occurrence speaks for itself. */
function planRows({
  held,
  isAnew,
  isRepeat,
  isResume,
  keepsUnderWay,
  now,
  postId,
  wanted,
}: PlanRowsArgs): LedgerPlan<WantedPublication> {
  const facts = held.map(heldFacts)

  return isRepeat
    ? planOccurrences({ held: facts, isResume, keepsUnderWay, now, tzVersion: TZ_VERSION, wanted })
    : planLedger({ held: facts, isAnew, isResume, keepsUnderWay, postId, wanted })
}
