import type { ChannelContent, Locale, PostSnapshot, RenderedContent, VariantSnapshot } from './content.ts'
import type { Reason } from './errors.ts'
import type { Labels } from './labels.ts'
import type { ChannelPresets } from './presets/preset.ts'

export type { Labels }

export const CHANNEL_MODES = ['live', 'rehearsal', 'paused'] as const

/** Where a channel's publications go: to the platform, to the sandbox, or nowhere for now. */
export type ChannelMode = (typeof CHANNEL_MODES)[number]

/**
 * How a platform keeps one publication from appearing twice, and so what an unknown outcome may do:
 * `native-key` and `deterministic-id`: send again; `reconcile-by-read`: look first; `none`: ask a person.
 */
export type Deduplication = 'deterministic-id' | 'native-key' | 'none' | 'reconcile-by-read'

/** How a platform counts the length of a text. */
export type TextUnit = 'grapheme' | 'half-width' | 'utf16' | 'utf8-byte'

/** What a platform takes; per account an editor may override it. Absent means unlimited. */
export interface ChannelLimits {
  bodyBytes?: number
  /** Sends under way at one time, over all workers. */
  concurrency?: number
  images?: number
  /** `count` sends in `seconds`, evenly; `burst` of them may come at once (1 unless said). */
  rate?: { burst?: number; count: number; seconds: number }
  text?: { max: number; unit: TextUnit }
  title?: { max: number; unit: TextUnit }
}

/** What a kind of channel is, as data. */
export interface ChannelManifest {
  /** The day on which the limits were last compared with the platform's documentation. */
  checkedOn: string
  /** Names of `channels.credentials` keys that this kind needs. */
  credentials: readonly string[]
  deduplication: Deduplication
  kind: string
  label: Labels
  limits: ChannelLimits
  mode: 'api' | 'assisted' | 'feed'
  /** In which sizes and formats it wants pictures; made ahead of the due time. */
  presets?: ChannelPresets
  /** True when the platform refuses, or hides, a post whose text it has seen from the same account. */
  refusesDuplicates?: boolean
  /** Names of `channels.settings` keys that this kind needs. */
  settings: readonly string[]
}

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

export interface CommitArgs {
  content: ChannelContent
  /** Also the idempotency key. */
  publicationId: string
  signal: AbortSignal
}

/** Where a publication can be found on the platform. */
export interface Receipt {
  publishedAt?: string
  remoteId: string
  url?: string
}

export type CommitResult = ({ state: 'published' } & Receipt) | { remoteId: string; state: 'pending' }

export type ReconcileResult = ({ state: 'published' } & Receipt) | { state: 'absent' } | { state: 'unknown' }

export interface WithdrawArgs {
  publicationId: string
  receipt: Receipt
  signal: AbortSignal
}

/**
 * One outside system behind one face.
 *
 * `render` and `validate` are pure: preview and send share them. `prepare` may be repeated, `commit` is
 * the one irreversible call. Every failure is a `ChannelError`; no response object or library type leaks.
 */
export interface ChannelAdapter {
  commit(args: CommitArgs): Promise<CommitResult>
  manifest: ChannelManifest
  poll?(args: { remoteId: string; signal: AbortSignal }): Promise<CommitResult>
  prepare?(args: CommitArgs): Promise<void>
  reconcile?(args: { content: ChannelContent; publicationId: string; signal: AbortSignal }): Promise<ReconcileResult>
  render(args: RenderArgs): RenderedContent
  validate(args: ValidateArgs): Finding[]
  withdraw?(args: WithdrawArgs): Promise<void>
}

/** `fetch` that refuses private addresses, caps answers and follows no redirect blindly. */
export type SafeFetch = (url: string, init?: RequestInit) => Promise<Response>

/** Says what is wrong with an account's settings and credentials, before anything is sent with them. */
export type CheckAccount = (account: Pick<ChannelAccount, 'credentials' | 'settings'>) => Reason[]

/** A kind of channel: what an integrator registers with `drumbeat({ channels: [...] })`. */
export interface ChannelKind {
  checkAccount?: CheckAccount
  create(options: { account: ChannelAccount; fetch: SafeFetch }): ChannelAdapter
  manifest: ChannelManifest
}

/** All kinds of channel that this installation knows. */
export interface ChannelRegistry {
  /** The adapter that sends for this account: the sandbox's when the account rehearses. */
  adapterFor(account: ChannelAccount): ChannelAdapter
  find(kind: string): ChannelKind | null
  kinds(): ChannelKind[]
}
