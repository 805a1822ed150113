import type { AssistedManifest, ChannelLimits, ChannelManifest, TextLimit, TextUnit } from '../channelManifest.ts'
import type { RenderedContent } from '../content.ts'
import type { Labels } from '../labels.ts'
import type { VisibleLabel } from '../rendition/treatment.ts'
import { countText } from '../textLength.ts'

/** What a person needs to publish by hand; all of it comes from what was approved. */
export interface Pack {
  checklist: readonly Labels[]
  disclosures: readonly Labels[]
  files: readonly PackFile[]
  texts: readonly PackText[]
  topics: readonly string[]
}

export interface PackFile {
  alt: string
  /** Drawn on it, beside the label of AI. */
  labels?: readonly VisibleLabel[]
  mediaId: string
  mimeType: string
  /** In which rendition it is wanted; none for films. */
  preset?: string
}

export interface PackText {
  /** How long it is in the platform's own unit; null where the platform sets no limit. */
  count: { count: number; max: number; unit: TextUnit } | null
  part: 'firstComment' | 'text' | 'title'
  text: string
}

/** What assisted channels render: the words as they are to be pasted, and the pictures in their order. */
export interface AssistedContent {
  firstComment: string | null
  media: readonly { aiGenerated: boolean; alt: string; id: string; mimeType: string }[]
  text: string
  title: string
  topics: readonly string[]
}

export interface PlanPackArgs {
  /** What its collaboration must be labelled with; null where there is none, or nothing to disclose. */
  adLabel: string | null
  assisted: AssistedManifest
  labels?: readonly VisibleLabel[]
  limits: ChannelLimits
  presets?: ChannelManifest['presets']
  rendered: RenderedContent
}

/** Lays out the pack of one publication. */
export function planPack({ adLabel, assisted, labels = [], limits, presets, rendered }: PlanPackArgs): Pack {
  const { firstComment, media, text, title, topics } = rendered as unknown as AssistedContent
  const texts: [PackText['part'], string | null, TextLimit | undefined][] = [
    ['title', title, limits.title],
    ['text', text, limits.text],
    ['firstComment', firstComment, undefined],
  ]

  return {
    checklist: assisted.checklist,
    disclosures: [
      ...(adLabel === null ? [] : [sayAdLabel(adLabel)]),
      ...(media.some(({ aiGenerated }) => aiGenerated) ? [AI_LABEL] : []),
    ],
    files: media.map(({ alt, id, mimeType }, index) => ({
      alt,
      mediaId: id,
      mimeType,
      ...(mimeType.startsWith('image/') ? { ...presetOf(index, presets), ...(labels.length > 0 && { labels }) } : {}),
    })),
    texts: texts.flatMap(([part, words, limit]) =>
      words === null || words === '' ? [] : [{ count: countOf(words, limit), part, text: words }],
    ),
    topics,
  }
}

const sayAdLabel = (label: string): Labels => ({
  en: `Mark it as advertising (“${label}”): the label must be seen without opening the post, and the platform's own switch for paid partnerships is to be on.`,
  zh: `标明“${label}”：须在显著位置可直接看到，并打开平台的品牌合作标识。`,
})

/** Measures for labelling AI content (in force since 2025-09-01), article 10: the publisher declares it. */
const AI_LABEL: Labels = {
  en: 'Some pictures were made by AI: choose the platform’s declaration “contains AI-generated content”, and do not cut off the label in the picture.',
  zh: '含 AI 生成的图片：发布时勾选“内容由 AI 生成”声明，不要裁掉图中的标识。',
}

const presetOf = (index: number, presets: ChannelManifest['presets'] = {}): { preset?: string } => {
  const preset = index === 0 ? (presets.cover ?? presets.images) : presets.images

  return preset === undefined ? {} : { preset }
}

const countOf = (text: string, limit: TextLimit | undefined): PackText['count'] =>
  limit === undefined ? null : { count: countText(text, limit.unit), max: limit.max, unit: limit.unit }
