import { ObjectId, UUID } from 'mongodb'

import type { EngagementFact, EngagementType, Money } from '../domain/engagement.ts'

/** One row of `engagement_events`; `_id` is the sender's UUID, which is what counts an event once. */
export interface StoredEvent {
  _id: UUID
  bot?: true
  campaign?: ObjectId
  challenge?: ObjectId
  channel?: ObjectId
  collaboration?: ObjectId
  count?: number
  late?: true
  link?: ObjectId
  member?: string
  occurredAt: Date
  offer?: ObjectId
  post?: ObjectId
  publication?: string
  receivedAt: Date
  type: EngagementType
  value?: Money
}

const OBJECT_ID_KINDS = ['campaign', 'challenge', 'channel', 'collaboration', 'link', 'offer', 'post'] as const

/** Turns facts into their rows; absent fields stay absent, for they cost bytes in every row. */
export function toStoredEvents(facts: Iterable<EngagementFact>, receivedAt: Date): StoredEvent[] {
  // A batch names the same few documents again and again.
  const known = new Map<string, ObjectId>()

  return Array.from(facts, (fact) => {
    const event: StoredEvent = { _id: new UUID(fact.id), occurredAt: fact.occurredAt, receivedAt, type: fact.type }

    for (const kind of OBJECT_ID_KINDS) {
      const id = fact[kind]

      if (id !== undefined) {
        event[kind] = toObjectId(id, known)
      }
    }

    return addScalars(event, fact)
  })
}

function toObjectId(hex: string, known: Map<string, ObjectId>): ObjectId {
  let id = known.get(hex)

  if (id === undefined) {
    id = ObjectId.createFromHexString(hex)
    known.set(hex, id)
  }

  return id
}

function addScalars(event: StoredEvent, { bot, count, late, member, publication, value }: EngagementFact): StoredEvent {
  if (publication !== undefined) {
    event.publication = publication
  }

  if (member !== undefined) {
    event.member = member
  }

  if (value !== undefined) {
    event.value = value
  }

  if (count !== undefined) {
    event.count = count
  }

  if (bot === true) {
    event.bot = true
  }

  if (late === true) {
    event.late = true
  }

  return event
}
