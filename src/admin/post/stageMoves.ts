import type { PostStage } from '../../domain/content.ts'
import type { Role } from '../../domain/roles.ts'

export interface StageMove {
  /** The one that most people would want next. */
  isMain: boolean
  label: 'approve' | 'reject' | 'reopen' | 'submit'
  to: PostStage
}

const WRITERS: readonly Role[] = ['admin', 'editor', 'community-manager', 'kol-manager']
const REVIEWERS: readonly Role[] = ['admin', 'reviewer']

/** The moves that a person may make from a stage, the likeliest first; the server decides in the end. */
export function findStageMoves({ roles, stage }: { roles: readonly Role[]; stage: PostStage }): StageMove[] {
  const may = (allowed: readonly Role[]): boolean => allowed.some((role) => roles.includes(role))
  const submit: StageMove = { isMain: !may(REVIEWERS), label: 'submit', to: 'in-review' }
  const approve: StageMove = { isMain: true, label: 'approve', to: 'approved' }
  const reject: StageMove = { isMain: false, label: 'reject', to: 'rejected' }
  const reopen: StageMove = { isMain: false, label: 'reopen', to: 'draft' }
  const writing = may(WRITERS)
  const reviewing = may(REVIEWERS)

  switch (stage) {
    case 'draft':
    case 'rejected':
      return [...(reviewing ? [approve] : []), ...(writing ? [submit] : [])]
    case 'in-review':
      return [...(reviewing ? [approve, reject] : []), ...(writing ? [reopen] : [])]
    case 'approved':
      return reviewing ? [reject] : []
    case 'archived':
      return writing ? [reopen] : []
  }
}
