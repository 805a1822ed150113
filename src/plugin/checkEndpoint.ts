import type { Endpoint, PayloadRequest } from 'payload'

import { checkWarnings } from '../../jobs/arming/checkWarnings.ts'
import { checkSchedule } from '../../jobs/rhythm/checking/checkSchedule.ts'
import { reason, sayReason } from '../domain/reasons/reason.ts'
import { readTiming } from '../domain/recurrence/readTiming.ts'
import type { Conflict, ShownConflict } from '../domain/rhythm/conflicts/conflict.ts'
import { chosenTimeZone } from '../domain/timeZone.ts'
import { servicesOf } from './services.ts'
import { answerError, problem, readJson, refuseStrangers } from '../endpoints/jsonEndpoint.ts'

const MOST_CHANNELS = 100

/**
 * `POST /api/schedules/check {post, channels, publishAt, publishAt_tz, recurrence?, onQuiet?, schedule?, unpublishAt?}`: what speaks against a
 * plan that need not be saved, with what would mend it, and what arming would warn of. Messages are in the language of the request.
 */
export const createCheckEndpoint = ({ clock }: { clock: () => Date }): Endpoint => ({
  handler: (req) => check(req, clock()),
  method: 'post',
  path: '/check',
})

async function check(req: PayloadRequest, now: Date): Promise<Response> {
  const refusal = refuseStrangers(req)

  if (refusal !== null) {
    return refusal
  }

  const body = await readJson(req)
  const { channels, onQuiet, post, schedule } = body ?? {}

  if (body === null || typeof post !== 'string' || !isIdList(channels)) {
    return problem(400, [reason('BODY')], req)
  }

  const { faults, timing } = readTiming({
    publishAt: body['publishAt'],
    recurrence: body['recurrence'],
    timeZone: body['publishAt_tz'] ?? chosenTimeZone(req.payload.config.custom),
  })

  if (timing === null) {
    return problem(400, faults, req)
  }

  try {
    const { channels: registry, secrets } = servicesOf(req.payload)
    const scheduleId = typeof schedule === 'string' ? schedule : null
    const conflicts = await Promise.all([
      checkSchedule({
        channelIds: channels,
        now,
        onQuiet: onQuiet === 'block' ? 'block' : 'move',
        postId: post,
        req,
        scheduleId,
        timing,
      }),
      checkWarnings({ channelIds: channels, given: body, registry, req, scheduleId, secrets, timing }),
    ])

    return Response.json(
      { conflicts: conflicts.flat().map((conflict) => describe(conflict, req.i18n.language)) },
      { headers: { 'cache-control': 'no-store' } },
    )
  } catch (error) {
    return answerError(error, req)
  }
}

const isIdList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= MOST_CHANNELS && value.every((id) => typeof id === 'string')

const describe = ({ at, channelId, fixes, reason: given, severity }: Conflict, language: string): ShownConflict => ({
  at: at?.toISOString() ?? null,
  channel: channelId,
  code: given.code,
  fixes: fixes.map((fix) => ({ action: fix.action, ...(fix.at === undefined ? {} : { at: fix.at.toISOString() }) })),
  message: sayReason(given, language),
  messages: { en: sayReason(given, 'en'), zh: sayReason(given, 'zh') },
  severity,
})
