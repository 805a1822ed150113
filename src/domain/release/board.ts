import type { Reason } from '../errors.ts'
import type { PublicationError, PublicationState } from '../publication.ts'
import type { ItemUndo, OnFailure, ReleaseAction, ReleaseItemState, ReleaseState, RevertMode } from './release.ts'

/** One item of a release as a page or a script sees it; instants are ISO texts. */
export interface ProgressItem {
  action: ReleaseAction
  after: readonly string[]
  at: null | string
  begunAt: null | string
  channels: string[]
  doneAt: null | string
  error: null | Reason
  key: string
  publications: ProgressRow[]
  state: ReleaseItemState
  subject: { id: string; slug: string; title: string }
  undo: Pick<ItemUndo, 'error' | 'state'>
}

/** One publication of an item, as the ledger has it. */
export interface ProgressRow {
  channel: string
  dueAt: string
  error: null | PublicationError
  id: string
  restores: null | string
  state: PublicationState
}

/** What `GET /api/campaigns/:id/release` answers. */
export interface ReleaseProgress {
  armedAt: null | string
  counts: Record<ReleaseItemState, number>
  endAt: null | string
  items: ProgressItem[]
  /** The database's clock. */
  now: string
  onFailure: OnFailure
  revert: RevertMode
  state: ReleaseState
}
