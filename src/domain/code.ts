/** Tells whether people can type the code and an address can carry it: letters, digits, - and _. */
export const isCode = (text: string, { max, min }: { max: number; min: number }): boolean =>
  text.length >= min && text.length <= max && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(text)

/** Without the letters and digits that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Spells random bytes as a code, one character per byte. */
export const spellCode = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('')
