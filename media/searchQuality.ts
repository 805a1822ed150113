export interface SearchQualityArgs<Encoded extends { length: number }> {
  encode: (quality: number) => Promise<Encoded>
  /** Both ends are tried; the lowest is what still looks decent. */
  highest: number
  lowest: number
  maxBytes: number
}

/** Finds the highest quality whose file fits, in about six encodings; null when not even the lowest does. */
export async function searchQuality<Encoded extends { length: number }>({
  encode,
  highest,
  lowest,
  maxBytes,
}: SearchQualityArgs<Encoded>): Promise<{ encoded: Encoded; quality: number } | null> {
  let best: { encoded: Encoded; quality: number } | null = null
  let [low, high] = [lowest, highest]

  while (low <= high) {
    // The lowest is asked first: when it does not fit, nothing does.
    const quality: number = best === null ? low : Math.ceil((low + high) / 2)
    const encoded = await encode(quality)

    if (encoded.length <= maxBytes) {
      best = { encoded, quality }
      low = quality + 1
    } else if (best === null) {
      return null
    } else {
      high = quality - 1
    }
  }

  return best
}
