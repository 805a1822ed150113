import { InvalidInputError, type Reason } from './errors.ts'
import { parseInstant } from './instant.ts'
import { reason } from './reasons/reason.ts'

export const OCCURRENCE_SCOPES = ['this', 'following', 'all'] as const

/** Which occurrences an act is about: one, it and those after it, or all that have not gone out. */
export type OccurrenceScope = (typeof OCCURRENCE_SCOPES)[number]

export const OCCURRENCE_ACTIONS = ['move', 'cancel'] as const

export type OccurrenceAction = (typeof OCCURRENCE_ACTIONS)[number]

/** What a person does to an occurrence of a schedule. */
export interface OccurrenceAct {
  action: OccurrenceAction
  /** The instant that the schedule names: `occurrenceAt` of its publications. */
  occurrenceAt: Date
  scope: OccurrenceScope
  /** Where it goes; null for a cancellation. */
  to: Date | null
}

/**
 * Reads `{scope, action, occurrenceAt, to?}`.
 *
 * @throws InvalidInputError with every reason.
 */
export function parseOccurrenceAct(body: Record<string, unknown>): OccurrenceAct {
  const action = OCCURRENCE_ACTIONS.find((each) => each === body['action'])
  const scope = OCCURRENCE_SCOPES.find((each) => each === body['scope'])
  const occurrenceAt = parseInstant(body['occurrenceAt'])
  const to = parseInstant(body['to'])
  const reasons: Reason[] = []

  if (action === undefined) {
    reasons.push(reason('OCCURRENCE_ACTION', { path: 'action' }))
  }

  if (scope === undefined) {
    reasons.push(reason('OCCURRENCE_SCOPE', { path: 'scope' }))
  }

  if (occurrenceAt === null) {
    reasons.push(reason('OCCURRENCE_AT', { path: 'occurrenceAt' }))
  }

  if (action === 'move' && to === null) {
    reasons.push(reason('OCCURRENCE_TO', { path: 'to' }))
  }

  if (action === undefined || scope === undefined || occurrenceAt === null || reasons.length > 0) {
    throw new InvalidInputError(reasons.map(({ message }) => message).join('; '), reasons)
  }

  return { action, occurrenceAt, scope, to: action === 'move' ? to : null }
}
