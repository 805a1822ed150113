import type { AccessToken, OpenTokens } from './accessTokens.ts'
import type { ChannelCallback } from './channelCallback.ts'
import type { ChannelLimits, ChannelManifest } from './channelManifest.ts'
import type { ChannelContent, Locale, PostSnapshot, RenderedContent, VariantSnapshot } from './content.ts'
import type { Reason } from './errors.ts'
import type { EngagementType } from './engagement.ts'
import type { Labels } from './labels.ts'
import type { MediaFiles } from './mediaFiles.ts'
import type { Published, Receipt } from './receipt.ts'
import type { VisibleLabel } from './rendition/treatment.ts'
import type { PartCount } from './writing/countParts.ts'

export type * from './channelManifest.ts'
export type { AccessToken, Labels, Receipt }

export const CHANNEL_MODES = ['live', 'rehearsal', 'paused'] as const

/** Where a channel's publications go: to the platform, to the sandbox, or nowhere for now. */
export type ChannelMode = (typeof CHANNEL_MODES)[number]

/** A destination account with its secrets opened; lives in memory only. */
export interface ChannelAccount {
  credentials: Record<string, string>
  id: string
  kind: string
  limits: ChannelLimits
  mode: ChannelMode
  name: string
  settings: Record<string, unknown>
  slug: string
  timeZone: string
}

export interface RenderArgs {
  limits: ChannelLimits
  locale: Locale
  post: PostSnapshot
  variant: VariantSnapshot | null
}

export interface ValidateArgs {
  content: ChannelContent
  limits: ChannelLimits
}

/** Something about the content that the platform will refuse (`error`) or spoil (`warning`). */
export interface Finding extends Reason {
  severity: 'error' | 'warning'
}

/** What `prepare` made on the platform: ids of uploads and drafts; JSON, no secrets. Kept with the publication. */
export type Handles = Readonly<Record<string, unknown>>

/** What every call on behalf of one publication carries. */
export interface PublicationArgs {
  content: ChannelContent
  /** What `prepare` returned or kept for this very content; empty before. */
  handles: Handles
  /** Also the idempotency key. */
  publicationId: string
  signal: AbortSignal
  /**
   * When the first send began whose outcome nobody knows; null where a person has said what became of it. Absent where each one
   * was answered, and on rows of before it was recorded.
   *
   * Until a person says what became of it, it may be out: for a platform that forgets our key after a while.
   */
  unknownSince?: Date | null
}

export interface PrepareArgs extends PublicationArgs {
  /**
   * Stores what is ready so far, so that a retry after a crash does not make it again.
   *
   * For what is costly: a large upload, a draft. Rejects when the publication belongs to another worker by now; let that pass.
   */
  keep: (handles: Handles) => Promise<void>
}

export type CommitArgs = PublicationArgs

export type CommitResult =
  | Published
  /** The platform has it and works on it; `poll` tells the end. `handles` are added to those of the publication. */
  | { handles?: Handles; pollInMs?: number; remoteId: string; state: 'pending' }
  /** A person has to publish it now; nothing left. */
  | { state: 'awaiting-operator' }

/** Whether something on the platform is the receipt of another publication already. */
export type IsTaken = (receipt: Receipt) => Promise<boolean>

/** For adapters that look for what has no key of ours: an older occurrence of the same words is never this one. */
export interface LookArgs extends PublicationArgs {
  /** Pass over what it says yes to; nothing is another's unless given. */
  isTaken?: IsTaken
}

export interface PollArgs extends LookArgs {
  remoteId: string
  /** When the send began that the platform accepted; nothing older can be it. */
  startedAt: Date
}

export interface ReconcileArgs extends LookArgs {
  /** When the send began whose outcome is unknown; nothing older can be it. Null when not known either. */
  startedAt: Date | null
}

export type ReconcileResult =
  | Published
  /** `isHalfOut` where a part of it stands there, such as the first posts of a thread. */
  | { isHalfOut?: boolean; state: 'absent' }
  | { state: 'unknown' }

export interface WithdrawArgs {
  handles: Handles
  publicationId: string
  receipt: Receipt
  signal: AbortSignal
}

export interface MetricsArgs extends WithdrawArgs {
  /** The day that is asked for, `YYYY-MM-DD` in the channel's zone. */
  day: string
}

/** How often something happened to one publication: on that day, or since it was published (`isTotal`). */
export interface MetricPoint {
  isTotal: boolean
  type: Extract<EngagementType, 'click' | 'comment' | 'follow' | 'impression' | 'like' | 'save' | 'share' | 'view'>
  value: number
}

/** What a look at the account itself tells; `findings` name what is missing. */
export interface LiveCheck {
  /** What the platform calls the account, to be compared with what was meant. */
  accountName?: string
  /** When what was granted ends, as an ISO instant. */
  expiresAt?: string
  findings: readonly Finding[]
  /** False where the answer does not say whether the account works. */
  isTold?: boolean
}

