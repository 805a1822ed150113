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
  /** Those it holds for now; none means every channel. */
  channels: readonly string[]
  fromAt: Date
  name: string
  note: string
  /** As `identify` gave it. */
  uid: string
  untilAt: Date
}

export interface ImportedBlackout {
  action: 'create' | 'remove' | 'skip' | 'update'
  from: string
  name: string
  /** As `identify` gives it. */
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
  /** Those it is read for; none means every channel. */
  channels: readonly string[]
  known: readonly KnownBlackout[]
  now: Date
  spans: readonly CalendarSpan[]
}

const FOR = '#for:'

/** Names a span read for these channels: each choice of channels has a blackout of its own, which may differ in what it does. */
export const identify = (uid: string, channels: readonly string[]): string =>
  channels.length === 0 ? uid : `${uid}${FOR}${[...channels].sort().join(',')}`

/** Of which span a blackout was made, for whatever channels. */
export const spanOf = (uid: string): string => uid.split(FOR, 1)[0] ?? uid

/**
 * Compares a calendar with what was imported before of its events; what people chose themselves (kind, channels, action) stays.
 *
 * A span that was read for other channels only is made for these too; its name and its times follow the file wherever it stands.
 * What the file does not name any more of an event (called off, left out, moved) is removed; what has passed is left as it was.
 */
export function planBlackouts({ channels, known, now, spans }: PlanBlackoutsArgs): ImportedBlackout[] {
  const bySpan = new Map<string, KnownBlackout[]>()

  for (const blackout of known) {
    const uid = spanOf(blackout.uid)

    bySpan.set(uid, [...(bySpan.get(uid) ?? []), blackout])
  }

  const wanted = spans.flatMap((span): ImportedBlackout[] => {
    const before = bySpan.get(span.uid) ?? []
    const uid = identify(span.uid, channels)
    const isNew = !before.some((blackout) => blackout.uid === uid || identify(span.uid, blackout.channels) === uid)

    return [
      ...before.map((blackout) => describe({ ...span, uid: blackout.uid }, isSame(blackout, span) ? 'skip' : 'update')),
      ...(isNew ? [describe({ ...span, uid }, 'create')] : []),
    ]
  })
  const named = new Set(spans.map(({ uid }) => uid))
  const gone = known
    .filter(({ uid, untilAt }) => untilAt > now && !named.has(spanOf(uid)))
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

const describe = (span: Omit<CalendarSpan, 'note'>, action: ImportedBlackout['action']): ImportedBlackout => ({
  action,
  from: span.fromAt.toISOString(),
  name: span.name,
  uid: span.uid,
  until: span.untilAt.toISOString(),
})
