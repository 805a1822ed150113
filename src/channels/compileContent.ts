import { createHash } from 'node:crypto'

import type { ChannelAdapter, ChannelLimits, Finding } from '../domain/channelAdapter.ts'
import type { ChannelContent, Locale, PostSnapshot, VariantSnapshot } from '../domain/content.ts'
import { findMissingAdLabel, findUnlabelledTranslations, isAd } from '../domain/disclosure/adLabel.ts'
import { type Commerce, NO_COMMERCE } from '../domain/disclosure/commerce.ts'
import { findServed } from '../domain/servedContent.ts'
import type { VisibleLabel } from '../domain/rendition/treatment.ts'
import type { VariableValues } from '../domain/writing/variables.ts'
import { type DrawWith, drawPictures, findPaths } from './drawPictures.ts'
import { fillPost, fillVariant, findDeadLinks, findUnfilled } from './fillContent.ts'
import { findLeftOut } from './findLeftOut.ts'
import { findUnlabelledFilms } from './findUnlabelledFilms.ts'
import { canonicalJson } from './snapshot/canonicalJson.ts'

export interface CompileContentArgs {
  adapter: Pick<ChannelAdapter, 'manifest' | 'masterText' | 'render' | 'validate'>
  /** The business behind the post; none unless given. */
  commerce?: Commerce
  /** How pictures look that are fetched by their address; as they were uploaded unless given. */
  drawWith?: DrawWith | null
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
  const { adapter, commerce = NO_COMMERCE, limits } = args
  const effective = { ...adapter.manifest.limits, ...limits }
  const content = renderContent(args, effective)
  const { post, rendered, variant } = content
  // What is pulled is pulled in any language.
  const isPulled = adapter.manifest.mode === 'feed'

  return {
    content,
    findings: [
      ...findUnfilled({ post, rendered, variant }),
      ...findDeadLinks({ post, variant }),
      ...findLeftOut({ post, rendered, variant }),
      ...adapter.validate({ content, limits: effective }),
      ...findMissingAdLabel({ commerce, rendered }),
      ...(isPulled ? findUnlabelledTranslations({ commerce, content }) : []),
      ...findUnlabelledFilms({ content, isPulled }),
    ],
  }
}

/** Kinds whose texts are Markdown write a post's body as such. */
export const isMarkdown = (adapter: Pick<ChannelAdapter, 'masterText'>): boolean => adapter.masterText !== undefined

/** What is advertising follows from the words, and what stands on the pictures from that: so there are two looks where any is drawn. */
function renderContent(args: Omit<CompileContentArgs, 'values'>, limits: ChannelLimits): ChannelContent {
  const { adapter, commerce = NO_COMMERCE, drawWith, locale, post, variant } = args
  const rendered = adapter.render({ limits, locale, post, variant })
  const labels: VisibleLabel[] = isAd({ commerce, rendered }) ? ['ad'] : []
  const drawn = drawWith ? drawPictures({ drawing: drawWith(labels), post, variant }) : null
  const shared = { ...(labels.length > 0 && { labels }), schemaVersion: 1 as const }

  if (drawn === null) {
    return { ...shared, post, rendered, variant }
  }

  const { paths, ...given } = drawn
  const leaving = adapter.render({ limits, locale, ...given })
  // What is pulled is served from the snapshot, whatever the adapter renders of it.
  const pictures = findPaths(paths, adapter.manifest.mode === 'feed' ? { ...findServed(given) } : leaving)

  return { ...shared, ...given, ...(pictures.length > 0 && { pictures }), rendered: leaving }
}

const NO_VALUES: VariableValues = { code: null, kol: null, link: null }

/** The hash of content that was read back, to be compared with `contentHash`. */
export const hashContent = (content: ChannelContent): string => hashOf(canonicalJson(content))

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
