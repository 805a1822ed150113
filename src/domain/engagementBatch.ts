import { DAY, MINUTE } from './duration.ts'
import type { EngagementFact } from './engagement.ts'
import { parseEngagementEvent } from './engagementEvent.ts'
import { findSenderRefusal } from './engagementSender.ts'
import type { Reason } from './errors.ts'
import { InvalidInputError } from './errors.ts'
import type { Principal } from './http.ts'
import { parseInstant } from './instant.ts'

export const MAX_EVENTS = 1_000
export const LATE_AFTER_MS = 7 * DAY
export const MAX_AGE_MS = 3_650 * DAY
export const MAX_FUTURE_MS = 5 * MINUTE

/** A difference below this is transit, not a wrong clock. */
const CLOCK_SKEW_MS = MINUTE

export interface RejectedEvent extends Reason {
  /** Place in the array that was sent. */
  index: number
}

export interface EventBatch {
  facts: { fact: EngagementFact; index: number }[]
  rejected: RejectedEvent[]
}

export interface ParseEventsArgs {
  body: unknown
  now: Date
  principal: Principal | null
}

/**
 * Reads the body of `POST /engagement/v1/events`: `{events: […], sentAt?}`.
 *
 * Good events are taken even where others are bad; each bad one is named by its index, with a code.
 * `sentAt` is the sender's clock when it sent: where it is off by more than a minute all times of the
 * batch move by the difference, so that a phone with a wrong clock still counts in the right hour.
 *
 * @throws InvalidInputError when there is no array of events, or more than 1,000 of them.
 */
export function parseEvents({ body, now, principal }: ParseEventsArgs): EventBatch {
  const { events, sentAt } = Object(body) as Record<string, unknown>

  if (!Array.isArray(events)) {
    throw invalid('BAD_BODY', 'The body must be {"events": [...]}.', 'events')
  }

  if (events.length > MAX_EVENTS) {
    throw invalid('TOO_MANY_EVENTS', `Send at most ${MAX_EVENTS} events at once; these are ${events.length}.`, 'events')
  }

  const shiftMs = findClockShift(sentAt, now)
  const batch: EventBatch = { facts: [], rejected: [] }

  events.forEach((event: unknown, index) => {
    const parsed = parseEngagementEvent(event)
    const reason = 'reason' in parsed ? parsed.reason : place(parsed.fact, { now, principal, shiftMs })

    if (reason === null && 'fact' in parsed) {
      batch.facts.push({ fact: parsed.fact, index })
    } else if (reason !== null) {
      batch.rejected.push({ index, ...reason })
    }
  })

  return batch
}

const invalid = (code: string, message: string, path: string): InvalidInputError =>
  new InvalidInputError(message, [{ code, message, path }])

function findClockShift(sentAt: unknown, now: Date): number {
  if (sentAt === undefined || sentAt === null) {
    return 0
  }

  const sent = parseInstant(sentAt)

  if (sent === null) {
    throw invalid('BAD_TIME', 'sentAt must be an ISO 8601 instant with a zone.', 'sentAt')
  }

  const shiftMs = now.getTime() - sent.getTime()

  return Math.abs(shiftMs) > CLOCK_SKEW_MS ? shiftMs : 0
}

interface PlaceArgs {
  now: Date
  principal: Principal | null
  shiftMs: number
}

/** Sets the fact's true time and lateness; says why it cannot be taken. */
function place(fact: EngagementFact, { now, principal, shiftMs }: PlaceArgs): Reason | null {
  fact.occurredAt = new Date(fact.occurredAt.getTime() + shiftMs)
  const ageMs = now.getTime() - fact.occurredAt.getTime()

  if (ageMs < -MAX_FUTURE_MS) {
    const message = `occurredAt is in the future; more than ${MAX_FUTURE_MS / MINUTE} minutes ahead is refused.`

    return { code: 'IN_FUTURE', message, path: 'occurredAt' }
  }

  if (ageMs > MAX_AGE_MS) {
    return { code: 'TOO_OLD', message: 'occurredAt is more than ten years ago.', path: 'occurredAt' }
  }

  if (ageMs > LATE_AFTER_MS) {
    fact.late = true
  }

  return findSenderRefusal({ principal, type: fact.type })
}
