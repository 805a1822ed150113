import type { Payload, PayloadRequest } from 'payload'

import type { Arming, AuditLog, ChannelRegistry, Releases, SecretBox } from '../../hooks/dependencies.ts'
import { conflict } from '../../src/domain/conflict.ts'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/domain/errors.ts'
import type { ItemReason } from '../../src/domain/release/graph.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { canMoveRelease, type ReleaseState, type RevertMode } from '../../src/domain/release/release.ts'
import { reportOn } from '../../src/domain/release/report.ts'
import type { Bells } from '../bells.ts'
import { armItems } from './armItems.ts'
import { findRunOf, moveRun } from './changeRun.ts'
import { carryRevert } from './carryRevert.ts'
import { checkItems } from './checkItems.ts'
import { keepDone } from './keepDone.ts'
import { type ReadPlan, readPlan } from './readPlan.ts'
import { isHeldTwice, type ReadRun } from './records.ts'
import { advanceRelease } from './runReleases.ts'
import { revertChanges } from './takeStep.ts'

export interface ReleasesDependencies {
  arming: Arming
  audit: AuditLog
  bells: Bells
  channels: ChannelRegistry
  clock: () => Date
  payload: Payload
  secrets: SecretBox
}

/** Lets people arm, cancel and revert the release of a campaign; what runs by itself is `runReleases`. */
export function createReleases(dependencies: ReleasesDependencies): Releases {
  const { audit, payload } = dependencies
  /** Where a worker would go on anyway; the one who acts sees the outcome at once. */
  const goOn = (campaignId: string): Promise<void> =>
    advanceRelease(dependencies, campaignId).catch((error: unknown) =>
      payload.logger.warn({ campaign: campaignId, err: error, msg: 'the release goes on with the next round' }),
    )

  return {
    async arm({ campaignId, req }) {
      const { plan, reasons, run } = await ask(dependencies, { campaignId, req })

      if (run !== null && !canMoveRelease(run.state, 'armed')) {
        throw conflict('RELEASE_STANDS', { values: { state: run.state } })
      }

      const errors = reasons.filter(({ severity }) => severity === 'error')

      if (errors.length > 0) {
        throw refusal(errors)
      }

      try {
        await armItems({ audit, campaignId, plan, req, run })
      } catch (error) {
        throw isHeldTwice(error) ? conflict('RELEASE_ITEM_HELD') : error
      }

      await goOn(campaignId)
    },
    async cancel({ campaignId, req }) {
      await moveByHand(dependencies, { campaignId, req, state: 'cancelled' })
      await goOn(campaignId)
    },
    carryRevert,
    async dryRun({ campaignId, req }) {
      const { plan, reasons } = await ask(dependencies, { campaignId, req })

      return reportOn(plan.items, reasons)
    },
    async findOpenState({ campaignId, req }) {
      const run = await findRunOf(req, campaignId)

      return run?.open === true ? run.state : null
    },
    async revert({ campaignId, mode, req }) {
      await moveByHand(dependencies, { campaignId, mode, req, state: 'reverting' })
      await goOn(campaignId)
    },
  }
}

interface AskArgs {
  campaignId: string
  req: PayloadRequest
}

/** The one question behind the dry run and arming; what was done in an earlier run is not asked again. */
async function ask(
  dependencies: ReleasesDependencies,
  { campaignId, req }: AskArgs,
): Promise<{ plan: ReadPlan; reasons: ItemReason[]; run: null | ReadRun }> {
  const [plan, run] = await Promise.all([readPlan(req, campaignId), findRunOf(req, campaignId)])
  const done = new Set(keepDone(run, plan.items).map(({ key }) => key))
  const open = plan.items.filter(({ key }) => !done.has(key))
  // What is done needs no second look, and others may depend on it.
  const items = open.map((item) => ({ ...item, after: item.after.filter((key) => !done.has(key)) }))

  return { plan, reasons: await checkItems(dependencies, { ...plan, campaignId, items, req }), run }
}

interface MoveByHandArgs extends AskArgs {
  mode?: null | RevertMode
  state: ReleaseState & ('cancelled' | 'reverting')
}

async function moveByHand(
  { audit }: ReleasesDependencies,
  { campaignId, mode = null, req, state }: MoveByHandArgs,
): Promise<void> {
  const run = await findRunOf(req, campaignId)

  if (run === null) {
    throw new NotFoundError(reason('RELEASE_NEVER_ARMED').message, { reasons: [reason('RELEASE_NEVER_ARMED')] })
  }

  if (!canMoveRelease(run.state, state)) {
    throw conflict('RELEASE_STATE', { values: { from: run.state, to: state } })
  }

  const revert = mode ?? run.revert

  if (state === 'reverting' && revert === 'none') {
    throw new InvalidInputError('Say how to revert', [reason('MODE', { path: 'mode' })])
  }

  const changes = state === 'reverting' ? { ...revertChanges(run), revert } : {}

  if (!(await moveRun({ audit, changes, req, run, state }))) {
    throw conflict('RELEASE_WENT_ON')
  }
}

/** What another release has is a conflict; everything else can be mended in this one. */
const refusal = (errors: readonly ItemReason[]): Error =>
  errors.every(({ code }) => code === 'ITEM_HELD')
    ? new ConflictError(errors.map(({ message }) => message).join('; '), { reasons: errors })
    : new InvalidInputError(errors.map(({ message }) => message).join('; '), errors)
