/** Pixels that `hashBrightness` wants: nine columns give eight differences. */
export const HASH_SIZE = { height: 8, width: 9 } as const

/** Bits in which two hashes may differ when the pictures still look the same. */
export const SIMILAR_WITHIN_BITS = 6

/** Fewer set (or unset) bits than this is a plain surface or an even slope, of which there are many. */
const LEAST_DETAIL_BITS = 8

const BAND_DIGITS = 4

/**
 * Names a picture by its brightness, so that scaling, encoding anew or a changed colour leave the name nearly alone.
 *
 * A difference hash of 64 bits: each says whether a pixel is brighter than its left neighbour. Takes 9 × 8 grey pixels,
 * row by row. Null for what has too little detail to be told from another.
 */
export function hashBrightness(grey: Uint8Array): string | null {
  let bits = 0n

  for (let row = 0; row < HASH_SIZE.height; row += 1) {
    for (let column = 1; column < HASH_SIZE.width; column += 1) {
      const at = row * HASH_SIZE.width + column

      bits = (bits << 1n) | ((grey[at] ?? 0) > (grey[at - 1] ?? 0) ? 1n : 0n)
    }
  }

  const set = countBits(bits)

  return Math.min(set, 64 - set) < LEAST_DETAIL_BITS ? null : bits.toString(16).padStart(16, '0')
}

/** In how many of 64 bits two hashes differ. */
export const hashDistance = (one: string, other: string): number => countBits(BigInt(`0x${one}`) ^ BigInt(`0x${other}`))

/**
 * Cuts a hash into four parts, each marked with its place.
 *
 * Hashes that differ in at most three bits share a part, so that an index finds nearly all similar pictures without
 * reading the library.
 */
export const bandsOf = (hash: string | null): string[] =>
  hash === null
    ? []
    : Array.from({ length: hash.length / BAND_DIGITS }, (_, place) => {
        const from = place * BAND_DIGITS

        return `${place}:${hash.slice(from, from + BAND_DIGITS)}`
      })

function countBits(bits: bigint): number {
  let count = 0

  for (let rest = bits; rest > 0n; rest &= rest - 1n) {
    count += 1
  }

  return count
}
