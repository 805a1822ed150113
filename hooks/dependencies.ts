import type { Payload, PayloadRequest } from 'payload'

import type { SchedulePlan } from '../src/domain/arming.ts'
import type { BulkAct } from '../src/domain/bulkAct.ts'
import type { ChannelManifest, ChannelRegistry } from '../src/domain/channelAdapter.ts'
import type { Locale } from '../src/domain/content.ts'
import type { EngagementFact } from '../src/domain/engagement.ts'
import type { Reason } from '../src/domain/errors.ts'
import type { OccurrenceAct } from '../src/domain/occurrenceAct.ts'
import type { PublicationAction, PublicationRow } from '../src/domain/publication.ts'
import type { QueueView } from '../src/domain/rhythm/queue.ts'
import type { ReleaseReport } from '../src/domain/release/report.ts'
import type { ReleaseState, RevertMode } from '../src/domain/release/release.ts'
import type { Renditions } from '../src/domain/rendition/renditions.ts'
import type { SecretBox } from '../src/domain/secretBox.ts'

export type { ChannelRegistry, SecretBox }

export interface ApplyScheduleArgs {
  isRearm: boolean
  /** The version that an earlier arming pinned. */
  pinnedVersion: string | null
  previous: SchedulePlan | null
  req: PayloadRequest
  schedule: SchedulePlan
}

/** What a schedule remembers of its arming. */
export interface ArmedSchedule {
  /** Every occurrence up to here has its rows; null for what comes once, absent where nothing was armed. */
  materialisedUntil?: Date | null
  pinnedVersion?: string
  /** What a person should know; nothing of it stands in the way. */
  warnings: readonly Reason[]
}

export interface AwaitTurnArgs {
  /** On which the save arms; none where it arms nothing. */
  channelIds: readonly string[]
  postId: string | null
  req: PayloadRequest
  /** The one that is saved; null for a new one. */
  scheduleId: string | null
}

/** Keeps the ledger in step with a schedule, inside the transaction of its save. */
export interface Arming {
  /**
   * Throws an `InvalidInputError` with every reason when the schedule cannot be what it asks to be.
   *
   * Returns what the schedule must remember, or null for no change.
   */
  apply(args: ApplyScheduleArgs): Promise<ArmedSchedule | null>
  /** Waits, before the transaction of a save has read anything, until nobody else writes this schedule or chooses a time on these channels or for this post. */
  awaitTurn(args: AwaitTurnArgs): Promise<void>
  /** Gives what is armed with the latest version of a post the newest approved one. */
  refreshLatest(postId: string): Promise<ReadonlyMap<string, string>>
}

/** What a person may do to one publication. */
export interface PublicationActions {
  act(args: {
    action: PublicationAction
    data: Record<string, unknown>
    id: string
    req: PayloadRequest
  }): Promise<PublicationRow>
  /** The same for many; what is refused is told, row by row. */
  actOnMany(args: BulkActArgs): Promise<BulkActOutcome>
}

export interface BulkActArgs {
  act: BulkAct
  ids: readonly string[]
  req: PayloadRequest
}

export interface BulkActOutcome {
  done: string[]
  refused: (Reason & { id: string })[]
}

/** What a person may do with the release of one campaign. */
export interface Releases {
  /** Arms all of it, or throws an `InvalidInputError` with every reason by item and writes nothing. */
  arm(args: ReleaseArgs): Promise<void>
  /** Lets nothing more begin, and takes back what is armed. */
  cancel(args: ReleaseArgs): Promise<void>
  /** Makes what a campaign says of its end hold for a release that is done or stopped; in the transaction of the campaign's save. */
  carryRevert(args: ReleaseArgs & { endAt: Date | null; revert: RevertMode }): Promise<void>
  /** Asks what arming would ask, and writes nothing. */
  dryRun(args: ReleaseArgs): Promise<ReleaseReport>
  /** Where a release stands that may still do something by itself; null when it cannot. */
  findOpenState(args: ReleaseArgs): Promise<null | ReleaseState>
  /** Takes back what the release has done; as its campaign's end would, or in the way that is given. */
  revert(args: ReleaseArgs & { mode: null | RevertMode }): Promise<void>
}

export interface ReleaseArgs {
  campaignId: string
  req: PayloadRequest
}

/** What a person may do to the occurrences of a schedule. */
export interface Occurrences {
  /** Schedule and ledger in one transaction; throws `ConflictError` when the occurrence is leaving, out or gone. */
  act(args: { act: OccurrenceAct; id: string; req: PayloadRequest }): Promise<{ doc: object; following: object | null }>
}

/** Where hooks tell what happened. */
export interface EngagementRecorder {
  /** Takes a fact without making anybody wait; a process that is killed loses the last 100 ms of them. */
  note(fact: EngagementFact): void
  /** Resolves once the facts are committed; telling them again with the same ids counts nothing. */
  record(facts: EngagementFact[]): Promise<void>
}

export interface AuditEntry {
  action: string
  after?: unknown
  before?: unknown
  reason?: string
  subject: { id: string; slug: string }
}

/** Append-only memory of who did what; joins the transaction of `req`. */
export interface AuditLog {
  record(entry: AuditEntry, req: PayloadRequest): Promise<void>
  /** Many at once, in one write. */
  recordAll(entries: readonly AuditEntry[], req: PayloadRequest): Promise<void>
}

/** A schedule with the slot that it took. */
export interface QueuedSchedule {
  at: Date
  channelId: string
  localTime: string
  schedule: Record<string, unknown>
  timeZone: string
}

/** The queue of each channel. */
export interface Queue {
  /** Takes the next free slot of each channel for a schedule of its own; all of them, or none. */
  add(args: {
    channelIds: readonly string[]
    /** Further fields of the schedules. */
    data: Readonly<Record<string, unknown>>
    postId: string
    req: PayloadRequest
  }): Promise<QueuedSchedule[]>
  reorder(args: { channelId: string; order: readonly string[]; req: PayloadRequest }): Promise<void>
  view(args: { channelId: string; locale: Locale; req: PayloadRequest }): Promise<QueueView>
}

/** What waits for a resume. */
export interface Holding {
  /** Once the request is committed, arms again what was held and is not paused any more. */
  release(req: PayloadRequest): Promise<void>
}

/** What hooks and endpoints may ask for; one set per Payload instance. */
export interface Services {
  actions: PublicationActions
  arming: Arming
  audit: AuditLog
  channels: ChannelRegistry
  engagement: EngagementRecorder
  holding: Holding
  releases: Releases
  queue: Queue
  occurrences: Occurrences
  renditions: Renditions
  secrets: SecretBox
}

/** Handed to every collection and hook; `services` is lazy because the database opens after the config is built. */
export interface Dependencies {
  /** The kinds of channel that can be chosen; known before any database. */
  channelKinds: readonly ChannelManifest[]
  clock: () => Date
  /** True when the host says who is what, and so keeps its own first and last administrator. */
  hasMappedRoles: boolean
  services: (payload: Payload) => Services
  /** IANA zone of new channels and schedules. */
  timeZone: string
}
