/** A part of HTML of our own making; texts and attributes without entities. */
export type HtmlToken =
  | { attributes: Readonly<Record<string, string>>; tag: string; type: 'open' }
  | { tag: string; type: 'close' }
  | { text: string; type: 'text' }

const PART = /<(\/)?([a-z][a-z0-9]*)((?:\s[^<>]*)?)>|([^<]+)/g
const ATTRIBUTE = /([a-z][a-z0-9-]*)="([^"]*)"/g

/**
 * Reads what `richTextToHtml` wrote, part by part; elements without content (`img`, `br`) have no end.
 *
 * Only for HTML of our own making: its attributes are in double quotes, and `<` and `>` in texts are entities.
 */
export function* readHtml(html: string): Generator<HtmlToken> {
  for (const [, slash, tag = '', attributes = '', text] of html.matchAll(PART)) {
    if (text !== undefined) {
      yield { text: unescapeHtml(text), type: 'text' }
    } else if (slash !== undefined) {
      yield { tag, type: 'close' }
    } else {
      yield { attributes: readAttributes(attributes), tag, type: 'open' }
    }
  }
}

const readAttributes = (text: string): Record<string, string> =>
  Object.fromEntries(Array.from(text.matchAll(ATTRIBUTE), ([, name = '', value = '']) => [name, unescapeHtml(value)]))

const CHARACTERS: Record<string, string> = { '&#39;': "'", '&amp;': '&', '&gt;': '>', '&lt;': '<', '&quot;': '"' }

export const unescapeHtml = (text: string): string =>
  text.replace(/&(?:#39|amp|gt|lt|quot);/g, (entity) => CHARACTERS[entity] ?? entity)
