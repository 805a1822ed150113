import type { Document } from 'mongodb'
import type { Payload } from 'payload'

import type { ApplyScheduleArgs, Arming, ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { rawCollection, sessionOf } from '../../src/database/handles.ts'
import { findRefusals, type PostFacts } from '../../src/domain/arming.ts'
import { CHANNEL_MODES } from '../../src/domain/channelAdapter.ts'
import { POST_STAGES } from '../../src/domain/content.ts'
import { InvalidInputError, type Reason } from '../../src/domain/errors.ts'
import { planLedger, planStop } from '../../src/domain/ledgerPlan.ts'
import { publicationId } from '../../src/domain/publicationId.ts'
import { decideScheduleChange } from '../../src/domain/scheduleChange.ts'
import { MEDIA, PUBLICATIONS } from '../../src/domain/slugs.ts'
import type { Bells } from '../bells.ts'
import { compileRows } from './compileRows.ts'
import { releaseMedia } from './releaseMedia.ts'
import { createSources, type Sources, type StoredRow, type StoredVersion, toObjectId } from './sources.ts'
import { stopRows, writeRows } from './writeRows.ts'
import type { ReasonCode } from '../../src/domain/reasons/reason.ts'

export interface ArmingDependencies {
  bells: Bells
  clock: () => Date
  payload: Payload
  registry: ChannelRegistry
  secrets: SecretBox
}

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
        throw refusal([decision.reason])
      case 'cancel-rows':
        return stop({ ...args, code: decision.code, dependencies })
      case 'set-withdrawal':
        return setWithdrawal({ ...args, dependencies })
      case 'arm':
        return arm({ ...args, dependencies, pin: decision.pin })
    }
  },
})

type Job = ApplyScheduleArgs & { dependencies: ArmingDependencies }

async function arm({ dependencies, pin, pinnedVersion, req, schedule }: Job & { pin: 'keep' | 'newest' }) {
  const { bells, clock, payload, registry, secrets } = dependencies
  const session = await sessionOf(req)
  const sources = createSources({ payload, session })
  const version = await findVersion({ pin, pinnedVersion, postId: schedule.postId, sources })
  const [channels, held, rowsAt, post] = await Promise.all([
    sources.findChannels(schedule.channelIds),
    sources.findRowsOf(schedule.id),
    sources.findRowsAt(schedule.postId, schedule.publishAt),
    sources.findPost(schedule.postId),
  ])
  const plan = planLedger({
    held: held.map(toLedgerRow),
    wanted: schedule.channelIds.map((channelId) => ({
      channelId,
      id: publicationId({
        channelId,
        occurrenceAt: schedule.publishAt,
        postId: schedule.postId,
        scheduleId: schedule.id,
      }),
    })),
  })
  const refusals = [
    ...findRefusals({
      channels: channels.map((channel) => readChannel(channel, registry)),
      ledger: rowsAt.map((row) => ({ ...toLedgerRow(row), dueAt: row.dueAt, scheduleId: String(row.schedule) })),
      now: clock(),
      post: readPost(post, version),
      schedule,
    }),
    ...plan.refusals,
  ]

  if (refusals.length > 0 || version === null) {
    throw refusal(refusals)
  }

  const { reasons, rows } = await compileRows({
    channels,
    publicPath: `${payload.config.routes.api}/${MEDIA}/file`,
    registry,
    secrets,
    sources,
    version,
  })

  if (reasons.length > 0) {
    throw refusal(reasons)
  }

  const { campaign, challenge, collaboration } = version.version
  const versionId = String(version._id)

  await writeRows({
    compiled: rows,
    held,
    now: clock(),
    payload,
    plan,
    relations: { campaign, challenge, collaboration },
    schedule,
    session,
    versionId,
  })
  await releaseMedia({ now: clock(), payload, session, version: version.version })
  await ring({ bells, instants: [schedule.publishAt, schedule.unpublishAt], payload })

  return { pinnedVersion: versionId }
}

async function stop({ code, dependencies: { clock, payload }, req, schedule }: Job & { code: ReasonCode }) {
  const session = await sessionOf(req)
  const held = await createSources({ payload, session }).findRowsOf(schedule.id)
  const plan = planStop(held.map(toLedgerRow))

  if (plan.refusals.length > 0) {
    throw refusal(plan.refusals)
  }

  await stopRows({ code, held, ids: plan.cancel, now: clock(), payload, session })

  return null
}

async function setWithdrawal({ dependencies: { bells, clock, payload }, req, schedule }: Job) {
  const session = await sessionOf(req)

  await rawCollection<StoredRow>(payload, PUBLICATIONS).updateMany(
    {
      schedule: toObjectId(schedule.id) as StoredRow['schedule'],
      state: { $in: ['armed', 'claimed', 'published', 'blocked'] },
    },
    { $set: { unpublishAt: schedule.unpublishAt, updatedAt: clock() } },
    session === undefined ? {} : { session },
  )
  await ring({ bells, instants: [schedule.unpublishAt], payload })

  return null
}

/** A bell that is not rung costs a moment, never a publication: the sweep finds what is due. */
async function ring({ bells, instants, payload }: { bells: Bells; instants: (Date | null)[]; payload: Payload }) {
  try {
    await bells.ring(instants.filter((instant) => instant !== null))
  } catch (error) {
    payload.logger.warn({ err: error, msg: 'No bell could be set; the sweep will find what is due' })
  }
}

interface FindVersionArgs {
  pin: 'keep' | 'newest'
  pinnedVersion: string | null
  postId: string
  sources: Sources
}

async function findVersion({ pin, pinnedVersion, postId, sources }: FindVersionArgs): Promise<StoredVersion | null> {
  const pinned = pin === 'keep' && pinnedVersion !== null ? await sources.findVersion(pinnedVersion) : null

  return pinned ?? sources.findNewestVersion(postId)
}

const refusal = (reasons: readonly Reason[]) =>
  new InvalidInputError(reasons.map((reason) => reason.message).join('; '), reasons)

const toLedgerRow = (row: StoredRow) => ({ channelId: String(row.channel), id: row._id, state: row.state })

function readChannel(channel: Document, registry: ChannelRegistry) {
  return {
    id: String(channel['_id']),
    isKnownKind: registry.find(String(channel['kind'])) !== null,
    mode: CHANNEL_MODES.find((mode) => mode === channel['mode']) ?? 'paused',
    name: String(channel['name']),
  }
}

function readPost(post: Document | null, version: StoredVersion | null): PostFacts | null {
  if (post === null || version === null) {
    return null
  }

  const title: unknown = version.version['title']
  const titles = typeof title === 'object' && title !== null ? Object.values(title) : [title]

  return {
    hasTitle: titles.some((each) => typeof each === 'string' && each.trim() !== ''),
    isTrashed: post['deletedAt'] !== undefined && post['deletedAt'] !== null,
    stage: POST_STAGES.find((stage) => stage === version.version['stage']) ?? 'draft',
  }
}
