import { InvalidInputError, type Reason } from '../errors.ts'
import { parseInstant } from '../instant.ts'
import { reason } from '../reasons/reason.ts'

/** Fields of a schedule that are changed while it stands as somebody saw it. */
export const EDITED_FIELDS = ['channels', 'publishAt', 'publishAt_tz', 'recurrence', 'state'] as const

export type EditedField = (typeof EDITED_FIELDS)[number]

export interface ScheduleEdit {
  /** What the person saw: the edit is refused when the schedule was changed since. */
  expectedUpdatedAt: Date
  /** As a save of the schedule takes them, and checks them. */
  fields: Partial<Record<EditedField, unknown>>
}

/**
 * Reads `{channels?, publishAt?, publishAt_tz?, recurrence?, state?, expectedUpdatedAt}`; what is not named stays.
 *
 * @throws InvalidInputError with every reason.
 */
export function parseScheduleEdit(body: Record<string, unknown>): ScheduleEdit {
  const reasons: Reason[] = []
  const expectedUpdatedAt = parseInstant(body['expectedUpdatedAt'])

  if (expectedUpdatedAt === null) {
    reasons.push(reason('EXPECTED_UPDATED_AT', { path: 'expectedUpdatedAt' }))
  }

  if (body['publishAt'] !== undefined && parseInstant(body['publishAt']) === null) {
    reasons.push(reason('PUBLISH_AT', { path: 'publishAt' }))
  }

  if (expectedUpdatedAt === null || reasons.length > 0) {
    throw new InvalidInputError(reasons.map(({ message }) => message).join('; '), reasons)
  }

  const named = EDITED_FIELDS.filter((name) => body[name] !== undefined)

  return { expectedUpdatedAt, fields: Object.fromEntries(named.map((name) => [name, body[name]])) }
}
