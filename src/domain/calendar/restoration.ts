import { InvalidInputError, type Reason } from '../errors.ts'
import { parseInstant } from '../instant.ts'
import { reason } from '../reasons/reason.ts'

/** How a repeat stood before an act on its occurrences, and what the person saw after it. */
export interface Restoration {
  expectedUpdatedAt: Date
  /** The schedule that took over, which goes; null when there is none. */
  following: { expectedUpdatedAt: Date; id: string } | null
  publishAt: Date
  recurrence: string | null
  unpublishAt: Date | null
}

/**
 * Reads `{publishAt, recurrence, unpublishAt, expectedUpdatedAt, following?: {id, updatedAt}}`.
 *
 * @throws InvalidInputError with every reason.
 */
export function parseRestoration(body: Record<string, unknown>): Restoration {
  const reasons: Reason[] = []
  const publishAt = parseInstant(body['publishAt'])
  const expectedUpdatedAt = parseInstant(body['expectedUpdatedAt'])
  const unpublishAt = body['unpublishAt'] ?? null
  const recurrence = body['recurrence'] ?? null
  const following = readFollowing(body['following'] ?? null)

  if (publishAt === null) {
    reasons.push(reason('PUBLISH_AT', { path: 'publishAt' }))
  }

  if (unpublishAt !== null && parseInstant(unpublishAt) === null) {
    reasons.push(reason('UNPUBLISH_AT', { path: 'unpublishAt' }))
  }

  if (recurrence !== null && typeof recurrence !== 'string') {
    reasons.push(reason('RECURRENCE_TEXT', { path: 'recurrence' }))
  }

  if (expectedUpdatedAt === null) {
    reasons.push(reason('EXPECTED_UPDATED_AT', { path: 'expectedUpdatedAt' }))
  }

  if (following === undefined) {
    reasons.push(reason('RESTORE_FOLLOWING', { path: 'following' }))
  }

  if (publishAt === null || expectedUpdatedAt === null || following === undefined || reasons.length > 0) {
    throw new InvalidInputError(reasons.map(({ message }) => message).join('; '), reasons)
  }

  return {
    expectedUpdatedAt,
    following,
    publishAt,
    recurrence: recurrence as string | null,
    unpublishAt: parseInstant(unpublishAt),
  }
}

/** Undefined for what cannot be understood. */
function readFollowing(value: unknown): Restoration['following'] | undefined {
  if (value === null || typeof value !== 'object') {
    return value === null ? null : undefined
  }

  const { id, updatedAt } = value as { id?: unknown; updatedAt?: unknown }
  const expectedUpdatedAt = parseInstant(updatedAt)

  return typeof id === 'string' && /^[\da-f]{24}$/.test(id) && expectedUpdatedAt !== null
    ? { expectedUpdatedAt, id }
    : undefined
}
