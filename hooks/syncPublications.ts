import type { CollectionAfterChangeHook, CollectionBeforeChangeHook, PayloadRequest } from 'payload'
import { ValidationError } from 'payload'

import { findPastRefusal, type SchedulePlan } from '../src/domain/arming.ts'
import { InvalidInputError, type Reason } from '../src/domain/errors.ts'
import { CATCH_UP_POLICIES, SCHEDULE_STATES } from '../src/domain/publication.ts'
import { CHANNELS, SCHEDULES } from '../src/domain/slugs.ts'
import type { Dependencies } from './dependencies.ts'
import { reason, sayReason } from '../src/domain/reasons/reason.ts'

/** A schedule as Payload hands it to hooks; relations are ids or whole documents. */
export interface ScheduleDocument extends Record<string, unknown> {
  id: number | string
}

const ASKED_TO_REARM = 'drumbeatRearm'

/**
 * Turns the two wishes of a form into plain fields: `publishNow` means armed at this moment, `rearm` means that
 * the newest approved version is to be pinned. Refuses a time that has passed.
 */
export const prepareSchedule =
  ({ clock }: Pick<Dependencies, 'clock'>): CollectionBeforeChangeHook =>
  async ({ data, originalDoc, req }) => {
    const { publishNow, rearm, ...schedule } = data as Record<string, unknown>

    await assertChannelsExist(schedule['channels'], req)

    if (publishNow === true) {
      return { ...schedule, publishAt: clock().toISOString(), state: 'armed' }
    }

    // Not the hook's own `context`: Payload replaces the request's when a hook calls the Local API.
    req.context[ASKED_TO_REARM] = rearm === true

    const before: unknown = (originalDoc as Record<string, unknown> | undefined)?.['publishAt']

    if (schedule['publishAt'] !== undefined && toInstant(schedule['publishAt']) !== toInstant(before)) {
      const reason = findPastRefusal({
        now: clock(),
        publishAt: new Date(toInstant(schedule['publishAt']) ?? Number.NaN),
      })

      if (reason !== null) {
        throw toValidationError([reason], req)
      }
    }

    return schedule
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
        schedule: parseSchedule(doc),
      })

      if (remembered === null || remembered.pinnedVersion === pinnedVersion) {
        return doc
      }

      const { updatedAt } = (await req.payload.db.updateOne({
        collection: SCHEDULES,
        data: { pinnedVersion: remembered.pinnedVersion },
        id: doc.id,
        req,
      })) as unknown as { updatedAt: string }

      return { ...doc, pinnedVersion: remembered.pinnedVersion, updatedAt }
    } catch (error) {
      throw error instanceof InvalidInputError ? toValidationError(error.reasons, req) : error
    }
  }

/** Reads what the rules need from a schedule's document. */
export function parseSchedule(doc: ScheduleDocument): SchedulePlan {
  const channels = Array.isArray(doc['channels']) ? doc['channels'] : []

  return {
    catchUp: CATCH_UP_POLICIES.find((policy) => policy === doc['catchUp']) ?? 'publish',
    channelIds: [...new Set(channels.map(toId))],
    graceMinutes: typeof doc['graceMinutes'] === 'number' ? doc['graceMinutes'] : 0,
    id: String(doc.id),
    postId: toId(doc['post']),
    publishAt: new Date(String(doc['publishAt'])),
    state: SCHEDULE_STATES.find((state) => state === doc['state']) ?? 'planned',
    unpublishAt: toInstant(doc['unpublishAt']) === null ? null : new Date(String(doc['unpublishAt'])),
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
