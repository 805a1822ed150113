import { atomsOf, endNear, mostThatFit } from './atoms.ts'

/** What is longer is no thread any more but a text for another platform. */
export const MAX_PARTS = 25

export interface SplitThreadArgs {
  /** Whether a text is short enough for one part. */
  fits: (text: string) => boolean
  text: string
}

/**
 * A long text as the parts of a thread, each with its place behind it: `… (1/3)`.
 *
 * Parts end with a paragraph, a sentence or a clause where one is near, and never inside an address, a hashtag or a mention. A
 * text that fits is one part without a place. Null when it takes more than 25, or holds something that fits nowhere.
 */
export function splitThread({ fits, text }: SplitThreadArgs): string[] | null {
  if (fits(text)) {
    return [text]
  }

  // The place of a part says how many there are, which nobody knows before they are cut; but only its width matters.
  const parts = cutInto({ fits, text, total: 9 }) ?? cutInto({ fits, text, total: MAX_PARTS })

  return parts?.map((part, index) => part + placeOf(index, parts.length)) ?? null
}

const placeOf = (index: number, total: number): string => ` (${index + 1}/${total})`

/** At most `total` parts, each with room for its place; null when they are not enough. */
function cutInto({ fits, text, total }: SplitThreadArgs & { total: number }): string[] | null {
  const parts: string[] = []
  let rest = atomsOf(text.trim())

  while (rest.length > 0) {
    if (parts.length === total) {
      return null
    }

    const place = placeOf(parts.length, total)
    const most = mostThatFit(rest.length, (count) => fits(rest.slice(0, count).join('').trimEnd() + place))
    const kept = most === rest.length ? most : endNear(rest, most)

    if (kept === 0) {
      return null
    }

    parts.push(rest.slice(0, kept).join('').trimEnd())
    rest = rest.slice(kept)

    while (/^\s$/u.test(rest[0] ?? '')) {
      rest.shift()
    }
  }

  return parts
}
