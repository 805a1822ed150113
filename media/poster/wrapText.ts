import { widthInEms } from './fitText.ts'

export interface WrapTextArgs {
  /** The most that a line holds, in ems of its type. */
  ems: number
  lines: number
  text: string
}

/**
 * Breaks a text into lines: between any two Chinese characters, at blanks between Latin words, and inside a word that is wider than a line;
 * what is left over becomes “…”.
 */
export function wrapText({ ems, lines, text }: WrapTextArgs): string[] {
  const wrapped: string[] = []
  let line = ''

  for (const piece of piecesOf(text, ems)) {
    if (line !== '' && widthInEms((line + piece).trimEnd()) > ems) {
      wrapped.push(line.trimEnd())
      line = ''
    }

    line += line === '' ? piece.trimStart() : piece
  }

  const all = [...wrapped, line.trimEnd()].filter((each) => VISIBLE.test(each))

  return all.length <= lines ? all : [...all.slice(0, lines - 1), shorten(all[lines - 1] ?? '', ems)]
}

/** A Latin word, a run of blanks, or one other character with the mark that may not begin a line. */
const PIECES = /[\x21-\x7e\u00c0-\u024f]+\s*|\s+|[^\s][，。！？；：、）》」”]*/gu

/** A line of nothing but spaces and joiners cannot be set. */
const VISIBLE = /[^\s\p{Cf}]/u

const piecesOf = (text: string, ems: number): string[] =>
  (
    text
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .match(PIECES) ?? []
  ).flatMap((piece) => breakWord(piece, ems))

function breakWord(word: string, ems: number): string[] {
  const parts: string[] = []
  let part = ''

  for (const character of word) {
    if (part !== '' && widthInEms((part + character).trimEnd()) > ems) {
      parts.push(part)
      part = ''
    }

    part += character
  }

  return [...parts, part]
}

function shorten(line: string, ems: number): string {
  let kept = line

  while (kept !== '' && widthInEms(`${kept}…`) > ems) {
    kept = [...kept].slice(0, -1).join('')
  }

  return `${kept}…`
}
