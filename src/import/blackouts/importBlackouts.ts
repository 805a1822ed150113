import { ObjectId } from 'mongodb'
import type { Payload, PayloadRequest } from 'payload'

import type { AuditLog } from '../../../hooks/dependencies.ts'
import { rawCollection, sessionOptions } from '../../database/handles.ts'
import {
  type BlackoutReport,
  buildBlackoutReport,
  type CalendarSpan,
  identify,
  type ImportedBlackout,
  type KnownBlackout,
  planBlackouts,
  spanOf,
} from '../../domain/rhythm/blackoutImport.ts'
import type { BlackoutKind, OnQuiet } from '../../domain/rhythm/channelRhythm.ts'
import { BLACKOUTS } from '../../domain/slugs.ts'
import { inTransaction } from '../importRequest.ts'
import { readCalendar } from './readCalendar.ts'

/** What new blackouts of a calendar get; those that are known for these channels keep what they have. */
export interface BlackoutDefaults {
  action: OnQuiet
  channels: readonly string[]
  kind: BlackoutKind
}

export interface ImportBlackoutsArgs {
  audit: AuditLog
  defaults: BlackoutDefaults
  dryRun: boolean
  now: Date
  payload: Payload
  /** Where the calendar came from, such as the name of its file. */
  source: string
  text: string
  timeZone: string
  user: PayloadRequest['user']
}

/**
 * Imports the events of a calendar file as blackouts, all of them or none; reading it again makes no doubles.
 *
 * Never throws for what is wrong with the file: every problem is in the report, with its event.
 */
export async function importBlackouts(args: ImportBlackoutsArgs): Promise<BlackoutReport> {
  const { audit, defaults, dryRun, now, payload, source, user } = args
  const { channels } = defaults
  const { named, problems, spans } = readCalendar(args)

  if (problems.length > 0) {
    return buildBlackoutReport({ blackouts: [], dryRun, problems })
  }

  if (dryRun) {
    const known = await findKnown(payload, named)

    return buildBlackoutReport({ blackouts: planBlackouts({ channels, known, now, spans }), dryRun, problems })
  }

  const blackouts = await inTransaction(payload, async (req) => {
    const known = await findKnown(payload, named, req)
    const planned = planBlackouts({ channels, known, now, spans })

    await write({ ...args, planned, req, spans })

    const { created, removed, updated } = buildBlackoutReport({ blackouts: planned, dryRun, problems })

    if (created + removed + updated > 0) {
      req.user = user
      await audit.record(
        {
          action: 'blackouts.import',
          after: { created, removed, source, updated },
          subject: { id: source, slug: BLACKOUTS },
        },
        req,
      )
    }

    return planned
  })

  return buildBlackoutReport({ blackouts, dryRun, problems })
}

/** What was imported of events, each with its repeats, for whatever channels. */
async function findKnown(payload: Payload, named: readonly string[], req?: PayloadRequest): Promise<KnownBlackout[]> {
  const stored = await rawCollection(payload, BLACKOUTS)
    .find({ $or: [...new Set(named)].flatMap(withRepeats) }, req === undefined ? {} : await sessionOptions(req))
    .toArray()

  return stored.map(({ channels, from, name, note, uid, until }) => ({
    channels: Array.isArray(channels) ? channels.map(String) : [],
    fromAt: from as Date,
    name: String(name),
    note: typeof note === 'string' ? note : '',
    uid: String(uid),
    untilAt: until as Date,
  }))
}

/** Repeats are stored as `uid#when`, both with the channels behind them where they were read for some. */
const withRepeats = (uid: string) => [
  { uid },
  // Ids are hexadecimal.
  { uid: { $gte: identify(uid, ['0']), $lt: identify(uid, ['g']) } },
  { uid: { $gte: `${uid}#0`, $lt: `${uid}#:` } },
]

interface WriteArgs extends ImportBlackoutsArgs {
  planned: readonly ImportedBlackout[]
  req: PayloadRequest
  spans: readonly CalendarSpan[]
}

async function write({ defaults, now, payload, planned, req, source, spans }: WriteArgs): Promise<void> {
  const spansByUid = new Map(spans.map((span) => [span.uid, span]))
  const written = planned.flatMap(({ action, uid }) => {
    const span = action === 'create' || action === 'update' ? spansByUid.get(spanOf(uid)) : undefined

    return span === undefined ? [] : [{ ...span, uid }]
  })
  const removed = planned.filter(({ action }) => action === 'remove').map(({ uid }) => uid)

  if (written.length + removed.length === 0) {
    return
  }

  await rawCollection(payload, BLACKOUTS).bulkWrite(
    [
      ...written.map((span) => ({
        updateOne: {
          filter: { uid: span.uid },
          update: {
            $set: { from: span.fromAt, name: span.name, note: span.note, source, until: span.untilAt, updatedAt: now },
            $setOnInsert: {
              action: defaults.action,
              channels: defaults.channels.map((id) => new ObjectId(id)),
              createdAt: now,
              kind: defaults.kind,
            },
          },
          upsert: true,
        },
      })),
      ...(removed.length === 0 ? [] : [{ deleteMany: { filter: { uid: { $in: removed } } } }]),
    ],
    await sessionOptions(req),
  )
}
