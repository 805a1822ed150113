import type { CollectionAfterChangeHook, CollectionBeforeChangeHook, PayloadRequest } from 'payload'
import { ValidationError } from 'payload'

import type { SchedulePlan } from '../src/domain/arming.ts'
import { InvalidInputError, type Reason } from '../src/domain/errors.ts'
import { CATCH_UP_POLICIES, CONTENT_POLICIES, SCHEDULE_STATES } from '../src/domain/publication.ts'
import type { Timing } from '../src/domain/recurrence/listOccurrences.ts'
import { localTimeAt } from '../src/domain/recurrence/localTime.ts'
import { isRepeating } from '../src/domain/recurrence/readRecurrence.ts'
import { ON_QUIET } from '../src/domain/rhythm/channelRhythm.ts'
import { holdsSlot } from '../src/domain/rhythm/slots.ts'
import { CHANNELS, SCHEDULES } from '../src/domain/slugs.ts'
import type { ArmedSchedule, Dependencies } from './dependencies.ts'
import { reason, sayReason } from '../src/domain/reasons/reason.ts'
import { findPutBack } from './putBack.ts'
import { findUnpublishFault, prepareTiming } from './scheduleTiming.ts'

/** A schedule as Payload hands it to hooks; relations are ids or whole documents. */
export interface ScheduleDocument extends Record<string, unknown> {
  id: number | string
}

const ASKED_FOR_NOW = 'drumbeatNow'
const ASKED_TO_REARM = 'drumbeatRearm'

/**
 * Turns the two wishes of a form into plain fields: `publishNow` means armed at this moment, `rearm` means that
 * the newest approved version is to be pinned. Refuses a time that has passed, unless a start of before is put back.
 */
export const prepareSchedule =
  ({ clock }: Pick<Dependencies, 'clock'>): CollectionBeforeChangeHook =>
  async ({ data, originalDoc, req }) => {
    const { publishNow, rearm, ...schedule } = data as Record<string, unknown>

    assertIds(schedule, req)
    await assertChannelsExist(schedule['channels'], req)

    // Not the hook's own `context`: Payload replaces the request's when a hook calls the Local API.
    req.context[ASKED_FOR_NOW] = publishNow === true
    req.context[ASKED_TO_REARM] = rearm === true && publishNow !== true

    const before = (originalDoc ?? {}) as Record<string, unknown>
    const given = publishNow === true ? { ...schedule, publishAt: clock().toISOString(), state: 'armed' } : schedule
    const { reasons, stored } = prepareTiming({ before, given, now: clock(), putBack: findPutBack(req) })

    const unpublishFault = findUnpublishFault(given)

    if (unpublishFault !== null) {
      reasons.push(unpublishFault)
    }

    if (publishNow === true && (stored.recurrence ?? null) !== null) {
      reasons.push(reason('REPEATS', { path: 'recurrence' }))
    }

    if (reasons.length > 0) {
      throw toValidationError(reasons, req)
    }

    return { ...given, ...stored }
  }

const isId = (value: unknown): boolean => /^[0-9a-f]{24}$/i.test(toId(value))

/** What is no id at all the database would not even look for. */
function assertIds({ channels = [], post }: Record<string, unknown>, req: PayloadRequest): void {
  const named: unknown[] = Array.isArray(channels) ? channels : [channels]
  const reasons = [
    ...(named.every(isId) ? [] : [reason('CHANNEL_MISSING', { path: 'channels' })]),
    ...((typeof post !== 'string' && typeof post !== 'number') || isId(post)
      ? []
      : [reason('POST_MISSING', { path: 'post' })]),
  ]

  if (reasons.length > 0) {
    throw toValidationError(reasons, req)
  }
}

/** A plan may name a paused channel, never one that is not there. */
async function assertChannelsExist(channels: unknown, req: PayloadRequest): Promise<void> {
  const ids = Array.isArray(channels) ? [...new Set(channels.map(toId))] : []

  if (ids.length === 0) {
    return
  }

  const { totalDocs } = await req.payload.count({ collection: CHANNELS, req, where: { id: { in: ids } } })

  if (totalDocs < ids.length) {
    throw toValidationError([reason('CHANNEL_MISSING', { path: 'channels' })], req)
  }
}

