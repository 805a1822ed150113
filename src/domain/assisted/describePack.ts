import type { Labels } from '../labels.ts'
import { sayCount } from '../writing/sayCount.ts'
import type { Pack, PackText } from './pack.ts'

const HEADINGS = {
  checklist: { en: 'What to do', zh: '发布步骤' },
  disclosures: { en: 'Labels that are required', zh: '须标明' },
  firstComment: { en: 'First comment', zh: '首条评论' },
  text: { en: 'Text', zh: '正文' },
  title: { en: 'Title', zh: '标题' },
  topics: { en: 'Topics', zh: '话题' },
} as const satisfies Record<string, Labels>

/** The words of a pack as one plain text, to lie beside the pictures. */
export function describePack(pack: Pack, language: keyof Labels): string {
  const list = (lines: readonly Labels[]): string =>
    lines.map((line, index) => `${index + 1}. ${line[language]}`).join('\n')
  const parts: [heading: string, text: string][] = [
    ...pack.texts.map((text): [string, string] => [headingOf(text, language), text.text]),
    [HEADINGS.topics[language], pack.topics.map((topic) => `#${topic}`).join(' ')],
    [HEADINGS.disclosures[language], list(pack.disclosures)],
    [HEADINGS.checklist[language], list(pack.checklist)],
  ]

  return parts
    .filter(([, text]) => text !== '')
    .map(([heading, text]) => `【${heading}】\n${text}\n`)
    .join('\n')
}

function headingOf({ count, part }: PackText, language: keyof Labels): string {
  const heading = HEADINGS[part][language]

  return count === null ? heading : `${heading} ${sayCount(count, language)}`
}
