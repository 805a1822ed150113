import type { ClientSession, Document, ObjectId } from 'mongodb'

import { rawCollection } from '../../src/database/handles.ts'
import type { SchedulePlan } from '../../src/domain/arming.ts'
import { MEDIA, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { compileRows } from '../arming/compileRows.ts'
import type { ArmingDependencies } from '../arming/dependencies.ts'
import { keepLinks } from '../arming/keepLinks.ts'
import { type Sources, type StoredRow, toObjectId } from '../arming/sources.ts'
import { worksOf } from '../rights/readLicence.ts'
import type { CompiledRow, WriteRowsArgs } from '../arming/writeRows.ts'

export interface ContentOfArgs {
  channels: readonly Document[]
  dependencies: ArmingDependencies
  pinnedVersion: string | null
  schedule: SchedulePlan
  session: ClientSession
  sources: Sources
}

/** What further occurrences of an armed schedule carry. */
export type OccurrenceContent = Pick<WriteRowsArgs, 'compiled' | 'relations' | 'versionId' | 'works'>

/**
 * Finds what further occurrences of an armed schedule carry, one content per channel; null when there is none left.
 *
 * Pinned content is taken from a row that carries it already: it is what was approved and compiled then, whatever has
 * become of the version since. A channel that has none, and whoever asks for the latest, gets a version compiled.
 */
export async function contentOf(args: ContentOfArgs): Promise<OccurrenceContent | null> {
  const { channels, pinnedVersion, schedule } = args
  const copied = schedule.content === 'pinned' && pinnedVersion !== null ? await copyRows(args, pinnedVersion) : null
  const missing = channels.filter(({ _id }) => !copied?.compiled.some(({ channelId }) => channelId === String(_id)))

  if (copied !== null && missing.length === 0) {
    return copied
  }

  const compiled = await compileMissing({ ...args, channels: missing })

  if (copied === null || compiled === null) {
    return compiled ?? copied
  }

  return { ...copied, compiled: [...copied.compiled, ...compiled.compiled] }
}

async function copyRows(
  { channels, dependencies: { payload }, schedule, session }: ContentOfArgs,
  versionId: string,
): Promise<OccurrenceContent | null> {
  const rows = rawCollection<StoredRow>(payload, PUBLICATIONS)
  const filter = { schedule: toObjectId(schedule.id) as ObjectId, versionId }
  const newest = await rows
    .aggregate<{ id: string }>(
      [
        { $match: filter },
        { $project: { channel: 1, occurrenceAt: 1 } },
        { $sort: { occurrenceAt: 1 } },
        { $group: { _id: '$channel', id: { $last: '$_id' } } },
      ],
      { session },
    )
    .toArray()
  const found = await rows.find({ _id: { $in: newest.map(({ id }) => id) } }, { session }).toArray()
  const [first] = found

  if (first === undefined) {
    return null
  }

  const { campaign, challenge, collaboration } = first
  const modes = new Map(channels.map((channel) => [String(channel['_id']), channel['mode'] as unknown]))

  return {
    compiled: found.map(({ channel, content, contentHash }): CompiledRow => ({
      channelId: String(channel),
      content,
      contentHash,
      faults: [],
      isRehearsal: modes.get(String(channel)) === 'rehearsal',
      // Made when this content was first compiled.
      link: null,
    })),
    relations: { campaign, challenge, collaboration },
    versionId,
    works: first.works ?? [],
  }
}

async function compileMissing({
  channels,
  dependencies: { clock, payload, registry, renditions, secrets },
  pinnedVersion,
  schedule,
  session,
  sources,
}: ContentOfArgs): Promise<OccurrenceContent | null> {
  const version =
    schedule.content === 'latest'
      ? await sources.findNewestApproved(schedule.postId)
      : pinnedVersion === null
        ? null
        : await sources.findVersion(pinnedVersion)

  if (version === null) {
    return null
  }

  const publicPath = `${payload.config.routes.api}/${MEDIA}/file`
  const { rows } = await compileRows({ channels, publicPath, registry, renditions, secrets, sources, version })
  const { campaign, challenge, collaboration } = version.version

  await keepLinks({ links: rows.map(({ link }) => link), now: clock(), payload, session })

  return {
    compiled: rows,
    relations: { campaign, challenge, collaboration },
    versionId: String(version._id),
    works: worksOf(version.version),
  }
}
