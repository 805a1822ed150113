import type { Document, Filter, ObjectId } from 'mongodb'

import { rawCollection } from '../../src/database/handles.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { CHANNELS, MEDIA, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { compileRows } from '../arming/compileRows.ts'
import type { ArmingDependencies } from '../arming/dependencies.ts'
import { keepLinks } from '../arming/keepLinks.ts'
import { releaseMedia } from '../arming/releaseMedia.ts'
import { createSources, type StoredRow, type StoredVersion, toObjectId } from '../arming/sources.ts'
import { LET_GO } from '../ledger/rows.ts'
import { worksOf } from '../rights/readLicence.ts'
import type { CompiledRow } from '../arming/writeRows.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'

/** What is due so soon is looked at again, for approvals whose own refresh was cut off. */
const SOON_MS = 10 * MINUTE

/** Registers with the clock the second look at what carries the latest approved version. */
export const createRefreshing = (dependencies: ArmingDependencies): PeriodicJob => ({
  name: 'refresh-latest-content',
  everyMs: MINUTE,
  run: () => refreshDueSoon(dependencies),
})

async function refreshDueSoon(dependencies: ArmingDependencies): Promise<void> {
  const { clock, payload } = dependencies
  const posts = await rawCollection<StoredRow>(payload, PUBLICATIONS).distinct('post', {
    contentPolicy: 'latest',
    dueAt: { $lte: new Date(clock().getTime() + SOON_MS) },
    state: 'armed',
  })

  for (const post of posts) {
    await refreshLatest(dependencies, post)
  }
}

/**
 * Gives what is armed with the latest version of a post the newest that is approved.
 *
 * Only what has not left: a row that is being sent keeps what it had. Where the new version does not fit a channel, its
 * rows are blocked with the reason, and armed again by the next version that fits: an old text must not go out for a new one.
 */
export async function refreshLatest(dependencies: ArmingDependencies, post: ObjectId): Promise<void> {
  const { payload } = dependencies
  const rows = rawCollection<StoredRow>(payload, PUBLICATIONS)
  const sources = createSources({ payload })
  const version = await sources.findNewestApproved(String(post))

  if (version === null) {
    return
  }

  const stale = isStale(post, String(version._id))
  const channelIds = await rows.distinct('channel', stale)

  if (channelIds.length === 0) {
    return
  }

  const channels = await rawCollection(payload, CHANNELS)
    .find({ _id: { $in: channelIds } })
    .toArray()
  const publicPath = `${payload.config.routes.api}/${MEDIA}/file`
  const { rows: compiled } = await compileRows({ ...dependencies, channels, publicPath, sources, version })

  await keepLinks({ links: compiled.map(({ link }) => link), now: dependencies.clock(), payload, session: undefined })
  await releaseMedia({ now: dependencies.clock(), payload, session: undefined, version: version.version })

  for (const channel of channels) {
    const row = compiled.find(({ channelId }) => channelId === String(channel._id))

    if (row !== undefined) {
      await rows.updateMany({ ...stale, channel: channel._id }, [{ $set: describe(row, version) }], {
        writeConcern: { w: 'majority' },
      })
    }
  }
}

const UNFIT = 'LATEST_UNFIT'

/** What may be out already is sent again under the same key, so it must say the same. */
const isStale = (post: ObjectId, versionId: string): Filter<StoredRow> => ({
  $or: [{ state: { $in: ['armed', 'claimed'] } }, { 'error.code': UNFIT, state: 'blocked' }],
  contentPolicy: 'latest',
  'error.class': { $ne: 'unknown-outcome' },
  post,
  versionId: { $ne: versionId },
})

/** The fence moves, so that a claim that read the old content loses. */
function describe({ content, contentHash, faults: [fault] }: CompiledRow, { _id, version }: StoredVersion): Document {
  const error: PublicationError | null =
    fault === undefined ? null : { class: 'gate', code: UNFIT, message: fault.message, values: { why: fault.message } }

  return {
    ...LET_GO,
    campaign: toObjectId(version['campaign']),
    challenge: toObjectId(version['challenge']),
    collaboration: toObjectId(version['collaboration']),
    content: { $literal: content },
    contentHash,
    error: { $literal: error },
    fence: { $add: ['$fence', 1] },
    state: error === null ? 'armed' : 'blocked',
    updatedAt: '$$NOW',
    versionId: String(_id),
    works: worksOf(version),
  }
}
