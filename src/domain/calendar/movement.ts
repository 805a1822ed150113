import { InvalidInputError, type Reason } from '../errors.ts'
import { parseInstant } from '../instant.ts'
import type { ScheduleState } from '../publication.ts'
import { calendarInputTexts } from '../reasons/calendarTexts.ts'
import { reason, type ReasonCode } from '../reasons/reason.ts'
import { timingInputTexts } from '../reasons/recurrenceTexts.ts'
import { isTimeZone } from '../timeZone.ts'

/** Where an entry is to stand. */
export interface Placement {
  /** Ids of channels, for all that the schedule names. */
  channels: readonly string[]
  publishAt: Date
  timeZone: string
}

/** A move as it is asked for. */
export interface Movement {
  /** The channel that takes the place of the only one, or of `fromChannel`. */
  channel: string | null
  /** What the person saw: the move is refused when the schedule was changed since. */
  expectedUpdatedAt: Date | null
  fromChannel: string | null
  publishAt: Date
  /** Null keeps the schedule's own. */
  timeZone: string | null
}

/**
 * Reads the body of a move: `{publishAt, publishAt_tz?, channel?, fromChannel?, expectedUpdatedAt?}`.
 *
 * @throws InvalidInputError with every reason.
 */
export function parseMovement(body: Record<string, unknown>): Movement {
  const reasons: Reason[] = []
  const publishAt = parseInstant(body['publishAt'])
  const timeZone = body['publishAt_tz'] ?? null
  const seen = body['expectedUpdatedAt'] ?? null
  const expectedUpdatedAt = parseInstant(seen)

  if (publishAt === null) {
    reasons.push(reason('PUBLISH_AT', { path: 'publishAt' }))
  }

  if (timeZone !== null && (typeof timeZone !== 'string' || !isTimeZone(timeZone))) {
    reasons.push(reason('ZONE_UNKNOWN', { path: 'publishAt_tz', values: { timeZone: JSON.stringify(timeZone) } }))
  }

  if (seen !== null && expectedUpdatedAt === null) {
    reasons.push(reason('EXPECTED_UPDATED_AT', { path: 'expectedUpdatedAt' }))
  }

  const channel = readId(body, 'channel', reasons)
  const fromChannel = readId(body, 'fromChannel', reasons)

  if (publishAt === null || reasons.length > 0) {
    throw new InvalidInputError(reasons.map(({ message }) => message).join('; '), reasons)
  }

  return { channel, expectedUpdatedAt, fromChannel, publishAt, timeZone: timeZone as string | null }
}

function readId(body: Record<string, unknown>, path: string, reasons: Reason[]): string | null {
  const id = body[path] ?? null

  if (id === null || (typeof id === 'string' && /^[\da-f]{24}$/.test(id))) {
    return id
  }

  reasons.push(reason('NOT_AN_ID', { path, values: { name: path } }))

  return null
}

export type MoveDecision = { kind: 'place'; placement: Placement } | { kind: 'refuse'; reason: Reason }

export interface DecideMoveArgs {
  movement: Movement
  /** `reached` are channels on which it is out, or was. */
  schedule: Placement & { isRepeating: boolean; reached: readonly string[]; state: ScheduleState }
}

/** Decides where a schedule stands after a move; what the ledger, the channels and the clock say to it, arming finds. */
export function decideMove({ movement, schedule }: DecideMoveArgs): MoveDecision {
  if (schedule.state === 'done' || schedule.state === 'cancelled') {
    return {
      kind: 'refuse',
      reason: reason('SCHEDULE_CLOSED', { path: 'state', values: { state: schedule.state } }),
    }
  }

  if (schedule.isRepeating) {
    return { kind: 'refuse', reason: reason('MOVE_REPEATS', { path: 'recurrence' }) }
  }

  // What is out keeps its time; who moves it would move the publications of the other channels, without knowing of them.
  if (movement.fromChannel !== null && schedule.reached.includes(movement.fromChannel)) {
    return { kind: 'refuse', reason: reason('CHANNEL_REACHED', { path: 'fromChannel' }) }
  }

  const channels = placeOn({ channels: schedule.channels, movement })

  if (channels === null) {
    return { kind: 'refuse', reason: reason('FROM_CHANNEL', { path: 'fromChannel' }) }
  }

  return {
    kind: 'place',
    placement: { channels, publishAt: movement.publishAt, timeZone: movement.timeZone ?? schedule.timeZone },
  }
}

function placeOn({ channels, movement }: { channels: readonly string[]; movement: Movement }): string[] | null {
  const { channel } = movement

  if (channel === null || channels.includes(channel)) {
    return [...channels]
  }

  const from = movement.fromChannel ?? (channels.length === 1 ? channels[0] : undefined)

  return from === undefined || !channels.includes(from)
    ? null
    : channels.map((given) => (given === from ? channel : given))
}

/** What no state of the calendar would allow; everything else is refused because of what stands now. `INVALID` is a field of Payload's. */
const BAD_INPUT: ReadonlySet<string> = new Set([
  ...Object.keys(calendarInputTexts),
  ...Object.keys(timingInputTexts),
  ...(['NO_CHANNEL', 'NO_OCCURRENCE', 'PAST_DATE'] satisfies ReasonCode[]),
  'INVALID',
])

/** The HTTP status of a refusal: 400 when the wish itself is at fault, 409 when what stands now is in its way. */
export const statusOfRefusal = (reasons: readonly Pick<Reason, 'code'>[]): 400 | 409 =>
  reasons.some(({ code }) => BAD_INPUT.has(code)) ? 400 : 409
