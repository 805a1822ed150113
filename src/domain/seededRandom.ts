/** Numbers from 0 up to 1 that look random and are the same for the same seed. */
export interface SeededRandom {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  next(): number
  /** One of the items, each as likely. */
  pick<T>(items: readonly T[]): T
}

/**
 * Mulberry32: small, fast and good enough for pictures and demo figures; never for secrets or draws.
 *
 * @param seed any text; equal texts give equal sequences.
 */
export function createSeededRandom(seed: string): SeededRandom {
  let state = hash(seed)

  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)

    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    between: (min, max) => min + Math.floor(next() * (max - min + 1)),
    next,
    pick(items) {
      const item = items[Math.floor(next() * items.length)]

      if (item === undefined) {
        throw new RangeError('nothing to pick from')
      }

      return item
    },
  }
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5

  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }

  return value
}
