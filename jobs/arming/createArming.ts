import type { ApplyScheduleArgs, ArmedSchedule, Arming } from '../../hooks/dependencies.ts'
import { databaseOf, sessionOf } from '../../src/database/handles.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { planStop } from '../../src/domain/ledgerPlan.ts'
import { movesWithdrawal } from '../../src/domain/movedWithdrawal.ts'
import type { UnwantedCode } from '../../src/domain/publication.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { decideScheduleChange, endsRepeat, type ScheduleDecision } from '../../src/domain/scheduleChange.ts'
import { arm } from './arm.ts'
import { carryOver } from './carryOver.ts'
import type { ArmingDependencies } from './dependencies.ts'
import { endRepeat } from './endRepeat.ts'
import { heldFacts } from './facts.ts'
import { moveWithdrawals } from './moveWithdrawals.ts'
import { refuse } from './refuse.ts'
import { createSources, type HeldRow, toObjectId } from './sources.ts'
import { refreshLatest } from '../repeating/refreshLatest.ts'
import { awaitTurns } from '../rhythm/channelTurns.ts'
import { warnOf } from './warnOf.ts'
import { stopRows } from './writeRows.ts'

/** Writes the ledger that a schedule asks for; see `decideScheduleChange` for what it may ask. */
export const createArming = (dependencies: ArmingDependencies): Arming => ({
  async apply(args) {
    const { isRearm, previous, schedule: current } = args

    if (previous !== null && hasOtherTimes({ current, previous })) {
      await carryOver({
        from: previous,
        now: dependencies.clock(),
        payload: dependencies.payload,
        session: await sessionOf(args.req),
        to: current,
      })
    }

    const armed = await follow(decideScheduleChange({ current, isRearm, previous }), { ...args, dependencies })

    if (endsRepeat({ current, previous })) {
      await endRepeat({ payload: dependencies.payload, req: args.req, schedule: current })
    }

    if (movesWithdrawal({ current, previous })) {
      await moveWithdrawals({ dependencies, req: args.req, schedule: current })
    }

    return armed
  },
  async awaitTurn({ channelIds, postId, req, scheduleId }) {
    const session = await sessionOf(req)
    const channels = channelIds.map(toObjectId).filter((id) => id !== null)

    if (session !== undefined) {
      await awaitTurns({
        channels,
        db: databaseOf(dependencies.payload),
        post: channels.length === 0 ? null : toObjectId(postId),
        schedule: toObjectId(scheduleId),
        session,
      })
    }
  },
  async refreshLatest(postId) {
    const post = toObjectId(postId)

    return post === null ? new Map() : refreshLatest(dependencies, post)
  },
})

/** Of a repeat; what comes once knows by its channels what is out. */
const hasOtherTimes = ({ current, previous }: { current: SchedulePlan; previous: SchedulePlan }): boolean =>
  (current.recurrence !== null || previous.recurrence !== null) &&
  (current.publishAt.getTime() !== previous.publishAt.getTime() ||
    current.recurrence !== previous.recurrence ||
    current.timeZone !== previous.timeZone)

type Job = ApplyScheduleArgs & { dependencies: ArmingDependencies }

async function follow(decision: ScheduleDecision, job: Job): Promise<ArmedSchedule | null> {
  switch (decision.action) {
    case 'none':
      return null
    case 'refuse':
      throw refuse([decision.reason])
    case 'cancel-rows':
      return stop({ ...job, code: decision.code })
    case 'set-withdrawal':
      return judgeWithdrawal(job)
    case 'arm':
      return arm({ ...job, pin: decision.pin })
  }
}

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

/** Refuses a withdrawal before a channel's turn has come, and says where somebody must take it down by hand. */
async function judgeWithdrawal({
  dependencies: { payload, registry, secrets },
  req,
  schedule,
}: Job): Promise<ArmedSchedule> {
  const session = await sessionOf(req)
  const sources = createSources({ payload, session })

  if (schedule.recurrence === null && (await sources.findRowsOf(schedule.id)).some(isDueAfter(schedule.unpublishAt))) {
    throw refuse([reason('WITHDRAWN_BEFORE_PUBLISHED', { path: 'unpublishAt' })])
  }

  const channels = await sources.findChannels(schedule.channelIds)
  const known = channels.filter(({ kind }) => registry.find(String(kind)) !== null)

  return { warnings: warnOf({ channels: known, registry, schedule, secrets }) }
}

/** Its channel's rhythm may have moved it past the time at which the schedule has it go out. */
const isDueAfter =
  (unpublishAt: Date | null) =>
  ({ dueAt, state }: HeldRow): boolean =>
    unpublishAt !== null && state === 'armed' && dueAt >= unpublishAt
