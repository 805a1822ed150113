import { Unzip, UnzipInflate } from 'fflate'

const PIECE_BYTES = 64 * 1_024

/**
 * True when an archive unpacks to more than so many bytes, whatever its directory says of itself.
 *
 * It is unpacked piece by piece, and no further than the limit; nothing of it is kept. What is no archive is not large.
 */
export function unpacksBeyond(data: Uint8Array, maxBytes: number): boolean {
  let bytes = 0
  const unzip = new Unzip((file) => {
    file.ondata = (_error, piece) => {
      bytes += piece.length
    }
    file.start()
  })

  unzip.register(UnzipInflate)

  try {
    for (let at = 0; at < data.length && bytes <= maxBytes; at += PIECE_BYTES) {
      unzip.push(data.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= data.length)
    }
  } catch {
    // It is broken; whoever reads it says so.
    return false
  }

  return bytes > maxBytes
}
