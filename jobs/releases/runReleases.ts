import type { Db, ObjectId } from 'mongodb'
import { createLocalReq, type Payload } from 'payload'

import type { AuditLog, ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { decideNextStep } from '../../src/domain/release/nextStep.ts'
import { CAMPAIGNS } from '../../src/domain/slugs.ts'
import type { Bells } from '../bells.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import type { SettleObserver } from '../following/createFollowUp.ts'
import type { Log } from '../log.ts'
import { readFacts } from './facts.ts'
import { findRun, runsOf } from './records.ts'
import { returnHeld } from './returnHeld.ts'
import { takeStep } from './takeStep.ts'

export interface ReleaseRunnerDependencies {
  audit: AuditLog
  /** Only tests give it. */
  between?: () => Promise<void> | void
  bells: Bells
  channels: ChannelRegistry
  log: Log
  payload: Payload
  secrets: SecretBox
}

const EVERY_MS = 2 * SECOND
const LIMIT = 1_000
/** More steps than a list of a hundred items can need; a circle of our own making ends here. */
const MOST_STEPS = 2_000

/** What a worker does for releases: the periodic job, and an ear for outcomes so that what follows need not wait for it. */
export function createReleaseRunner(dependencies: ReleaseRunnerDependencies): {
  job: PeriodicJob
  observer: SettleObserver
} {
  return {
    job: { name: 'run-releases', everyMs: EVERY_MS, run: () => runReleases(dependencies) },
    observer: {
      name: 'releases',
      async settled() {
        await runReleases(dependencies)
      },
    },
  }
}

/**
 * Brings every release as far as it can go at this moment, and lets go what was held and need not wait any more.
 *
 * Any number of workers may do this at the same time, and any of them may die at any point: each step is decided from
 * what is stored and written with a compare-and-set, and the work of a step is harmless to repeat.
 */
export async function runReleases(dependencies: ReleaseRunnerDependencies): Promise<void> {
  const { bells, log, payload } = dependencies
  const db = databaseOf(payload)
  const open = await findAwake(db)

  for (const campaignId of open) {
    try {
      await advanceRelease(dependencies, campaignId)
    } catch (error) {
      // One release must not keep the others waiting.
      log.warn({ campaign: campaignId, err: error }, 'a release could not be brought on; it comes again')
    }
  }

  await returnHeld({ bells, db })
}

/** Campaigns whose release can go on: what is done and only waits for the campaign's end sleeps until then. */
async function findAwake(db: Db): Promise<string[]> {
  const runs = await runsOf(db)
    .aggregate<{ _id: ObjectId }>([
      { $match: { open: true } },
      { $lookup: { as: 'campaign', foreignField: '_id', from: CAMPAIGNS, localField: '_id', pipeline: [END_ONLY] } },
      {
        $match: {
          $or: [
            { asleep: { $exists: false } },
            { $expr: { $lte: [{ $ifNull: [{ $first: '$campaign.endAt' }, null] }, '$$NOW'] }, campaign: HAS_END },
          ],
        },
      },
      { $limit: LIMIT },
      { $project: { _id: 1 } },
    ])
    .toArray()

  return runs.map(({ _id }) => _id.toHexString())
}

const END_ONLY = { $project: { endAt: 1 } }
/** Null sorts before every date. */
const HAS_END = { $elemMatch: { endAt: { $type: 'date' } } }

/** Takes the steps of one release, one after the other, until none is left for now. */
export async function advanceRelease(
  { audit, bells, between = () => undefined, channels, payload, secrets }: Omit<ReleaseRunnerDependencies, 'log'>,
  campaignId: string,
): Promise<void> {
  const db = databaseOf(payload)
  const tried = new Set<string>()

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const run = await findRun(db, campaignId)

    if (run === null) {
      return
    }

    const step = decideNextStep(run, await readFacts(db, run, tried))

    if (step === null) {
      return
    }

    // A request of its own for each step: a refused save rolls back whatever transaction it finds there.
    const req = await createLocalReq({ context: { reason: REASON } }, payload)
    const outcome = await takeStep({ audit, bells, between, channels, req, secrets }, run, step)

    if (outcome === 'stuck' && 'key' in step) {
      tried.add(step.key)
    }
  }
}

const REASON = 'The release of its campaign'
