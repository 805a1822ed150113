import type { Dialect } from './skins.ts'

/** A piece of a line: words, or words that the platform shows in another way. */
export interface Mark {
  kind: 'bold' | 'link' | 'mention' | 'topic' | 'words'
  text: string
}

export interface MarkedLine {
  kind: 'heading' | 'picture' | 'quote' | 'words'
  marks: Mark[]
}

/** Reads a text as a platform shows it: lines with their bold words, links, topics and mentions. */
export const readMarks = (text: string, dialect: Dialect): MarkedLine[] =>
  text.split('\n').map((line) => {
    const { kind, words } = readLine(line, dialect)

    return { kind, marks: readLineMarks(words, dialect) }
  })

const LINES: readonly { kind: MarkedLine['kind']; shape: RegExp }[] = [
  { kind: 'picture', shape: /^!\[([^\]]*)\]\([^)]*\)$/ },
  { kind: 'heading', shape: /^#{1,6} (.*)$/ },
  { kind: 'quote', shape: /^> ?(.*)$/ },
]

function readLine(line: string, dialect: Dialect): { kind: MarkedLine['kind']; words: string } {
  if (dialect === 'markdown') {
    for (const { kind, shape } of LINES) {
      const words = shape.exec(line)?.[1]

      if (words !== undefined) {
        return { kind, words }
      }
    }
  }

  return { kind: 'words', words: line }
}

/** An address ends at a space, a 汉字 or full-width punctuation. */
const ADDRESS = String.raw`https?:\/\/[^\s\p{Script=Han}，。；：！？（）【】《》“”、<>|)]+`
const TOPIC = String.raw`#[^#\s]{1,60}#|#[\p{L}\p{N}_]+`
const MENTION = String.raw`@[\p{L}\p{N}_.-]+`

const PATTERNS: Readonly<Record<Dialect, RegExp>> = {
  markdown: new RegExp(
    String.raw`\*\*(?<bold>[^*]+)\*\*|\[(?<label>[^\]]+)\]\([^)]*\)|(?<link>${ADDRESS})|(?<topic>${TOPIC})|(?<mention>${MENTION})`,
    'gu',
  ),
  plain: new RegExp(`(?<link>${ADDRESS})|(?<topic>${TOPIC})|(?<mention>${MENTION})`, 'gu'),
  slack: new RegExp(
    String.raw`\*(?<bold>[^*\n]+)\*|<[^|>]+\|(?<label>[^>]+)>|(?<link>${ADDRESS})|(?<topic>${TOPIC})|(?<mention>${MENTION})`,
    'gu',
  ),
}

function readLineMarks(line: string, dialect: Dialect): Mark[] {
  const marks: Mark[] = []
  let end = 0

  for (const match of line.matchAll(PATTERNS[dialect])) {
    if (match.index > end) {
      marks.push(words(line.slice(end, match.index), dialect))
    }

    marks.push(markOf(match.groups ?? {}))
    end = match.index + match[0].length
  }

  return end < line.length ? [...marks, words(line.slice(end), dialect)] : marks
}

function markOf({ bold, label, link, mention, topic }: Partial<Record<string, string>>): Mark {
  if (bold !== undefined) {
    return { kind: 'bold', text: bold }
  }

  if (topic !== undefined) {
    return { kind: 'topic', text: topic }
  }

  return mention === undefined ? { kind: 'link', text: label ?? link ?? '' } : { kind: 'mention', text: mention }
}

const words = (text: string, dialect: Dialect): Mark => ({
  kind: 'words',
  text: dialect === 'slack' ? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') : text,
})
