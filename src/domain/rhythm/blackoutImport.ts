import type { Labels } from '../channelAdapter.ts'

/** One span of a calendar file; its uid is the same each time the file is read. */
export interface CalendarSpan {
  fromAt: Date
  name: string
  note: string
  uid: string
  untilAt: Date
}

/** One thing that keeps a calendar from being imported; `event` counts from 1, null means the file. */
export interface CalendarProblem {
  code: string
  event: number | null
  message: Labels
  name: string | null
}

export interface KnownBlackout {
  fromAt: Date
  name: string
  note: string
  uid: string
  untilAt: Date
}

export interface ImportedBlackout {
  action: 'create' | 'remove' | 'skip' | 'update'
  from: string
  name: string
  uid: string
  until: string
}

/** What an import did, or would do; with problems it did nothing. */
export interface BlackoutReport {
  blackouts: ImportedBlackout[]
  created: number
  dryRun: boolean
  ok: boolean
  problems: CalendarProblem[]
  removed: number
  skipped: number
  updated: number
}

export interface PlanBlackoutsArgs {
  known: readonly KnownBlackout[]
  now: Date
  spans: readonly CalendarSpan[]
}

/**
 * Compares a calendar with what was imported before of its events; what people chose themselves (kind, channels, action) stays.
 *
 * What the file does not name any more of an event (called off, left out, moved) is removed; what has passed is left as it was.
 */
export function planBlackouts({ known, now, spans }: PlanBlackoutsArgs): ImportedBlackout[] {
  const byUid = new Map(known.map((blackout) => [blackout.uid, blackout]))
  const wanted = spans.map((span): ImportedBlackout => {
    const before = byUid.get(span.uid)

    return describe(span, before === undefined ? 'create' : isSame(before, span) ? 'skip' : 'update')
  })
  const named = new Set(spans.map(({ uid }) => uid))
  const gone = known
    .filter(({ uid, untilAt }) => untilAt > now && !named.has(uid))
    .map((blackout) => describe(blackout, 'remove'))

  return [...wanted, ...gone].sort((one, other) => one.from.localeCompare(other.from))
}

export interface BuildBlackoutReportArgs {
  blackouts: readonly ImportedBlackout[]
  dryRun: boolean
  problems: readonly CalendarProblem[]
}

export function buildBlackoutReport({ blackouts, dryRun, problems }: BuildBlackoutReportArgs): BlackoutReport {
  const ok = problems.length === 0
  const count = (action: ImportedBlackout['action']): number =>
    ok ? blackouts.filter((one) => one.action === action).length : 0

  return {
    blackouts: ok ? [...blackouts] : [],
    created: count('create'),
    dryRun,
    ok,
    problems: [...problems],
    removed: count('remove'),
    skipped: count('skip'),
    updated: count('update'),
  }
}

const isSame = (one: KnownBlackout, other: CalendarSpan): boolean =>
  one.fromAt.getTime() === other.fromAt.getTime() &&
  one.untilAt.getTime() === other.untilAt.getTime() &&
  one.name === other.name &&
  one.note === other.note

const describe = (span: CalendarSpan, action: ImportedBlackout['action']): ImportedBlackout => ({
  action,
  from: span.fromAt.toISOString(),
  name: span.name,
  uid: span.uid,
  until: span.untilAt.toISOString(),
})
