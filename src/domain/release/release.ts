import type { Reason } from '../errors.ts'
import type { Role } from '../roles.ts'
import { CHALLENGES, OFFERS, POSTS, SCHEDULES } from '../slugs.ts'

/** Where a release stands as a whole; a release that was never armed is a draft. */
export const RELEASE_STATES = [
  'draft',
  'armed',
  'running',
  'stopped',
  'done',
  'cancelled',
  'reverting',
  'reverted',
] as const

export type ReleaseState = (typeof RELEASE_STATES)[number]

export const RELEASE_ACTIONS = ['publish', 'withdraw', 'start', 'stop'] as const

/** What an item does: to a schedule (publish), to a post (withdraw), to an offer or a challenge (start, stop). */
export type ReleaseAction = (typeof RELEASE_ACTIONS)[number]

export const RELEASE_ITEM_STATES = ['waiting', 'begun', 'done', 'failed', 'skipped'] as const

export type ReleaseItemState = (typeof RELEASE_ITEM_STATES)[number]

/** What follows the first failure: nothing more begins, or all goes on that does not depend on it. */
export type OnFailure = 'continue' | 'stop'

/** What happens to a release's doing when its campaign ends. */
export type RevertMode = 'none' | 'restore' | 'withdraw'

/** Beyond this a release is several campaigns; one transaction must hold it. */
export const MAX_RELEASE_ITEMS = 100

/** The collections that an action can be about. */
export const RELEASE_SUBJECTS: Readonly<Record<ReleaseAction, readonly string[]>> = {
  publish: [SCHEDULES],
  start: [OFFERS, CHALLENGES],
  stop: [OFFERS, CHALLENGES],
  withdraw: [POSTS],
}

/** One line of a release, in the order in which its author put them. */
export interface ReleaseItem {
  action: ReleaseAction
  /** Keys of the items that must be done before this one begins. */
  after: readonly string[]
  /** Not before this instant; null for as soon as what it depends on is done. A schedule brings its own. */
  at: Date | null
  key: string
  subject: { id: string; slug: string }
}

/** What the end of a campaign does to one item. */
export interface ItemUndo {
  /** The rows were asked to come down. */
  asked: boolean
  error: Reason | null
  rows: readonly UndoneRow[]
  state: 'begun' | 'done' | 'failed' | 'none' | 'waiting'
}

/** A row that is taken back. */
export interface UndoneRow {
  /** Why what stood before does not come back. */
  error?: Reason
  /** The row that stood there before. */
  from: string | null
  /** It comes back where the newer one stood, and nobody is told anew. */
  isInPlace?: boolean
  /** The row that brings it back; null where nothing is to be sent for it. */
  restoredAs: string | null
  row: string
  /** When what comes back is to come down again; null for never. */
  untilAt?: Date | null
}

/** An item while its release runs. */
export interface RunItem extends ReleaseItem {
  /** What the subject said before the act, so that it can be said again. */
  before: Readonly<Record<string, unknown>> | null
  begunAt: Date | null
  doneAt: Date | null
  error: Reason | null
  /** The act was carried out, or, of a publication, what was left of it was taken back. */
  performed: boolean
  /** Rows of the ledger that a withdrawal is about. */
  rows: readonly string[]
  state: ReleaseItemState
  undo: ItemUndo
}

/** A release that was armed: the truth about its run. */
export interface ReleaseRun {
  items: readonly RunItem[]
  onFailure: OnFailure
  revert: RevertMode
  state: ReleaseState
}

export const RELEASE_ENDPOINTS = ['dry-run', 'arm', 'cancel', 'revert'] as const

export type ReleaseEndpoint = (typeof RELEASE_ENDPOINTS)[number]

/** Who may do what with a release; a reviewer may also stop what goes wrong. */
export const RELEASE_ROLES: Readonly<Record<ReleaseEndpoint, readonly Role[]>> = {
  arm: ['admin', 'editor'],
  cancel: ['admin', 'editor', 'reviewer'],
  'dry-run': ['admin', 'editor', 'reviewer'],
  revert: ['admin', 'editor', 'reviewer'],
}

/**
 * Where a release may go from each state; a move that is not here is a bug.
 *
 * A stopped one can be armed again: what is done stays done, the rest begins anew.
 */
export const RELEASE_TRANSITIONS: Readonly<Record<ReleaseState, readonly ReleaseState[]>> = {
  armed: ['running', 'done', 'stopped', 'cancelled', 'reverting'],
  cancelled: ['armed', 'reverting'],
  done: ['armed', 'reverting'],
  draft: ['armed'],
  reverted: ['armed'],
  reverting: ['reverted'],
  running: ['done', 'stopped', 'cancelled', 'reverting'],
  stopped: ['armed', 'cancelled', 'reverting'],
}

export const canMoveRelease = (from: ReleaseState, to: ReleaseState): boolean => RELEASE_TRANSITIONS[from].includes(to)

/** While a release is one of these, its list cannot be edited. */
export const isUnderWay = (state: ReleaseState): boolean =>
  state === 'armed' || state === 'running' || state === 'reverting'

/** While a release is one of these, nothing of it goes on but what its campaign's end does. */
export const waitsForEnd = (state: ReleaseState): boolean => state === 'done' || state === 'stopped'

/** Nothing more happens to the item by itself. */
export const isSettled = ({ state }: Pick<RunItem, 'state'>): boolean =>
  state === 'done' || state === 'failed' || state === 'skipped'

/** Names a subject in the index that keeps an item out of a second armed release. */
export const holdKey = ({ id, slug }: ReleaseItem['subject']): string => `${slug}:${id}`

export const NO_UNDO: ItemUndo = { asked: false, error: null, rows: [], state: 'none' }

/** An item that nothing was done about yet. */
export const aWaitingItem = (item: ReleaseItem): RunItem => ({
  ...item,
  before: null,
  begunAt: null,
  doneAt: null,
  error: null,
  performed: false,
  rows: [],
  state: 'waiting',
  undo: NO_UNDO,
})
