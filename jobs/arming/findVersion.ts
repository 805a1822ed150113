import type { SchedulePlan } from '../../src/domain/arming.ts'
import type { Sources, StoredVersion } from './sources.ts'

export interface FindVersionArgs {
  pin: 'keep' | 'newest'
  pinnedVersion: string | null
  schedule: Pick<SchedulePlan, 'content' | 'postId'>
  sources: Sources
}

/**
 * The version of a post that a schedule sends; null when there is none.
 *
 * Whoever asks for the latest approved version gets it, however long a draft has been waiting above it.
 */
export async function findVersion({
  pin,
  pinnedVersion,
  schedule: { content, postId },
  sources,
}: FindVersionArgs): Promise<StoredVersion | null> {
  if (content === 'latest') {
    return (await sources.findNewestApproved(postId)) ?? sources.findNewestVersion(postId)
  }

  const pinned = pin === 'keep' && pinnedVersion !== null ? await sources.findVersion(pinnedVersion) : null

  return pinned ?? sources.findNewestVersion(postId)
}
