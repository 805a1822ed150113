import type { Labels } from './channelAdapter.ts'
import type { PostStage } from './content.ts'
import type { Role } from './roles.ts'

/** What of a post is reviewed; a change of any of it makes an approval void. */
export const REVIEWED_FIELDS = [
  'body',
  'brandAssets',
  'collaboration',
  'cover',
  'disclosure',
  'excerpt',
  'gallery',
  'kind',
  'offers',
  'slug',
  'title',
  'topics',
  'variants',
] as const

const REVIEWERS: readonly Role[] = ['admin', 'reviewer']

export interface DecideStageArgs {
  hasContentChanged: boolean
  /** The reason given with this save, or before it. */
  note: string
  previous: PostStage | null
  requested: PostStage
  /** Null where no person saves: an import, the demo, the ledger. */
  roles: readonly Role[] | null
}

export type StageDecision = { message: Labels; path: 'reviewNote' | 'stage' } | { stage: PostStage }

/**
 * Decides the stage that a post is saved with.
 *
 * What was approved is what goes out: so only reviewers approve, and an edit takes an approval back unless the
 * same save approves anew. A rejection says why. Code without a person is trusted.
 */
export function decideStage({ hasContentChanged, note, previous, requested, roles }: DecideStageArgs): StageDecision {
  if (roles === null) {
    return { stage: requested }
  }

  if (requested === (previous ?? 'draft')) {
    return { stage: hasContentChanged && requested !== 'in-review' ? 'draft' : requested }
  }

  if ((requested === 'approved' || requested === 'rejected') && !roles.some((role) => REVIEWERS.includes(role))) {
    return { message: ONLY_REVIEWERS, path: 'stage' }
  }

  return requested === 'rejected' && note.trim() === ''
    ? { message: REJECTION_NEEDS_REASON, path: 'reviewNote' }
    : { stage: requested }
}

const ONLY_REVIEWERS: Labels = {
  en: 'Only a reviewer or an administrator approves or rejects a post. Set it to "In review" instead.',
  zh: '只有审核或管理员可以通过或驳回内容，请改为“审核中”提交审核。',
}

const REJECTION_NEEDS_REASON: Labels = {
  en: 'Say in the review note why the post is rejected, so that the author can mend it.',
  zh: '请在审核意见中写明驳回原因，方便作者修改。',
}
