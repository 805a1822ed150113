import type { Reason } from './errors.ts'
import type { PublicationAction, PublicationState, ScheduleState, UnwantedCode } from './publication.ts'
import { canTransition } from './publicationStates.ts'
import type { Role } from './roles.ts'
import { reason } from './reasons/reason.ts'

/** Which roles may act on publications; a reviewer may also stop what goes wrong. */
export const PUBLICATION_ACTION_ROLES: Record<PublicationAction, readonly Role[]> = {
  // Those who run the groups publish there by hand.
  attest: ['admin', 'editor', 'reviewer', 'community-manager'],
  cancel: ['admin', 'editor', 'reviewer'],
  'publish-now': ['admin', 'editor', 'reviewer'],
  resolve: ['admin', 'editor', 'reviewer'],
  retry: ['admin', 'editor', 'reviewer'],
  withdraw: ['admin', 'editor', 'reviewer'],
}

/** The states from which an action makes sense; the compare-and-set of the act uses the same list. */
export const PUBLICATION_ACTION_STATES: Record<PublicationAction, readonly PublicationState[]> = {
  attest: ['awaiting-operator', 'unconfirmed'],
  cancel: ['armed', 'claimed', 'blocked', 'missed', 'failed', 'awaiting-operator'],
  'publish-now': ['armed', 'blocked', 'missed'],
  resolve: ['unconfirmed'],
  retry: ['failed', 'blocked', 'missed'],
  withdraw: ['published'],
}

/** The actions that fit a state, in the order in which a person would want them. */
export function findActionsFor(state: PublicationState): PublicationAction[] {
  const inOrder: PublicationAction[] = ['publish-now', 'retry', 'resolve', 'attest', 'withdraw', 'cancel']

  return inOrder.filter((action) => PUBLICATION_ACTION_STATES[action].includes(state))
}

const STOPS = { cancelled: 'SCHEDULE_CANCELLED', paused: 'SCHEDULE_PAUSED' } as const

/** Why nothing is sent of a schedule that stands like this, not by a person's act either; null where nothing stops it. */
export const findStop = (schedule: ScheduleState | undefined): (typeof STOPS)[keyof typeof STOPS] | null =>
  schedule === 'cancelled' || schedule === 'paused' ? STOPS[schedule] : null

/** What an act asks the ledger to write. */
export type ActDecision =
  | { action: 'refuse'; reasons: Reason[] }
  /** `code` where a stop before is why, and not this act. */
  | { action: 'cancel'; code?: UnwantedCode }
  | { action: 'send'; ignoresLateness: true }
  | { action: 'settle'; url: string | null }
  /** A person took it down on the platform. */
  | { action: 'take-down' }
  /** It may be out already, so that nobody can say that it is cancelled: it is looked for, and not sent again. */
  | { action: 'unwant'; code: UnwantedCode }
  | { action: 'withdraw' }

export interface DecideActArgs {
  action: PublicationAction
  /** What the person sent with the act: `url` for attest, `outcome` and `url` for resolve, `byHand` for withdraw. */
  data: Record<string, unknown>
  /** Why it stands where it stands. */
  error?: Reason | null
  /** False where a post has no address, such as a message in a group; only for attest. */
  isUrlRequired?: boolean
  /** True where an earlier send may be out; who has seen it failed or missed has looked. */
  mayBeOut?: boolean
  state: PublicationState
  /** Set where it or its schedule was stopped while its outcome was unknown. */
  unwanted?: UnwantedCode | null
}

/**
 * Decides what a person's act on one publication does.
 *
 * `resolve` is a person's word on an unknown outcome: `published` (with the address, if known),
 * `absent` (it is not there: send again, unless its schedule was stopped) or `cancelled`.
 */
export function decideAct({
  action,
  data,
  error = null,
  isUrlRequired = true,
  mayBeOut = false,
  state,
  unwanted = null,
}: DecideActArgs): ActDecision {
  if (!PUBLICATION_ACTION_STATES[action].includes(state)) {
    const why = state === 'cancelled' && error !== null ? [error] : []

    return { action: 'refuse', reasons: [reason('STATE', { path: 'state', values: { action, from: state } }), ...why] }
  }

  switch (action) {
    case 'publish-now':
    case 'retry':
      return { action: 'send', ignoresLateness: true }
    case 'cancel':
      return mayBeOut && canTransition(state, 'unconfirmed')
        ? { action: 'unwant', code: 'CANCELLED' }
        : { action: 'cancel' }
    case 'withdraw':
      return { action: data['byHand'] === true ? 'take-down' : 'withdraw' }
    case 'attest':
      return decideSettlement(data, { isUrlRequired })
    case 'resolve':
      return decideResolution(data, unwanted)
  }
}

function decideResolution(data: Record<string, unknown>, unwanted: UnwantedCode | null): ActDecision {
  switch (data['outcome']) {
    case 'published':
      return decideSettlement(data, { isUrlRequired: false })
    case 'absent':
      return unwanted === null ? { action: 'send', ignoresLateness: true } : { action: 'cancel', code: unwanted }
    case 'cancelled':
      return { action: 'cancel' }
    default:
      return { action: 'refuse', reasons: [reason('OUTCOME', { path: 'outcome' })] }
  }
}

function decideSettlement(data: Record<string, unknown>, { isUrlRequired }: { isUrlRequired: boolean }): ActDecision {
  const { url } = data

  if (url === undefined || url === null || url === '') {
    return isUrlRequired
      ? { action: 'refuse', reasons: [reason('URL', { path: 'url' })] }
      : { action: 'settle', url: null }
  }

  if (typeof url !== 'string' || !/^https?:\/\/[^\s]+$/u.test(url) || !URL.canParse(url)) {
    return { action: 'refuse', reasons: [reason('URL', { path: 'url' })] }
  }

  return { action: 'settle', url }
}
