import type { Document, Filter, ObjectId } from 'mongodb'

import { rawCollection } from '../../src/database/handles.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { REDRIVABLE } from '../../src/domain/ledgerPlan.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { CHANNELS, MEDIA, PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
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
  const rows = rawCollection<StoredRow>(payload, PUBLICATIONS)
  const isSoon: Filter<StoredRow> = {
    contentPolicy: 'latest',
    dueAt: { $lte: new Date(clock().getTime() + SOON_MS) },
  }
  const posts = await Promise.all([
    rows.distinct('post', { ...isSoon, state: 'armed' }),
    // What is held may come back by itself at any moment.
    rows.distinct('post', { ...isSoon, state: 'blocked' }),
  ])

  for (const post of new Map(posts.flat().map((each) => [String(each), each])).values()) {
    await refreshLatest(dependencies, post)
  }
}

/**
 * Gives what is to carry the latest version of a post the newest that is approved, and remembers that with its schedules: who
 * pins the content from then on pins what stands.
 *
 * Only what has not left: a row that is being sent keeps what it had. What is held, failed or missed may still go out and gets it
 * too, but stays where it is. Where the new version does not fit a channel, rows that could go out by themselves are blocked with the
 * reason, and armed again by the next version that fits: an old text must not go out for a new one.
 * What failed or was missed keeps the old one whole then; gives the ids of these, with why.
 */
export async function refreshLatest(
  dependencies: ArmingDependencies,
  post: ObjectId,
): Promise<ReadonlyMap<string, string>> {
  const { payload } = dependencies
  const rows = rawCollection<StoredRow>(payload, PUBLICATIONS)
  const sources = createSources({ payload })
  const version = await sources.findNewestApproved(String(post))

  const left = new Map<string, string>()

  if (version === null) {
    return left
  }

  await rawCollection(payload, SCHEDULES).updateMany(
    {
      content: 'latest',
      pinnedVersion: { $nin: [null, String(version._id)] },
      post,
      state: { $in: ['armed', 'paused'] },
    },
    { $set: { pinnedVersion: String(version._id) } },
  )

  const stale = isStale(post, String(version._id))
  const channelIds = await rows.distinct('channel', stale)

  if (channelIds.length === 0) {
    return left
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
      const ofChannel = { ...stale, channel: channel._id }
      const [fault] = row.faults
      const fits = fault === undefined ? ofChannel : { $and: [ofChannel, { state: { $nin: [...REDRIVABLE] } }] }

      await rows.updateMany(fits, [{ $set: describe(row, version) }], { writeConcern: { w: 'majority' } })

      if (fault !== undefined) {
        for (const _id of await rows.distinct('_id', { ...ofChannel, state: { $in: [...REDRIVABLE] } })) {
          left.set(_id, fault.message)
        }
      }
    }
  }

  return left
}

const UNFIT = 'LATEST_UNFIT'

/** What may be out already is sent again under the same key, so it must say the same; why it waits since does not matter. */
const isStale = (post: ObjectId, versionId: string): Filter<StoredRow> => ({
  state: { $in: ['armed', 'claimed', 'blocked', ...REDRIVABLE] },
  contentPolicy: 'latest',
  'error.class': { $ne: 'unknown-outcome' },
  post,
  unknownSince: null,
  versionId: { $ne: versionId },
})

/** Goes out by itself, or would if its content fitted. */
const IS_OPEN: Document = {
  $or: [
    { $in: ['$state', ['armed', 'claimed']] },
    { $and: [{ $eq: ['$state', 'blocked'] }, { $eq: ['$error.code', UNFIT] }] },
  ],
}

/** The fence moves, so that a claim that read the old content loses, and so does a person who has not seen the new. */
function describe({ content, contentHash, faults: [fault] }: CompiledRow, { _id, version }: StoredVersion): Document {
  const error: PublicationError | null =
    fault === undefined ? null : { class: 'gate', code: UNFIT, message: fault.message, values: { why: fault.message } }

  const decides = error === null ? IS_OPEN : { $or: [IS_OPEN, { $eq: ['$state', 'blocked'] }] }

  return {
    ...LET_GO,
    // What became of it may still have to be told.
    followed: { $cond: [decides, LET_GO.followed, '$followed'] },
    campaign: toObjectId(version['campaign']),
    challenge: toObjectId(version['challenge']),
    collaboration: toObjectId(version['collaboration']),
    content: { $literal: content },
    contentHash,
    error: { $cond: [decides, { $literal: error }, '$error'] },
    fence: { $add: ['$fence', 1] },
    state: { $cond: [decides, error === null ? 'armed' : 'blocked', '$state'] },
    updatedAt: '$$NOW',
    versionId: String(_id),
    works: worksOf(version),
  }
}
