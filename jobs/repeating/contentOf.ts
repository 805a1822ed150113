import type { ClientSession, Document } from 'mongodb'

import type { SchedulePlan } from '../../src/domain/arming.ts'
import { compileVersion } from '../arming/compileVersion.ts'
import { type CarriedContent, copyRows } from '../arming/copyRows.ts'
import type { ArmingDependencies } from '../arming/dependencies.ts'
import { keepLinks } from '../arming/keepLinks.ts'
import type { Sources } from '../arming/sources.ts'

export interface ContentOfArgs {
  channels: readonly Document[]
  dependencies: ArmingDependencies
  pinnedVersion: string | null
  schedule: SchedulePlan
  session: ClientSession
  sources: Sources
}

/**
 * Finds what further occurrences of an armed schedule carry, one content per channel; null when there is none left.
 *
 * Pinned content is taken from a row that carries it already: it is what was approved and compiled then, whatever has
 * become of the version since. A channel that has none, and whoever asks for the latest, gets a version compiled.
 */
export async function contentOf(args: ContentOfArgs): Promise<CarriedContent | null> {
  const { channels, dependencies, pinnedVersion, schedule } = args
  const copied =
    schedule.content === 'pinned' && pinnedVersion !== null
      ? await copyRows({ ...args, payload: dependencies.payload, versionId: pinnedVersion })
      : null
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

async function compileMissing({
  channels,
  dependencies,
  pinnedVersion,
  schedule,
  session,
  sources,
}: ContentOfArgs): Promise<CarriedContent | null> {
  const version =
    schedule.content === 'latest'
      ? await sources.findNewestApproved(schedule.postId)
      : pinnedVersion === null
        ? null
        : await sources.findVersion(pinnedVersion)

  if (version === null) {
    return null
  }

  const { clock, payload } = dependencies
  const content = await compileVersion({ channels, dependencies, sources, version })

  await keepLinks({ links: content.compiled.map(({ link }) => link), now: clock(), payload, session })

  return content
}
