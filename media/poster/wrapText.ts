import { widthInEms } from './fitText.ts'

export interface WrapTextArgs {
  /** The most that a line holds, in ems of its type. */
  ems: number
  lines: number
  text: string
}

/** Breaks a text into lines: between any two Chinese characters, and at blanks between Latin words; what is left over becomes “…”. */
export function wrapText({ ems, lines, text }: WrapTextArgs): string[] {
  const wrapped: string[] = []
  let line = ''

  for (const piece of text.trim().match(PIECES) ?? []) {
    if (line !== '' && widthInEms((line + piece).trimEnd()) > ems) {
      wrapped.push(line.trimEnd())
      line = ''
    }

    line += line === '' ? piece.trimStart() : piece
  }

  const all = [...wrapped, line.trimEnd()].filter((each) => each !== '')

  return all.length <= lines ? all : [...all.slice(0, lines - 1), shorten(all[lines - 1] ?? '', ems)]
}

/** A Latin word, a run of blanks, or one other character with the mark that may not begin a line. */
const PIECES = /[\x21-\x7e\u00c0-\u024f]+\s*|\s+|[^\s][，。！？；：、）》」”]*/gu

function shorten(line: string, ems: number): string {
  let kept = line

  while (kept !== '' && widthInEms(`${kept}…`) > ems) {
    kept = [...kept].slice(0, -1).join('')
  }

  return `${kept}…`
}
