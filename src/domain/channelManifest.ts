import type { Labels } from './labels.ts'
import type { ChannelPresets } from './presets/preset.ts'

/**
 * How a platform keeps one publication from appearing twice, and so what an unknown outcome may do:
 * `native-key` and `deterministic-id`: send again; `reconcile-by-read`: look first; `none`: ask a person.
 */
export type Deduplication = 'deterministic-id' | 'native-key' | 'none' | 'reconcile-by-read'

export const TEXT_UNITS = ['grapheme', 'half-width', 'utf16', 'utf8-byte'] as const

/** How a platform counts the length of a text; `countText` counts so. */
export type TextUnit = (typeof TEXT_UNITS)[number]

export interface TextLimit {
  max: number
  unit: TextUnit
}

/** What a platform takes; per account an editor may override it. Absent means unlimited. */
export interface ChannelLimits {
  /** Bytes of what leaves, as UTF-8. */
  bodyBytes?: number
  /** Overrides of the kind's capabilities for this account: what the platform has granted or taken away. */
  capabilities?: Readonly<Record<string, boolean>>
  /** Of the text where it stands beside pictures, on platforms that allow less there. */
  caption?: TextLimit
  /** Sends under way at one time, over all workers. */
  concurrency?: number
  excerpt?: TextLimit
  firstComment?: TextLimit
  /** Bytes of one picture. */
  imageBytes?: number
  images?: number
  /** Pictures and films together. */
  media?: number
  /** `count` sends in `seconds`, evenly; `burst` of them may come at once (1 unless said). */
  rate?: { burst?: number; count: number; seconds: number }
  text?: TextLimit
  title?: TextLimit
  topics?: number
  /** Bytes of one film. */
  videoBytes?: number
  videos?: number
}

/** One value that a kind asks for; the connect form is made of these. Credentials are sealed, settings are not. */
export interface AccountField {
  /** What is put in where nothing is given; only for settings. */
  default?: boolean | number | string
  /** Where to find the value, in the words of the platform's own pages. */
  help: Labels
  label: Labels
  /** The platform's own parameter in camelCase. */
  name: string
  /** For `select`. */
  options?: readonly { label: Labels; value: string }[]
  /** A regular expression that the whole text matches. */
  pattern?: string
  /** True unless the account works without it. */
  required: boolean
  /** How it is asked; `text` unless said. `url`: an http(s) address. */
  type?: 'boolean' | 'number' | 'select' | 'text' | 'url'
}

/** Something that a platform grants to some accounts only. */
export interface Capability {
  /** The day on which this was last compared with the platform's documentation. */
  checkedOn: string
  isGranted: boolean
  label: Labels
  /** Who has it, and how it is got. */
  note: Labels
}

/** How a person publishes where the platform has no lawful API; the pack is what the adapter renders. */
export interface AssistedManifest {
  /** What to do, in order; shown beside the pack. */
  checklist: readonly Labels[]
  /** Hosts of an address that may be pasted back, each with what is below it: `xiaohongshu.com`. None: a post has no address. */
  liveUrlHosts: readonly string[]
  /** What the path and query of such an address match (`URL.pathname + URL.search`); any unless said. */
  liveUrlPattern?: string
  /** True where machines that look at an address are turned away, or nothing stands at one. */
  isHiddenFromMachines?: boolean
  /** Where the person publishes; opened from the phone. */
  openUrl?: string
  /** Addresses that the platform's app gives out and that lead to a post: this very host, and what the path matches. */
  shortLinks?: readonly { host: string; pattern?: string }[]
}

/** What a platform answers to a message without content. */
export interface EmptyMessageProbe {
  /** The day on which the codes were last compared with what is known of them. */
  checkedOn: string
  /** Codes by which a robot with a key word refuses a message without it; they say nothing of the account then. */
  forKeyword?: readonly string[]
  /** True when the codes were seen on the platform itself, and not only read of. */
  isVerified: boolean
  /** Codes of its refusal where key and signature are right; for a wrong one see the adapter's table of errors. */
  right: readonly string[]
}

/** How an account is looked at where its platform has no question for that, or why it cannot be. */
export type LiveCheckManifest = { emptyMessage: EmptyMessageProbe } | { impossible: Labels }

/** What a kind of channel is, as data. */
export interface ChannelManifest {
  /** For `mode: 'assisted'`. */
  assisted?: AssistedManifest
  /** By name; an account's `limits.capabilities` overrides `isGranted`. */
  capabilities?: Readonly<Record<string, Capability>>
  /** The day on which the limits were last compared with the platform's documentation. */
  checkedOn: string
  /** What `channels.credentials` holds. */
  credentials: readonly AccountField[]
  deduplication: Deduplication
  kind: string
  label: Labels
  limits: ChannelLimits
  /** Absent where the adapter's `checkLive` asks what the platform has for it. */
  liveCheck?: LiveCheckManifest
  /** How long the platform may work on what it accepted before a person looks; a day unless said. */
  longestPendingMs?: number
  mode: 'api' | 'assisted' | 'feed'
  /**
   * How pictures reach those who see them: `bytes` where the adapter uploads every one, or sends none; `address` (also where nothing is
   * said) where something that it sends holds the address of one. What it renders then holds the addresses of renditions, which show
   * what must be seen on them.
   */
  pictures?: 'address' | 'bytes'
  /** In which sizes and formats it wants pictures; made ahead of the due time. */
  presets?: ChannelPresets
  /** True when the platform refuses, or hides, a post whose text it has seen from the same account. */
  refusesDuplicates?: boolean
  /** Minutes of the hour at which the platform asks not to be called, because everybody calls then. */
  busyMinutes?: readonly number[]
  /** What `channels.settings` holds. */
  settings: readonly AccountField[]
}

/** Whether a person may say a few words there to see that they arrive: where a look at the account proves little, and a message is soon forgotten. */
export const takesTestMessages = ({ liveCheck }: Pick<ChannelManifest, 'liveCheck'>): boolean =>
  liveCheck !== undefined && 'emptyMessage' in liveCheck

export interface HasCapabilityArgs {
  limits: ChannelLimits
  manifest: Pick<ChannelManifest, 'capabilities'>
  name: string
}

/** Whether an account may do what its platform grants to some only; the account's own word counts before the kind's. */
export const hasCapability = ({ limits, manifest, name }: HasCapabilityArgs): boolean =>
  limits.capabilities?.[name] ?? manifest.capabilities?.[name]?.isGranted ?? false
