import type { Handles, Receipt } from './channelAdapter.ts'
import type { ChannelContent } from './content.ts'
import type { ChannelErrorClass } from './errors.ts'
import type { ReasonValues } from './reasons/fillText.ts'
import type { Bearing } from './rhythm/channelRhythm.ts'

export const SCHEDULE_STATES = ['planned', 'armed', 'paused', 'done', 'cancelled'] as const

export type ScheduleState = (typeof SCHEDULE_STATES)[number]

export const CATCH_UP_POLICIES = ['publish', 'skip', 'ask'] as const

export type CatchUpPolicy = (typeof CATCH_UP_POLICIES)[number]

export const CONTENT_POLICIES = ['pinned', 'latest'] as const

/** Which approved version goes out: the one that was pinned at arming, or the latest by the time it leaves. */
export type ContentPolicy = (typeof CONTENT_POLICIES)[number]

export const PUBLICATION_STATES = [
  'armed',
  'claimed',
  'sending',
  'published',
  'withdrawn',
  'failed',
  'unconfirmed',
  'awaiting-operator',
  'blocked',
  'missed',
  'cancelled',
] as const

export type PublicationState = (typeof PUBLICATION_STATES)[number]

export const PUBLICATION_ACTIONS = ['publish-now', 'retry', 'cancel', 'withdraw', 'attest', 'resolve'] as const

export type PublicationAction = (typeof PUBLICATION_ACTIONS)[number]

/** Why a publication is where it is; `gate`, `late` and `waiting` are our own doing, the rest the channel's. */
export interface PublicationError {
  class: 'gate' | 'late' | 'waiting' | ChannelErrorClass
  code: string
  message: string
  /** Under which the platform's support finds the call. */
  requestId?: string
  /** The code of the sentence, where `code` is a platform's own. */
  says?: string
  /** What the sentence is about, so that it can be said in another language. */
  values?: ReasonValues
}

/** Why nobody wants a publication any more whose outcome is unknown: a person's word, or what became of its schedule. */
export const UNWANTED_CODES = [
  'CANCELLED',
  'SCHEDULE_CANCELLED',
  'SCHEDULE_CHANGED',
  'SCHEDULE_PAUSED',
  'SCHEDULE_UNARMED',
] as const

export type UnwantedCode = (typeof UNWANTED_CODES)[number]

/** The right to one send to a channel with a rate, by the rate that held when it was booked. */
export interface RateToken {
  /** Nothing is sent by it before. */
  at: Date
  perSecond: number
}

/**
 * One row of the ledger: one post on one channel at one occurrence.
 *
 * The generic parameter is the type of ids of other documents (ObjectId in the database).
 */
export interface PublicationRow<Id = unknown> {
  _id: string
  /** The last act on many that touched it. */
  actId?: string
  attempts: number
  campaign?: Id | null
  catchUp: CatchUpPolicy
  /** Server time of the last change that a pulling channel must see (published, withdrawn). */
  changedAt?: Date | null
  channel: Id
  challenge?: Id | null
  collaboration?: Id | null
  content: ChannelContent
  contentHash: string
  /** Absent on rows of before it was recorded: pinned. */
  contentPolicy?: ContentPolicy
  createdAt: Date
  dueAt: Date
  error?: PublicationError | null
  /** Raised at each claim; a write with an older fence changes nothing. */
  fence: number
  /** False from the claim until everyone who must hear of the outcome has heard; nothing is to be told of other rows. */
  followed?: false | null
  graceMinutes: number
  /** What was said when a part of it was out and the rest was not. It stays through every hold since, until `unknownSince` is forgotten. */
  halfOut?: PublicationError | null
  /** What `prepare` made on the platform for the content of that hash; of no use for other content. */
  handles?: { contentHash: string; values: Handles } | null
  leaseUntil?: Date | null
  /** When an unconfirmed publication is looked at next; null when only a person can say. */
  lookAt?: Date | null
  /** True of an occurrence of a repeat that has been turned into what comes once since: it is none of that. */
  isOfRepeat?: boolean | null
  /** How often the channel was asked whether it has it. */
  looks?: number
  /** The occurrence on the wall clock of `timeZone`, `2026-11-22T20:00:00`: what the rule says, before clocks and rhythm. */
  localTime?: string
  /** How long after `dueAt` the send began, in milliseconds. */
  latenessMs?: number | null
  /** Why `dueAt` is not `occurrenceAt`: codes of the channel's rhythm. */
  movedFor?: readonly string[] | null
  /** The instant that the schedule names; part of the id. `dueAt` is when it really goes out. */
  occurrenceAt: Date
  /** What becomes of it where its channel is silent; `ignore` when a person sends it in spite of that. Absent: it moves. */
  onQuiet?: Bearing
  /** Set while the platform works on what it has accepted. */
  pending?: {
    /** How often in a row the question failed. */
    misses?: number
    pollAt: Date
    remoteId: string
    since: Date
  } | null
  post: Id
  receipt?: Receipt | null
  /** True when the channel's mode sent it to the sandbox. */
  rehearsal: boolean
  /** When the freeze or pause that last held it ended: what it held back comes out at a pace. */
  resumedAt?: Date | null
  /** The earlier publication whose content this one sends again; absent for what a schedule planned. */
  restores?: string
  schedule: Id
  startedAt?: Date | null
  state: PublicationState
  /** True when a later publication of the same post stands on the same channel. */
  superseded?: boolean
  timeZone?: string
  token?: string | null
  /** The edition of the time-zone database that `occurrenceAt` was reckoned with. */
  tzVersion?: string
  /** When the first send began whose outcome is unknown, until a person says what became of it, or a look ends it as absent. */
  unknownSince?: Date | null
  unpublishAt?: Date | null
  /** Set where it, or its schedule, was stopped while its outcome was unknown: it may be found out there, and is never sent again. */
  unwanted?: UnwantedCode | null
  updatedAt: Date
  /** The id of the post's version that was approved and pinned. */
  versionId: string
  /** How taking it back has gone so far: `failedAt` once it was given up, and a person must do it on the platform. */
  withdrawal?: { attempts: number; failedAt: Date | null } | null
  /** Media and brand assets that it shows, whose licences must reach to its time; absent on rows of before it was recorded. */
  works?: readonly Id[]
  /** Why it is due later than planned: its channel made it wait. Holds only while `until` equals `dueAt`. */
  wait?: { since: Date; token?: RateToken; until: Date } | null
}
