import { DAY, MINUTE } from './duration.ts'
import type { EngagementFact } from './engagement.ts'
import { notAnInstant, parseEngagementEvent } from './engagementEvent.ts'
import { findSenderRefusal } from './engagementSender.ts'
import type { Reason } from './errors.ts'
import { InvalidInputError } from './errors.ts'
import type { Principal } from './http.ts'
import { parseInstant } from './instant.ts'
import { reason, type ReasonArgs, type ReasonCode } from './reasons/reason.ts'

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
    throw invalid('BAD_BODY', { path: 'events' })
  }

  if (events.length > MAX_EVENTS) {
    throw invalid('TOO_MANY_EVENTS', { path: 'events', values: { count: events.length, max: MAX_EVENTS } })
  }

  const shiftMs = findClockShift(sentAt, now)
  const batch: EventBatch = { facts: [], rejected: [] }

  events.forEach((event: unknown, index) => {
    const parsed = parseEngagementEvent(event)
    const fault = 'reason' in parsed ? parsed.reason : place(parsed.fact, { now, principal, shiftMs })

    if (fault === null && 'fact' in parsed) {
      batch.facts.push({ fact: parsed.fact, index })
    } else if (fault !== null) {
      batch.rejected.push({ index, ...fault })
    }
  })

  return batch
}

const invalid = (code: ReasonCode, args: ReasonArgs): InvalidInputError => refused(reason(code, args))

const refused = (given: Reason): InvalidInputError => new InvalidInputError(given.message, [given])

function findClockShift(sentAt: unknown, now: Date): number {
  if (sentAt === undefined || sentAt === null) {
    return 0
  }

  const sent = parseInstant(sentAt)

  if (sent === null) {
    throw refused(notAnInstant('sentAt'))
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
    return reason('IN_FUTURE', { path: 'occurredAt', values: { minutes: MAX_FUTURE_MS / MINUTE } })
  }

  if (ageMs > MAX_AGE_MS) {
    return reason('TOO_OLD', { path: 'occurredAt' })
  }

  if (ageMs > LATE_AFTER_MS) {
    fact.late = true
  }

  return findSenderRefusal({ principal, type: fact.type })
}