/** Keeps a schedule's publications in step with the schedule. */
export const syncPublications =
  ({ services }: Pick<Dependencies, 'services'>): CollectionAfterChangeHook<ScheduleDocument> =>
  async ({ doc, operation, previousDoc, req }) => {
    const pinnedVersion = typeof doc['pinnedVersion'] === 'string' ? doc['pinnedVersion'] : null

    try {
      const remembered = await services(req.payload).arming.apply({
        isRearm: req.context[ASKED_TO_REARM] === true,
        pinnedVersion,
        previous: operation === 'create' ? null : parseSchedule(previousDoc),
        req,
        schedule: { ...parseSchedule(doc), ...(req.context[ASKED_FOR_NOW] === true && { onQuiet: 'ignore' as const }) },
      })

      if (remembered === null || isRemembered(doc, remembered)) {
        return doc
      }

      const { materialisedUntil, pinnedVersion: pinned, warnings } = remembered
      const data = {
        ...(materialisedUntil !== undefined && { materialisedUntil: materialisedUntil?.toISOString() ?? null }),
        ...(pinned !== undefined && { pinnedVersion: pinned }),
        warnings: warnings.map((warning) => ({ ...warning })),
      }
      const { updatedAt } = (await req.payload.db.updateOne({
        collection: SCHEDULES,
        data,
        id: doc.id,
        req,
      })) as unknown as { updatedAt: string }

      return { ...doc, ...data, updatedAt }
    } catch (error) {
      throw error instanceof InvalidInputError ? toValidationError(error.reasons, req) : error
    }
  }

const isRemembered = (doc: ScheduleDocument, { materialisedUntil, pinnedVersion, warnings }: ArmedSchedule): boolean =>
  JSON.stringify(doc['warnings'] ?? []) === JSON.stringify(warnings) &&
  (pinnedVersion === undefined || doc['pinnedVersion'] === pinnedVersion) &&
  (materialisedUntil === undefined || toInstant(doc['materialisedUntil']) === (materialisedUntil?.getTime() ?? null))

/** Reads what the rules need from a schedule's document. */
export function parseSchedule(doc: ScheduleDocument): SchedulePlan {
  const channels = Array.isArray(doc['channels']) ? doc['channels'] : []

  const timing = parseTiming(doc)

  return {
    ...timing,
    catchUp: CATCH_UP_POLICIES.find((policy) => policy === doc['catchUp']) ?? 'publish',
    channelIds: [...new Set(channels.map(toId))],
    content: CONTENT_POLICIES.find((policy) => policy === doc['content']) ?? 'pinned',
    graceMinutes: typeof doc['graceMinutes'] === 'number' ? doc['graceMinutes'] : 0,
    id: String(doc.id),
    isSlotted: isInSlot(doc['slot'], timing),
    onQuiet: ON_QUIET.find((choice) => choice === doc['onQuiet']) ?? 'move',
    postId: toId(doc['post']),
    state: SCHEDULE_STATES.find((state) => state === doc['state']) ?? 'planned',
    unpublishAt: toInstant(doc['unpublishAt']) === null ? null : new Date(String(doc['unpublishAt'])),
  }
}

/** A schedule that is being moved away from its slot holds it no more. */
const isInSlot = (slot: unknown, { publishAt, timeZone }: Timing): boolean =>
  typeof slot === 'string' && slot !== '' && holdsSlot({ at: publishAt, slot, timeZone })

function parseTiming(doc: ScheduleDocument): Timing {
  const { localTime, publishAt_tz: timeZone, recurrence } = doc
  const publishAt = new Date(toInstant(doc['publishAt']) ?? Number.NaN)
  const zone = typeof timeZone === 'string' ? timeZone : 'UTC'

  return {
    // A schedule of before wall clocks were kept still has its instant and its zone.
    localTime: typeof localTime === 'string' ? localTime : localTimeAt({ at: publishAt, timeZone: zone }),
    publishAt,
    recurrence: typeof recurrence === 'string' && isRepeating(recurrence) ? recurrence : null,
    timeZone: zone,
  }
}

function toId(relation: unknown): string {
  return typeof relation === 'object' && relation !== null && 'id' in relation ? String(relation.id) : String(relation)
}

function toInstant(value: unknown): number | null {
  if (value instanceof Date) {
    return value.getTime()
  }

  return typeof value === 'string' && value !== '' ? new Date(value).getTime() : null
}

const toValidationError = (reasons: readonly Reason[], req: PayloadRequest) =>
  new ValidationError(
    {
      collection: SCHEDULES,
      errors: reasons.map((each) => toFieldError(each, req)),
      req,
    },
    req.t,
  )

/** Payload hands on what it does not know, so that a client can tell reasons apart by their code. */
const toFieldError = ({ path = 'state', ...given }: Reason, req: PayloadRequest) => ({
  ...given,
  message: sayReason(given, req.i18n.language),
  path,
})
