import { checkContent, compileContent, isMarkdown } from '../channels/compileContent.ts'
import type { DrawWith } from '../channels/drawPictures.ts'
import { fillPost, fillVariant } from '../channels/fillContent.ts'
import { masterOf } from '../channels/masterOf.ts'
import { measureContent } from '../channels/measureContent.ts'
import { renderPost } from '../channels/renderPost.ts'
import { buildVariantSnapshot, findVariant } from '../channels/snapshot/buildVariantSnapshot.ts'
import { mediaFinder } from '../channels/snapshot/buildPostSnapshot.ts'
import type { RawDocument, RawMedia } from '../channels/snapshot/mediaSnapshot.ts'
import { textOf } from '../channels/richText/richTextNode.ts'
import type { ChannelAccount, ChannelRegistry, Finding } from '../domain/channelAdapter.ts'
import type { Locale, PostSnapshot, VariantSnapshot } from '../domain/content.ts'
import type { Commerce } from '../domain/disclosure/commerce.ts'
import { languageOf } from '../domain/reasons/fillText.ts'
import type { ChannelPreview, Master } from '../domain/writing/channelPreview.ts'
import type { VariantChange } from '../domain/writing/fix.ts'
import { type Draft, suggestFixes } from '../domain/writing/suggestFixes.ts'
import { resolveVariables, type VariableFacts } from '../domain/writing/resolveVariables.ts'
import { fillVariables, variableLabels, VARIABLES, type VariableValues } from '../domain/writing/variables.ts'

export interface ComposePreviewArgs {
  account: ChannelAccount
  /** The business behind the post. */
  commerce: Commerce
  /** How the channel's readers see pictures that they fetch from us. */
  drawWith: DrawWith | null
  /** What variables speak of, as far as the person may know. */
  facts: VariableFacts
  /** Of the one who asks. */
  language: string
  locale: Locale
  media: RawMedia
  post: PostSnapshot
  publicPath: string
  registry: ChannelRegistry
  version: RawDocument
}

/** How a post would look on one channel, with what is to be done about it. */
export function composePreview(args: ComposePreviewArgs): ChannelPreview {
  const { account, commerce, drawWith, facts, language, locale, post, registry, version } = args
  const { id, kind, limits, mode, name, slug } = account
  const adapter = registry.adapterFor(account)
  const row = findVariant(version, id)
  const variant = buildVariantSnapshot({ ...args, channelId: id })
  const master = masterOf({ adapter, locale, post })
  const { values } = resolveVariables({ channel: account, facts, post, publicUrl: registry.publicUrl })
  const shared = { adapter, commerce, drawWith, limits, locale }
  const { content, findings } = compileContent({ ...shared, post, values, variant })
  const filled = fillPost(post, values)
  const effective = { ...adapter.manifest.limits, ...limits }
  const { html, parts } = content.rendered
  const findMedia = mediaFinder(args)
  const findingsWith = (given: VariantChange): Finding[] =>
    checkContent({
      ...shared,
      post: filled,
      variant: fillVariant({
        isMarkdown: isMarkdown(adapter),
        values,
        variant: changeVariant({ findMedia, given, variant }),
      }),
    }).findings

  return {
    channel: { id, kind, mode, name, slug },
    counts: measureContent(adapter, { content, limits: effective }),
    findings: findings.map((finding) => ({
      ...finding,
      fixes: suggestFixes({
        draft: draftOf({ locale, master, post, variant }),
        fill: (text) => fillVariables(text, values),
        finding,
        isFixedBy: (given) => isBetter(findings, findingsWith(given), finding),
        language,
      }),
    })),
    ...(typeof html === 'string' && { html }),
    kind,
    limits: effective,
    master,
    parted: row === undefined ? null : hasParted(textOf(row['basis']), master),
    ...(Array.isArray(parts) && { parts: parts.map(textOf) }),
    rendered: content.rendered,
    variables: describeVariables(values, language),
  }
}

/** Whether a finding is gone, and nothing new stands in the way. */
const isBetter = (before: readonly Finding[], after: readonly Finding[], { code: gone }: Finding): boolean =>
  after.every(
    ({ code, severity }) => code !== gone && (severity === 'warning' || before.some((known) => known.code === code)),
  )

const describeVariables = (values: VariableValues, language: string): ChannelPreview['variables'] =>
  VARIABLES.map((name) => ({ label: variableLabels[name][languageOf(language)], name, value: values[name] }))

/** A variant that does not say what it started from has not parted from it. */
const hasParted = (basis: string, { hash }: Master): boolean => basis !== '' && basis !== hash

type DraftOfArgs = Pick<ComposePreviewArgs, 'locale' | 'post'> & { master: Master; variant: VariantSnapshot | null }

/** What the channel says now, in the words that a variant would hold. */
function draftOf({ locale, master, post, variant }: DraftOfArgs): Draft {
  const { media, title, topics } = renderPost({ locale, post, publicUrl: '', variant })

  return {
    firstComment: variant?.firstComment ?? '',
    media,
    mentions: variant?.mentions ?? [],
    text: variant?.text ?? master.text,
    title,
    topics,
  }
}

interface ChangeVariantArgs {
  findMedia: ReturnType<typeof mediaFinder>
  given: VariantChange
  variant: VariantSnapshot | null
}

/** The variant as it would be stored with a change, and so as empty as storing makes it. */
function changeVariant({ findMedia, given, variant }: ChangeVariantArgs): VariantSnapshot {
  const { firstComment, media, mentions, text, title, topics } = given

  return {
    firstComment: null,
    media: [],
    text: null,
    title: null,
    ...variant,
    ...(firstComment !== undefined && { firstComment: firstComment || null }),
    ...(media !== undefined && { media: media.map(findMedia).filter((found) => found !== null) }),
    ...(mentions !== undefined && { mentions }),
    ...(text !== undefined && { text: text || null }),
    ...(title !== undefined && { title: title || null }),
    ...(topics !== undefined && { topics }),
  }
}
