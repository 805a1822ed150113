import type { EngagementFact, EngagementType, Money, ReferenceKind } from './engagement.ts'
import { ENGAGEMENT_TYPES, MONEY_TYPES, REFERENCE_KINDS } from './engagement.ts'
import type { Reason } from './errors.ts'
import { parseInstant } from './instant.ts'
import { reason, type ReasonArgs, type ReasonCode } from './reasons/reason.ts'

/** An event as it came, read but not yet placed in time. */
export type ParsedEvent = { fact: EngagementFact } | { reason: Reason }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
const OBJECT_ID = /^[0-9a-f]{24}$/i
const PUBLICATION_ID = /^[0-9a-f]{32}$/i
const MEMBER = /^[\w.:-]{1,64}$/
const CURRENCY = /^[A-Z]{3}$/
const MAX_AMOUNT_MINOR = 1_000_000_000_000

/**
 * Reads one event of `POST /engagement/v1/events`.
 *
 * Takes nothing on trust and coerces nothing: an epoch number for a time or a text for an amount
 * would count silently wrong, so it is refused with the field that is to be mended.
 */
export function parseEngagementEvent(input: unknown): ParsedEvent {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return refuse('BAD_EVENT')
  }

  const event = input as Record<string, unknown>

  if (typeof event['id'] !== 'string' || !UUID.test(event['id'])) {
    return refuse('BAD_ID', { path: 'id' })
  }

  if (!isEngagementType(event['type'])) {
    return refuse('BAD_TYPE', { path: 'type', values: { types: ENGAGEMENT_TYPES.join(', ') } })
  }

  const occurredAt = parseInstant(event['occurredAt'])

  if (occurredAt === null) {
    return { reason: notAnInstant('occurredAt') }
  }

  const fact: EngagementFact = { id: event['id'].toLowerCase(), occurredAt, type: event['type'] }
  const fault = addReferences(fact, event) ?? addMember(fact, event['member']) ?? addValue(fact, event['value'])

  return fault === null ? { fact } : { reason: fault }
}

const isEngagementType = (value: unknown): value is EngagementType =>
  (ENGAGEMENT_TYPES as readonly unknown[]).includes(value)

/** A time of the wire that is none. */
export const notAnInstant = (name: string): Reason => ({
  ...reason('NOT_AN_INSTANT', { path: name, values: { name } }),
  code: 'BAD_TIME',
  says: 'NOT_AN_INSTANT',
})

const refuse = (code: ReasonCode, args: ReasonArgs = {}): { reason: Reason } => ({ reason: reason(code, args) })

function addReferences(fact: EngagementFact, event: Record<string, unknown>): Reason | null {
  for (const kind of REFERENCE_KINDS) {
    const id = event[kind]

    if (id === undefined || id === null) {
      continue
    }

    if (typeof id !== 'string' || !shapeOf(kind).test(id)) {
      return reason('BAD_REFERENCE', { path: kind, values: { kind } })
    }

    fact[kind] = id.toLowerCase()
  }

  return null
}

const shapeOf = (kind: ReferenceKind): RegExp => (kind === 'publication' ? PUBLICATION_ID : OBJECT_ID)

function addMember(fact: EngagementFact, member: unknown): Reason | null {
  if (member === undefined || member === null) {
    return null
  }

  // No @, no spaces: a pseudonym, so that nobody's address lands in the log by accident.
  if (typeof member !== 'string' || !MEMBER.test(member)) {
    return reason('BAD_MEMBER', { path: 'member' })
  }

  fact.member = member

  return null
}

function addValue(fact: EngagementFact, value: unknown): Reason | null {
  if (value === undefined || value === null) {
    return null
  }

  if (!(MONEY_TYPES as readonly string[]).includes(fact.type)) {
    return {
      ...reason('NO_VALUE', { path: 'value', values: { types: MONEY_TYPES.join(', ') } }),
      code: 'BAD_VALUE',
      says: 'NO_VALUE',
    }
  }

  if (!isMoney(value)) {
    return reason('BAD_VALUE', { path: 'value' })
  }

  fact.value = { amountMinor: value.amountMinor, currency: value.currency }

  return null
}

function isMoney(value: unknown): value is Money {
  const { amountMinor, currency } = Object(value) as Partial<Record<keyof Money, unknown>>

  return (
    Number.isSafeInteger(amountMinor) &&
    (amountMinor as number) >= 0 &&
    (amountMinor as number) <= MAX_AMOUNT_MINOR &&
    typeof currency === 'string' &&
    CURRENCY.test(currency)
  )
}
