import { graphemes } from '../textLength.ts'
import { LINK } from './links.ts'

const VARIABLE = /\{\{[^{}\n]*\}\}/u
const TAG_OR_MENTION = /[#＃@][\p{L}\p{N}_][\p{L}\p{N}_.@-]*/u

/** What no cut may go through. */
const WHOLE = new RegExp([VARIABLE, LINK, TAG_OR_MENTION].map(({ source }) => source).join('|'), 'gu')

/** A text as what may stand on one side of a cut or the other: characters as people see them, and wholes. */
export function atomsOf(text: string): string[] {
  const stretches: string[][] = []
  let at = 0

  for (const { 0: whole, index } of text.matchAll(WHOLE)) {
    stretches.push(graphemes(text.slice(at, index)), [whole])
    at = index + whole.length
  }

  return [...stretches, graphemes(text.slice(at))].flat()
}

/** The largest number of atoms, up to `most`, that `fits`; what is fewer fits as well. Never tries much more than fits. */
export function mostThatFit(most: number, fits: (count: number) => boolean): number {
  let [low, high] = [0, 1]

  while (high < most && fits(high)) {
    low = high
    high *= 2
  }

  high = Math.min(high, most)

  while (low < high) {
    const middle = Math.ceil((low + high) / 2)

    if (fits(middle)) {
      low = middle
    } else {
      high = middle - 1
    }
  }

  return low
}

/** How much of what fits may be given up for a better end. */
const NEAR = { clause: 0.85, paragraph: 0.5, sentence: 0.6 }

const PARAGRAPH_END = /^\n/u
const SENTENCE_END = /^[。！？!?\n]/u
const CLAUSE_END = /^[，；、：,;:\s]/u

/** How many of the first `count` atoms to keep: up to an end that is near, else all. */
export function endNear(atoms: readonly string[], count: number): number {
  const find = (end: RegExp, share: number): number => {
    for (let at = count; at > count * share; at -= 1) {
      if (end.test(atoms[at - 1] ?? '')) {
        return at
      }
    }

    return 0
  }

  return (
    find(PARAGRAPH_END, NEAR.paragraph) || find(SENTENCE_END, NEAR.sentence) || find(CLAUSE_END, NEAR.clause) || count
  )
}
