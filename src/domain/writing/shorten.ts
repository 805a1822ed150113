import { atomsOf, endNear, mostThatFit } from './atoms.ts'

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
  const count = mostThatFit(Math.min(atoms.length - 1, most), (tried) => fits(upTo(tried)))
  const cut = count <= 0 ? '' : upTo(endNear(atoms, count))

  return cut.length > 1 && fits(cut) ? cut : null
}

const closed = (text: string): string => `${text.replace(/[\s，；、：。,;:.]+$/u, '')}…`
