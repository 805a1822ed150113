import type { SchedulePlan } from '../../src/domain/arming.ts'
import type { Sources, StoredVersion } from './sources.ts'

export interface FindVersionArgs {
  /** The version that is to go out and no other, unless it is another post's; null where nothing is pinned, or is to be pinned anew. */
  kept: string | null
  schedule: Pick<SchedulePlan, 'content' | 'postId'>
  sources: Sources
}

/**
 * The version of a post that a schedule sends; null when there is none.
 *
 * Whoever asks for the latest approved version gets it, however long a draft has been waiting above it. A version that is kept
 * and has been pruned is never replaced by another: what was approved is what goes out.
 */
export async function findVersion({
  kept,
  schedule: { content, postId },
  sources,
}: FindVersionArgs): Promise<StoredVersion | null> {
  if (content === 'latest') {
    return (await sources.findNewestApproved(postId)) ?? sources.findNewestVersion(postId)
  }

  const pinned = kept === null ? null : await sources.findVersion(kept)
  const isOfAnother = pinned !== null && String(pinned.parent) !== postId

  return kept === null || isOfAnother ? sources.findNewestVersion(postId) : pinned
}
