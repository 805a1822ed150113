import { createHash } from 'node:crypto'

import type { ChannelAdapter, ChannelLimits, Finding } from '../domain/channelAdapter.ts'
import type { ChannelContent, Locale, PostSnapshot, VariantSnapshot } from '../domain/content.ts'
import { findMissingAdLabel, findUnlabelledTranslations, isAd } from '../domain/disclosure/adLabel.ts'
import { type Commerce, NO_COMMERCE } from '../domain/disclosure/commerce.ts'
import type { VariableValues } from '../domain/writing/variables.ts'
import { fillPost, fillVariant, findDeadLinks, findUnfilled } from './fillContent.ts'
import { canonicalJson } from './snapshot/canonicalJson.ts'

export interface CompileContentArgs {
  adapter: Pick<ChannelAdapter, 'manifest' | 'masterText' | 'render' | 'validate'>
  /** The business behind the post; none unless given. */
  commerce?: Commerce
  /** The account's own limits; each that it leaves out is the kind's. */
  limits: ChannelLimits
  locale: Locale
  post: PostSnapshot
  /** What `{{name}}` stands for in post and variant; nothing unless given. */
  values?: VariableValues
  variant: VariantSnapshot | null
}

export interface CompiledContent {
  content: ChannelContent
  /** SHA-256 (hex) over the canonical JSON of `content`. */
  contentHash: string
  findings: Finding[]
}

/**
 * Freezes what one channel will get: the snapshot, its variant and what the adapter renders of them.
 *
 * Preview and arming share it, so what an editor saw is what goes out.
 */
export function compileContent({ values = NO_VALUES, ...args }: CompileContentArgs): CompiledContent {
  const { findings, ...checked } = checkContent({
    ...args,
    post: fillPost(args.post, values),
    variant: fillVariant({ isMarkdown: isMarkdown(args.adapter), values, variant: args.variant }),
  })
  const canonical = canonicalJson(checked.content)

  // Through JSON and back, so that the database holds nothing that the hash did not see.
  return { content: JSON.parse(canonical) as ChannelContent, contentHash: hashOf(canonical), findings }
}

/** The same of what is filled in already, without freezing it: enough to try many variants of one post. */
export function checkContent(args: Omit<CompileContentArgs, 'values'>): Omit<CompiledContent, 'contentHash'> {
  const { adapter, commerce = NO_COMMERCE, limits, locale, post, variant } = args
  const effective = { ...adapter.manifest.limits, ...limits }
  const rendered = adapter.render({ limits: effective, locale, post, variant })
  const content: ChannelContent = {
    ...(isAd({ commerce, rendered }) && { labels: ['ad'] }),
    post,
    rendered,
    schemaVersion: 1,
    variant,
  }

  return {
    content,
    findings: [
      ...findUnfilled({ post, rendered, variant }),
      ...findDeadLinks({ post, variant }),
      ...adapter.validate({ content, limits: effective }),
      ...findMissingAdLabel({ commerce, rendered }),
      // What is pulled is pulled in any language.
      ...(adapter.manifest.mode === 'feed' ? findUnlabelledTranslations({ commerce, content }) : []),
    ],
  }
}

/** Kinds whose texts are Markdown write a post's body as such. */
export const isMarkdown = (adapter: Pick<ChannelAdapter, 'masterText'>): boolean => adapter.masterText !== undefined

const NO_VALUES: VariableValues = { code: null, kol: null, link: null }

/** The hash of content that was read back, to be compared with `contentHash`. */
export const hashContent = (content: ChannelContent): string => hashOf(canonicalJson(content))

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
