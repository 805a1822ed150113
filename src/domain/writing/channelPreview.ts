import type { ChannelLimits, ChannelMode, Finding } from '../channelAdapter.ts'
import type { RenderedContent } from '../content.ts'
import type { PartCount } from './countParts.ts'
import type { Fix } from './fix.ts'
import type { Variable } from './variables.ts'

/** What a variant starts from on one channel: the post in that platform's own form, variables as they are written. */
export interface Master {
  /** Of what the post says in all its languages; a variant that keeps it knows later whether the post was changed since. */
  hash: string
  /** Ids, the cover first. */
  media: string[]
  text: string
  title: string
  topics: string[]
}

/** What a channel will refuse or spoil, in the language of the one who asks, and what would mend it. */
export interface FixableFinding extends Finding {
  fixes: Fix[]
}

/** How a post would look on one channel, and what that channel would refuse. */
export interface ChannelPreview {
  channel: { id: string; kind: string; mode: ChannelMode; name: string; slug: string }
  /** How much of each limit is used. */
  counts: PartCount[]
  findings: FixableFinding[]
  /** The rendered content as safe HTML, where the kind has such a form. */
  html?: string
  kind: string
  limits: ChannelLimits
  /** What a variant starts from. */
  master: Master
  /** Whether the post was changed since its variant was started; null without a variant. */
  parted: boolean | null
  /** The texts of a thread, where the channel makes one of a long text. */
  parts?: string[]
  rendered: RenderedContent
  /** What `{{name}}` stands for here. */
  variables: { label: string; name: Variable; value: string | null }[]
}
