import { createHash } from 'node:crypto'

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz'
const LENGTH = 13

/** 2023-01-01, in microseconds. */
const FROM = 1_672_531_200_000_000n
/** Three years: all of it lies in the past, because some tools refuse keys of the future. */
const SPAN = 94_608_000_000_000n

/**
 * The record's key for a publication: a TID (https://atproto.com/specs/tid) that the id alone decides.
 *
 * 53 bits of microseconds and 10 bits of a clock's id, both drawn from a hash, so that a second send, whenever and by
 * whomever, names the same record.
 */
export function recordKey(publicationId: string): string {
  const hash = BigInt(`0x${createHash('sha256').update(publicationId).digest('hex').slice(0, 32)}`)
  let bits = ((FROM + (hash % SPAN)) << 10n) | ((hash >> 64n) & 1_023n)
  let key = ''

  while (key.length < LENGTH) {
    key = ALPHABET.charAt(Number(bits & 31n)) + key
    bits >>= 5n
  }

  return key
}
