import type { Reason } from './errors.ts'
import type { PublicationState, UnwantedCode } from './publication.ts'
import { reason } from './reasons/reason.ts'
import { mayBeOut } from './unknownOutcome.ts'

/** A row of the ledger as far as planning cares. */
export interface LedgerRow {
  channelId: string
  /** Why it is where it is. */
  errorCode?: string | null
  id: string
  /** True of an earlier occurrence of what was a repeat. */
  isOfRepeat?: boolean
  /** True while a person has it in hand, or its channel makes it wait. */
  isUnderWay?: boolean
  /** Which post it is of. */
  postId?: string
  state: PublicationState
  updatedAt?: Date
  /** Set where an earlier send may be out. */
  unknownSince?: Date | null
  /** Set where it was stopped while its outcome was unknown. */
  unwanted?: UnwantedCode | null
}

/** Why a row is cancelled for good, whatever becomes of its schedule: a person said so, or it went out at another time. */
const FOR_GOOD: readonly string[] = ['CANCELLED', 'SENT_BEFORE_MOVE', 'SKIPPED']

/** A row that a schedule wants. */
export interface WantedRow {
  channelId: string
  id: string
}

export interface LedgerPlan<Wanted extends WantedRow = WantedRow> {
  /** Rows to stop: they are not wanted any more, and nothing has left yet, or another takes their place. */
  cancel: string[]
  insert: Wanted[]
  refusals: Reason[]
  /** Rows that are there and take the new content and time. */
  renew: Wanted[]
  /** Rows whose outcome is unknown, and that a pause had stopped: wanted again. */
  rewant: string[]
  /** Rows whose outcome is unknown: what is not out is not to be sent any more. */
  unwant: string[]
}

export const OUT: readonly PublicationState[] = ['published', 'withdrawn']
export const STOPPABLE: readonly PublicationState[] = ['armed', 'claimed', 'awaiting-operator', 'blocked']
/** What a person may still send again. */
export const REDRIVABLE: readonly PublicationState[] = ['failed', 'missed']
export const RENEWABLE: readonly PublicationState[] = [...STOPPABLE, ...REDRIVABLE, 'cancelled']

/**
 * Compares what a schedule that comes once wants with what the ledger holds of it.
 *
 * A channel that the schedule has already reached is left out: moving the rest must not send it twice. For the same reason
 * what failed or was missed there ends when another row takes its channel. A channel on which a person has cancelled it is left
 * out too, until the schedule is armed anew. Once it has published a post it takes no other: what stands would get it on some
 * channels only, or a second post where one was planned.
 * What is on its way, or whose outcome is unknown, refuses the whole change, unless a pause ends that changed nothing else.
 * Occurrences of the repeat that it once was say nothing of it: of them is only stopped what has not left.
 */
export function planLedger<Wanted extends WantedRow>({
  held: all,
  isAnew = false,
  isResume = false,
  keepsUnderWay = false,
  postId,
  wanted,
}: {
  held: readonly LedgerRow[]
  /** True where somebody asks for all of it: a plan is armed, or what is armed is armed again. */
  isAnew?: boolean
  /** True where a pause of the schedule ends. */
  isResume?: boolean
  /** True where what goes out is what went out before, so that nobody is taken out of the hand what they have. */
  keepsUnderWay?: boolean
  /** Which post it is to publish. */
  postId?: string
  wanted: readonly Wanted[]
}): LedgerPlan<Wanted> {
  const held = all.filter(({ id, isOfRepeat }) => isOfRepeat !== true || wanted.some((each) => each.id === id))
  const earlier = planStop(all.filter((row) => !held.includes(row)))
  const rewant = isResume ? findPaused(held.filter(({ id }) => wanted.some((each) => each.id === id))) : []
  const refusals = [...findSending(held), ...findUnconfirmed(held.filter(({ id }) => !rewant.includes(id)))]
  const out = held.filter(({ state }) => OUT.includes(state))
  const closed = [...out, ...(isAnew ? [] : findCalledOff(held))].map(({ channelId }) => channelId)
  const open = wanted.filter((row) => !closed.includes(row.channelId) && !rewant.includes(row.id))
  const isReplaced = ({ channelId, state }: LedgerRow) =>
    REDRIVABLE.includes(state) && open.some((each) => each.channelId === channelId)
  const isHeld = (id: string) => held.some((row) => row.id === id && RENEWABLE.includes(row.state))

  if (out.length > 0 && held.every((row) => row.postId !== postId)) {
    refusals.push(reason('OTHER_POST_OUT', { path: 'post' }))
  }

  if (open.length + rewant.length + refusals.length === 0) {
    refusals.push(reason('DONE', { path: 'state' }))
  }

  const unwanted = held
    .filter((row) => isStoppable(row) || isReplaced(row))
    .filter((row) => !open.some((each) => each.id === row.id))

  return {
    cancel: [...unwanted.map(({ id }) => id), ...earlier.cancel],
    insert: open.filter((row) => !isHeld(row.id)),
    refusals: [...refusals, ...earlier.refusals],
    renew: open.filter(
      ({ id }) => isHeld(id) && !(keepsUnderWay && held.some((row) => row.id === id && row.isUnderWay)),
    ),
    rewant,
    unwant: earlier.unwant,
  }
}

/** Their outcome is unknown, and a pause is why they would not be sent again. */
export const findPaused = (held: readonly LedgerRow[]): string[] =>
  held.filter(({ state, unwanted }) => state === 'unconfirmed' && unwanted === 'SCHEDULE_PAUSED').map(({ id }) => id)

/**
 * Plans to stop all that a schedule has not sent yet; what is leaving at this moment refuses it.
 *
 * What may be out already can neither be stopped nor stand in the way of a stop: it is only never sent again.
 */
export function planStop(held: readonly LedgerRow[]): Pick<LedgerPlan, 'cancel' | 'refusals' | 'unwant'> {
  return {
    cancel: held.filter(isStoppable).map((row) => row.id),
    refusals: findSending(held),
    unwant: findUnknown(held),
  }
}

/** Rows that a person cancelled, where nothing has been armed on their channel since. */
function findCalledOff(held: readonly LedgerRow[]): LedgerRow[] {
  const inOrder = held.toSorted((one, other) => (one.updatedAt?.getTime() ?? 0) - (other.updatedAt?.getTime() ?? 0))
  const newest = new Map(inOrder.map((row) => [row.channelId, row]))

  return [...newest.values()].filter(isForGood)
}

/** Cancelled by a person, or because it went out before, means never again. */
export const isForGood = ({ errorCode, state }: Pick<LedgerRow, 'errorCode' | 'state'>): boolean =>
  state === 'cancelled' && FOR_GOOD.includes(errorCode ?? '')

/** Nothing of it has left. */
export const isStoppable = (row: LedgerRow): boolean => STOPPABLE.includes(row.state) && !isUnknown(row)

/** Between an unclear answer and the next send a row may stand as if nothing of it had left. */
export const isUnknown = (row: LedgerRow): boolean =>
  row.state === 'unconfirmed' || (STOPPABLE.includes(row.state) && mayBeOut(row))

export const findUnknown = (held: readonly LedgerRow[]): string[] => held.filter(isUnknown).map(({ id }) => id)

export const findSending = (held: readonly LedgerRow[]): Reason[] =>
  held
    .filter((row) => row.state === 'sending')
    .map((row) => reason('SENDING', { path: 'state', values: { id: row.id } }))

const findUnconfirmed = (held: readonly LedgerRow[]): Reason[] =>
  held.filter(isUnknown).map((row) => reason('UNCONFIRMED', { path: 'state', values: { id: row.id } }))
