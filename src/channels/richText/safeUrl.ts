/**
 * An address that may stand in a link, or null.
 *
 * http, https, mailto and tel, and paths of our own; `javascript:` in any disguise (control characters, capitals,
 * leading space) is none of them.
 */
export function safeUrl(text: string): string | null {
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u001f\u007f]/g, '').trim()

  if (/^(https?|mailto|tel):/i.test(clean)) {
    return clean
  }

  return /^(\/(?!\/)|#)/.test(clean) ? clean : null
}
