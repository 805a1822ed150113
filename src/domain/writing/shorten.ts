/** What no cut may go through: an address, or a variable. */
const WHOLE = /\{\{[^{}\n]*\}\}|https?:\/\/[^\s<>"，。；！？）】》]+/gu

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })

export interface ShortenArgs {
  /** Whether a text is short enough; what is shorter fits as well. */
  fits: (text: string) => boolean
  /** More characters than this never fit; spares tries. */
  most: number
  text: string
}

/**
 * The longest beginning of a text that fits with "…" behind it; null when nothing does.
 *
 * Cut between characters as people see them, never inside an address or a variable, and at the end of a sentence or
 * clause where one is near.
 */
export function shorten({ fits, most, text }: ShortenArgs): string | null {
  const atoms = atomsOf(text)
  const upTo = (count: number): string => closed(atoms.slice(0, count).join(''))
  let [low, high] = [0, Math.min(atoms.length - 1, most)]

  while (low < high) {
    const middle = Math.ceil((low + high) / 2)

    if (fits(upTo(middle))) {
      low = middle
    } else {
      high = middle - 1
    }
  }

  const cut = low === 0 ? '' : upTo(endNear(atoms, low))

  return cut.length > 1 && fits(cut) ? cut : null
}

/** Characters, addresses and variables, in order. */
function atomsOf(text: string): string[] {
  const atoms: string[] = []
  let at = 0

  for (const { 0: whole, index } of text.matchAll(WHOLE)) {
    atoms.push(...graphemes(text.slice(at, index)), whole)
    at = index + whole.length
  }

  return [...atoms, ...graphemes(text.slice(at))]
}

const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)

/** How much of a text may be given up for a better end. */
const NEAR = { clause: 0.85, sentence: 0.6 }

const SENTENCE_END = /^[。！？!?\n]/u
const CLAUSE_END = /^[，；、：,;:\s]/u

/** How many atoms to keep: up to an end that is near the cut, else all that fit. */
function endNear(atoms: readonly string[], count: number): number {
  const find = (end: RegExp, share: number): number => {
    for (let at = count; at > count * share; at -= 1) {
      if (end.test(atoms[at - 1] ?? '')) {
        return at
      }
    }

    return 0
  }

  return find(SENTENCE_END, NEAR.sentence) || find(CLAUSE_END, NEAR.clause) || count
}

const closed = (text: string): string => `${text.replace(/[\s，；、：。,;:.]+$/u, '')}…`
