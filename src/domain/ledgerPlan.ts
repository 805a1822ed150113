import type { Reason } from './errors.ts'
import type { PublicationState } from './publication.ts'
import { reason } from './reasons/reason.ts'

/** A row of the ledger as far as planning cares. */
export interface LedgerRow {
  channelId: string
  id: string
  state: PublicationState
}

/** A row that a schedule wants. */
export interface WantedRow {
  channelId: string
  id: string
}

export interface LedgerPlan<Wanted extends WantedRow = WantedRow> {
  /** Rows to stop: they are not wanted any more, and nothing has left yet. */
  cancel: string[]
  insert: Wanted[]
  refusals: Reason[]
  /** Rows that are there and take the new content and time. */
  renew: Wanted[]
}

const OUT: readonly PublicationState[] = ['published', 'withdrawn']
export const STOPPABLE: readonly PublicationState[] = ['armed', 'claimed', 'awaiting-operator', 'blocked']
export const RENEWABLE: readonly PublicationState[] = [...STOPPABLE, 'cancelled', 'failed', 'missed']

/**
 * Compares what a schedule that comes once wants with what the ledger holds of it.
 *
 * A channel that the schedule has already reached is left out: moving the rest must not send it twice.
 * What is on its way, or whose outcome is unknown, refuses the whole change.
 */
export function planLedger<Wanted extends WantedRow>({
  held,
  wanted,
}: {
  held: readonly LedgerRow[]
  wanted: readonly Wanted[]
}): LedgerPlan<Wanted> {
  const refusals = [...findSending(held), ...findUnconfirmed(held)]
  const reached = held.filter((row) => OUT.includes(row.state)).map((row) => row.channelId)
  const open = wanted.filter((row) => !reached.includes(row.channelId))
  const isHeld = (id: string) => held.some((row) => row.id === id && RENEWABLE.includes(row.state))

  if (open.length === 0 && refusals.length === 0) {
    refusals.push(reason('DONE', { path: 'state' }))
  }

  return {
    cancel: held
      .filter((row) => STOPPABLE.includes(row.state) && !open.some((each) => each.id === row.id))
      .map((row) => row.id),
    insert: open.filter((row) => !isHeld(row.id)),
    refusals,
    renew: open.filter((row) => isHeld(row.id)),
  }
}

/** Plans to stop all that a schedule has not sent yet; what is leaving at this moment refuses it. */
export function planStop(held: readonly LedgerRow[]): Pick<LedgerPlan, 'cancel' | 'refusals'> {
  return {
    cancel: held.filter((row) => STOPPABLE.includes(row.state)).map((row) => row.id),
    refusals: findSending(held),
  }
}

export const findSending = (held: readonly LedgerRow[]): Reason[] =>
  held
    .filter((row) => row.state === 'sending')
    .map((row) => reason('SENDING', { path: 'state', values: { id: row.id } }))

const findUnconfirmed = (held: readonly LedgerRow[]): Reason[] =>
  held
    .filter((row) => row.state === 'unconfirmed')
    .map((row) => reason('UNCONFIRMED', { path: 'state', values: { id: row.id } }))
