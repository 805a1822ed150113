import type { Deduplication, ReconcileResult } from './channelAdapter.ts'
import { HOUR, SECOND } from './duration.ts'
import type { PublicationError, PublicationRow } from './publication.ts'
import { publicationError } from './reasons/publicationError.ts'
import { MAX_ATTEMPTS } from './refusal.ts'

/** A channel is asked at most so often whether it has a publication, before a person is. */
export const MAX_LOOKS = 8

const FIRST_LOOK_MS = 5 * SECOND
const LAST_LOOK_MS = HOUR

export type UnknownOutcomeDecision = { action: 'ask-person' } | { action: 'look' } | { action: 'send-again' }

export interface DecideUnknownOutcomeArgs {
  attempts: number
  /** True when the channel can be asked whether it has a publication. */
  canLook?: boolean
  deduplication: Deduplication
  /** True when its schedule was stopped meanwhile. */
  isUnwanted?: boolean
  looks: number
}

/**
 * Decides what may follow when nobody knows whether a publication went out.
 *
 * Only a channel that recognises our key may be sent to again; one that can be read is read first; with
 * neither, sending again could publish twice, so a person decides. What is not wanted any more is never sent again, by
 * whatever key: it is looked for where that is possible.
 */
export function decideUnknownOutcome({
  attempts,
  canLook = false,
  deduplication,
  isUnwanted = false,
  looks,
}: DecideUnknownOutcomeArgs): UnknownOutcomeDecision {
  if (isUnwanted) {
    return canLook && looks < MAX_LOOKS ? { action: 'look' } : { action: 'ask-person' }
  }

  switch (deduplication) {
    case 'deterministic-id':
    case 'native-key':
      return attempts >= MAX_ATTEMPTS ? { action: 'ask-person' } : { action: 'send-again' }
    case 'none':
      return { action: 'ask-person' }
    case 'reconcile-by-read':
      return looks >= MAX_LOOKS ? { action: 'ask-person' } : { action: 'look' }
  }
}

export type LookDecision =
  | { action: 'adopt' }
  | { action: 'ask-person' }
  /** It is not there, and nobody wants it there. */
  | { action: 'cancel' }
  | { action: 'look-again'; delayMs: number }
  | { action: 'send-again' }

export interface DecideAfterLookArgs {
  attempts: number
  /** True when a part of it stands there. */
  isHalfOut?: boolean
  isUnwanted?: boolean
  /** Looks so far, this one included. */
  looks: number
  result: ReconcileResult['state']
}

/** Decides what follows what the channel said; "absent" is trusted only from the second look on, because indexes lag. */
export function decideAfterLook({
  attempts,
  isHalfOut = false,
  isUnwanted = false,
  looks,
  result,
}: DecideAfterLookArgs): LookDecision {
  if (result === 'published') {
    return { action: 'adopt' }
  }

  if (result === 'absent' && looks >= 2) {
    if (isUnwanted) {
      return { action: isHalfOut ? 'ask-person' : 'cancel' }
    }

    if (attempts < MAX_ATTEMPTS) {
      return { action: 'send-again' }
    }
  }

  return looks >= MAX_LOOKS
    ? { action: 'ask-person' }
    : { action: 'look-again', delayMs: Math.min(LAST_LOOK_MS, FIRST_LOOK_MS * 3 ** (looks - 1)) }
}

/** Whether a channel knows by our key what it has had: sending again is safe, and tells. */
export const isKeyed = (deduplication: Deduplication): boolean =>
  deduplication === 'deterministic-id' || deduplication === 'native-key'

/** Whether an earlier send may be out, whatever became of the row since. */
export const mayBeOut = ({ unknownSince = null }: Pick<PublicationRow, 'unknownSince'>): boolean =>
  unknownSince !== null

/** What is known of its outcome; why it was held since says nothing of that. */
export const unknownError = ({ error, halfOut }: Pick<PublicationRow, 'error' | 'halfOut'>): PublicationError =>
  error?.class === 'unknown-outcome' ? error : (halfOut ?? publicationError('unknown-outcome', 'OUTCOME_UNKNOWN'))
