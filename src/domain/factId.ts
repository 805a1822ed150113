import { createHash } from 'node:crypto'

/**
 * Names a fact by what it is about: the same parts give the same UUID (version 8, RFC 9562).
 *
 * Our own code can tell a fact again after a crash, and it still counts once:
 * `factId('published', publicationId)`.
 */
export function factId(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16)

  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')

  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
