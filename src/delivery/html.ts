const ENTITIES: Record<string, string> = { '"': '&quot;', '&': '&amp;', "'": '&#39;', '<': '&lt;', '>': '&gt;' }

/** A text as HTML and XML may hold it, in elements and attributes. */
export const escapeMarkup = (text: string): string => text.replace(/["&'<>]/g, (character) => ENTITIES[character] ?? '')

/** Plain text as HTML: an empty line parts paragraphs, a line end stays one. */
export const paragraphs = (text: string): string =>
  text
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeMarkup(paragraph).replaceAll(/\r?\n/g, '<br>')}</p>`)
    .join('')
