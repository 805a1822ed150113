/** Words that the law wants to see on a picture: 广告 (Internet Advertising Measures, Art. 9) and AI生成 (GB 45438-2025). */
export const VISIBLE_LABELS = ['ad', 'ai'] as const

export type VisibleLabel = (typeof VISIBLE_LABELS)[number]

/** What is drawn over a picture. */
export interface Treatment {
  labels: readonly VisibleLabel[]
  /** The brand asset whose logo is laid over it; null for none. */
  mark: string | null
}

/** A treatment in one word that can stand in an address, such as `plain`, `ai` or `ad-ai-665f0c…`; equal for equal ones. */
export function formatTreatment({ labels, mark }: Treatment): string {
  const parts = [...VISIBLE_LABELS.filter((label) => labels.includes(label)), ...(mark === null ? [] : [mark])]

  return parts.length === 0 ? PLAIN : parts.join('-')
}

/** Null for what `formatTreatment` would not write. */
export function parseTreatment(text: string): Treatment | null {
  const parts = text === PLAIN ? [] : text.split('-')
  const treatment = {
    labels: VISIBLE_LABELS.filter((label) => parts.includes(label)),
    mark: parts.find((part) => OBJECT_ID.test(part)) ?? null,
  }

  return formatTreatment(treatment) === text ? treatment : null
}

/** What is drawn on one picture: the labels of what it goes out with, and that of AI where the picture needs and does not show it. */
export const labelsOn = (
  { aiGenerated, hasVisibleLabel }: { aiGenerated?: unknown; hasVisibleLabel?: unknown },
  labels: readonly VisibleLabel[],
): readonly VisibleLabel[] =>
  aiGenerated === true && hasVisibleLabel !== true && !labels.includes('ai') ? [...labels, 'ai'] : labels

const PLAIN = 'plain'
const OBJECT_ID = /^[0-9a-f]{24}$/
