import type { IncomingMessage } from 'node:http'

/**
 * Reads a request's body, or resolves to null when it is larger than `maxBytes`; then the rest is left unread.
 *
 * A declared length that is too large is refused before a byte is taken in.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    return null
  }

  const chunks: Buffer[] = []
  let length = 0

  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length

      if (length > maxBytes) {
        request.removeAllListeners('data')
        resolve(null)
      } else {
        chunks.push(chunk)
      }
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
  })
}
