import { textOf } from '../richText/richTextNode.ts'

/** A base address as an account has it, `https://` put before a bare host, without a slash at its end. */
export function baseAddress(value: unknown, standard = ''): string {
  const text = textOf(value).trim() || standard

  return (text === '' || /^https?:\/\//i.test(text) ? text : `https://${text}`).replace(/\/+$/, '')
}