/**
 * One outside system behind one face.
 *
 * `render` and `validate` are pure: preview and send share them. `prepare` makes only what nobody sees and may be
 * repeated, `commit` is the one irreversible call, `poll` and `reconcile` only read. Every failure is a
 * `ChannelError`; no response object or library type leaks. Each call ends soon after its signal aborts.
 */
export interface ChannelAdapter {
  /** Verifies what the platform calls back with, and says what it means. */
  callback?: ChannelCallback
  /** Asks the platform whether the account works, without publishing anything. */
  checkLive?(args: { signal: AbortSignal }): Promise<LiveCheck>
  commit(args: CommitArgs): Promise<CommitResult>
  manifest: ChannelManifest
  /** How a post's own body reads as a text of this platform; its plain text unless given. Pure, as `render` is. */
  masterText?(args: Pick<RenderArgs, 'locale' | 'post'>): string
  /** True where `checkLive` sends a message that the platform has to refuse: only when a person asks for it. */
  isCheckedByMessage?: true
  /** How much of each limit content uses, as `validate` counts; what `readRendered` finds unless given. */
  measure?(args: ValidateArgs): PartCount[]
  metrics?(args: MetricsArgs): Promise<MetricPoint[]>
  /** Throws a `ChannelError` with `isVerdict` when the platform says no; any other error is a question that failed. */
  poll?(args: PollArgs): Promise<CommitResult>
  /** Returns the handles that `commit` and all later calls get. */
  prepare?(args: PrepareArgs): Promise<Handles>
  /** Needed for `reconcile-by-read`. */
  reconcile?(args: ReconcileArgs): Promise<ReconcileResult>
  /** Renews what ends soon; called every few minutes, so most calls have nothing to do. */
  refresh?(args: { signal: AbortSignal }): Promise<void>
  render(args: RenderArgs): RenderedContent
  validate(args: ValidateArgs): Finding[]
  withdraw?(args: WithdrawArgs): Promise<void>
}

/** `fetch` that refuses private addresses, caps answers and follows no redirect blindly. */
export type SafeFetch = (url: string, init?: RequestInit) => Promise<Response>

/**
 * Opens a plain connection by the same policy as `SafeFetch`; for protocols other than HTTP, which bring their own TLS.
 *
 * Rejects with `code` `OUTBOUND_REFUSED` or `OUTBOUND_UNREACHABLE`.
 */
export type OpenSocket = (server: { hostname: string; port: number }) => Promise<NodeJS.ReadWriteStream>

/** Says what is wrong with an account's settings and credentials, before anything is sent with them. */
export type CheckAccount = (account: Pick<ChannelAccount, 'credentials' | 'settings'>) => Reason[]

/** What an adapter is made of. */
export interface ChannelOptions {
  account: ChannelAccount
  clock: () => Date
  connect: OpenSocket
  fetch: SafeFetch
  files: MediaFiles
  /** Put before the paths of our own files, so that the platform can fetch them; no slash at its end. */
  publicUrl: string
  /** For platforms whose access tokens end: keeps them sealed, and renews them once for all workers. */
  tokens: OpenTokens
}

export interface RehearseAtArgs {
  /** Those of the account, which may not be connected yet: give what is missing. */
  settings: Readonly<Record<string, unknown>>
  /** What the stand-in takes for every secret. */
  token: string
  /** The stand-in's base address for this account. */
  url: string
}

/** Points an account at the kind's stand-in platform; the settings given here replace the account's own. */
export type RehearseAt = (args: RehearseAtArgs) => Pick<ChannelAccount, 'credentials' | 'settings'>

/** A kind of channel: what an integrator registers with `drumbeat({ channels: [...] })`. */
export interface ChannelKind {
  /** Beyond what the manifest's fields say by themselves. */
  checkAccount?: CheckAccount
  create(options: ChannelOptions): ChannelAdapter
  manifest: ChannelManifest
  /** Absent: a rehearsal goes to the general sandbox. */
  rehearseAt?: RehearseAt
}

/** What the content of one send asks of its adapter. */
export interface AdapterOptions {
  /** Drawn on every picture that it sends, beside the label of AI. */
  labels?: readonly VisibleLabel[]
}

/** All kinds of channel that this installation knows. */
export interface ChannelRegistry {
  /** The adapter that sends for this account: to a stand-in or the sandbox when the account rehearses. */
  adapterFor(account: ChannelAccount, options?: AdapterOptions): ChannelAdapter
  /** What is wrong with an account, by its kind's fields and the kind's own rules. */
  check(kind: string, account: Pick<ChannelAccount, 'credentials' | 'settings'>): Reason[]
  find(kind: string): ChannelKind | null
  kinds(): ChannelKind[]
  /** Where this installation is reached from outside, without a slash at its end. */
  publicUrl: string
}
