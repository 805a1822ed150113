import type { Document } from 'mongodb'

import type { ApplyScheduleArgs, ArmedSchedule, Arming } from '../../hooks/dependencies.ts'
import { databaseOf, rawCollection, sessionOf } from '../../src/database/handles.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { planStop } from '../../src/domain/ledgerPlan.ts'
import type { UnwantedCode } from '../../src/domain/publication.ts'
import { decideScheduleChange } from '../../src/domain/scheduleChange.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { arm } from './arm.ts'
import type { ArmingDependencies } from './dependencies.ts'
import { heldFacts } from './facts.ts'
import { refuse } from './refuse.ts'
import { ring } from './ring.ts'
import { createSources, type StoredRow, toObjectId } from './sources.ts'
import { refreshLatest } from '../repeating/refreshLatest.ts'
import { awaitTurns } from '../rhythm/channelTurns.ts'
import { warnOf } from './warnOf.ts'
import { stopRows } from './writeRows.ts'

/** Writes the ledger that a schedule asks for; see `decideScheduleChange` for what it may ask. */
export const createArming = (dependencies: ArmingDependencies): Arming => ({
  async apply(args) {
    const decision = decideScheduleChange({
      current: args.schedule,
      isRearm: args.isRearm,
      previous: args.previous,
    })

    switch (decision.action) {
      case 'none':
        return null
      case 'refuse':
        throw refuse([decision.reason])
      case 'cancel-rows':
        return stop({ ...args, code: decision.code, dependencies })
      case 'set-withdrawal':
        return setWithdrawal({ ...args, dependencies })
      case 'arm':
        return arm({ ...args, dependencies, pin: decision.pin })
    }
  },
  async awaitTurn({ channelIds, postId, req }) {
    const session = await sessionOf(req)
    const channels = channelIds.map(toObjectId).filter((id) => id !== null)

    if (session !== undefined && channels.length > 0) {
      await awaitTurns({ channels, db: databaseOf(dependencies.payload), post: toObjectId(postId), session })
    }
  },
  async refreshLatest(postId) {
    const post = toObjectId(postId)

    return post === null ? new Map() : refreshLatest(dependencies, post)
  },
})

type Job = ApplyScheduleArgs & { dependencies: ArmingDependencies }

async function stop({ code, dependencies: { clock, payload }, req, schedule }: Job & { code: UnwantedCode }) {
  const session = await sessionOf(req)
  const sources = createSources({ payload, session })
  const held = await (schedule.recurrence === null
    ? sources.findRowsOf(schedule.id)
    : sources.findOpenRowsOf(schedule.id, clock()))
  const plan = planStop(held.map(heldFacts))

  if (plan.refusals.length > 0) {
    throw refuse(plan.refusals)
  }

  await stopRows({ ...plan, code, held, now: clock(), payload, session })

  return null
}

/**
 * Held, failed and missed rows get it as well: by its own time of withdrawal each is judged when a person sends it after all.
 *
 * Of one that stands the fence moves: a withdrawal under way that fails would write over it when it is asked for again.
 */
async function setWithdrawal({
  dependencies: { bells, clock, payload, registry, secrets },
  req,
  schedule,
}: Job): Promise<ArmedSchedule> {
  const session = await sessionOf(req)

  await rawCollection<StoredRow>(payload, PUBLICATIONS).updateMany(
    {
      schedule: toObjectId(schedule.id) as StoredRow['schedule'],
      state: { $nin: ['cancelled', 'withdrawn'] },
    },
    [
      {
        $set: {
          fence: ifStanding({ $add: ['$fence', 1] }, '$fence'),
          leaseUntil: ifStanding(null, '$leaseUntil'),
          token: ifStanding(null, '$token'),
          unpublishAt: describeWithdrawal(schedule),
          updatedAt: clock(),
          withdrawal: null,
        },
      },
    ],
    session === undefined ? {} : { session },
  )
  await ring({ bells, instants: [schedule.unpublishAt], payload })

  const channels = await createSources({ payload, session }).findChannels(schedule.channelIds)
  const known = channels.filter(({ kind }) => registry.find(String(kind)) !== null)

  return { warnings: warnOf({ channels: known, registry, schedule, secrets }) }
}

const ifStanding = (then: Document | null, otherwise: string): Document => ({
  $cond: [{ $eq: ['$state', 'published'] }, then, otherwise],
})

/** Each occurrence of a repeat stands as long as the first. */
function describeWithdrawal({ publishAt, recurrence, unpublishAt }: SchedulePlan): Date | Document | null {
  return recurrence === null || unpublishAt === null
    ? unpublishAt
    : { $add: ['$occurrenceAt', unpublishAt.getTime() - publishAt.getTime()] }
}
