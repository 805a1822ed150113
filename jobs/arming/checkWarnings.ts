import type { Document } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { rawCollection } from '../../src/database/handles.ts'
import type { Reason } from '../../src/domain/errors.ts'
import type { Timing } from '../../src/domain/recurrence/listOccurrences.ts'
import { isRepeating } from '../../src/domain/recurrence/readRecurrence.ts'
import type { Conflict, Fix } from '../../src/domain/rhythm/conflicts/conflict.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import { createSources, toObjectId } from './sources.ts'
import { warnOf } from './warnOf.ts'

export interface CheckWarningsArgs {
  channelIds: readonly string[]
  /** What the plan says of its rule and its withdrawal; where it does not, the schedule that is looked at does. */
  given: Readonly<Record<string, unknown>>
  registry: ChannelRegistry
  req: PayloadRequest
  scheduleId: string | null
  secrets: SecretBox
  timing: Timing
}

/** Finds ahead what arming would warn of, channel by channel. */
export async function checkWarnings(args: CheckWarningsArgs): Promise<Conflict[]> {
  const { channelIds, registry, req, secrets, timing } = args
  const [channels, { recurrence, unpublishAt }] = await Promise.all([
    createSources({ payload: req.payload }).findChannels(channelIds),
    readPlan(args),
  ])

  return channels
    .filter((channel) => registry.find(String(channel['kind'])) !== null)
    .flatMap((channel) => {
      const channelId = String(channel['_id'])
      const schedule = { channelIds: [channelId], publishAt: timing.publishAt, recurrence, unpublishAt }

      return warnOf({ channels: [channel], registry, schedule, secrets }).map((reason): Conflict => ({
        at: null,
        channelId,
        fixes: fixesOf(reason),
        reason,
        severity: 'warning',
      }))
    })
}

/** A minute that is busy is no reason to leave the channel out. */
const fixesOf = ({ code }: Reason): Fix[] => (code === 'BUSY_MINUTE' ? [] : [{ action: 'drop-channel' }])

async function readPlan({ given, req, scheduleId, timing }: CheckWarningsArgs) {
  const _id = toObjectId(scheduleId)
  const stored: Document | null =
    _id === null || (given['recurrence'] !== undefined && given['unpublishAt'] !== undefined)
      ? null
      : await rawCollection(req.payload, SCHEDULES).findOne({ _id }, { projection: { recurrence: 1, unpublishAt: 1 } })
  const rule: unknown = given['recurrence'] === undefined ? stored?.['recurrence'] : timing.recurrence
  const until: unknown = given['unpublishAt'] === undefined ? stored?.['unpublishAt'] : given['unpublishAt']

  return {
    recurrence: typeof rule === 'string' && isRepeating(rule) ? rule : null,
    unpublishAt: until instanceof Date ? until : typeof until === 'string' && until !== '' ? new Date(until) : null,
  }
}
